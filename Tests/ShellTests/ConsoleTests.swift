import FCCore
import Synchronization
import Testing

@testable import Shell

@Suite struct ConsoleTests {
    /// Notes which stream was written to, in order, and fails when told to.
    private final class Journal: Sendable {
        let entries = Mutex<[String]>([])

        var all: [String] { entries.withLock { $0 } }
    }

    private struct JournalSink: OutputSink {
        let name: String
        let journal: Journal
        var failure: SinkError?

        func write(_ bytes: [UInt8]) throws(SinkError) {
            if let failure { throw failure }
            journal.entries.withLock { $0.append(name + String(decoding: bytes, as: UTF8.self)) }
        }
    }

    private func console(
        _ journal: Journal, colour: Bool = false, outputFailure: SinkError? = nil
    ) -> Console {
        let capabilities = SinkCapabilities(isTerminal: colour, columns: 80, colour: colour)
        return Console(
            output: JournalSink(name: "out:", journal: journal, failure: outputFailure),
            outputCapabilities: capabilities, error: JournalSink(name: "err:", journal: journal),
            errorCapabilities: capabilities, masker: Masker())
    }

    @Test func aHeadIsOutBeforeTheBody() {
        let journal = Journal()
        console(journal).write(InvocationOutput(head: "RequestId: 1", answer: .bytes(Array("body".utf8))))
        #expect(journal.all == ["err:RequestId: 1\n", "out:body"])
    }

    @Test func noticesEndTheirLineOnce() {
        let journal = Journal()
        let console = console(journal)
        console.notice("one")
        console.notice("two\n")
        console.notice("")
        console.warning("three")
        console.error("four")
        #expect(journal.all == ["err:one\n", "err:two\n", "err:warning: three\n", "err:error: four\n"])
    }

    @Test func everythingButAnswerBytesIsMasked() {
        let journal = Journal()
        let console = console(journal)
        console.masker.register(Secret("FakeSecret"))
        console.write("a FakeSecret")
        console.writeLine("b FakeSecret")
        console.error("c FakeSecret")
        console.writeAnswer(Array("d FakeSecret".utf8))
        #expect(journal.all == ["out:a ******", "out:b ******\n", "err:error: c ******\n", "out:d FakeSecret"])
    }

    @Test func coloursFollowTheSink() {
        let journal = Journal()
        let console = console(journal, colour: true)
        console.write(StyledText("x", .red))
        console.update(.output) { $0.colour = false }
        console.write(StyledText("x", .red))
        #expect(journal.all == ["out:\u{1B}[31mx\u{1B}[0m", "out:x"])
        #expect(console.errorCapabilities.colour)
    }

    @Test func aReaderThatWentAwayIsRememberedAndErrorsAreStillTold() {
        let journal = Journal()
        let console = console(journal, outputFailure: .brokenPipe)
        #expect(console.failure == nil)
        console.write("lost")
        #expect(console.failure == .brokenPipe)
        #expect(console.failure?.exitStatus == .brokenPipe)
        console.notice("told")
        #expect(journal.all == ["err:told\n"])
    }

    @Test func redirectionLeavesStandardErrorWhereItWas() {
        let journal = Journal()
        let file = BufferSink()
        let redirected = console(journal, colour: true).redirected(to: file)
        redirected.write(StyledText("x", .red))
        redirected.notice("note")
        #expect(file.text == "x")
        #expect(journal.all == ["err:note\n"])
    }

    @Test func aSecretIsMaskedBeforeACellIsCut() {
        let sink = BufferSink()
        let console = Console(
            output: sink, outputCapabilities: SinkCapabilities(isTerminal: true, columns: 12),
            error: BufferSink(), errorCapabilities: .pipe, masker: Masker())
        console.masker.register(Secret("FakeSecretOfManyLetters"))
        console.write(TableRenderer([.init("VALUE")]), [["x FakeSecretOfManyLetters"]])
        #expect(sink.text == "VALUE\nx ******\n")
    }

    @Test func explanationsGoToStandardError() {
        let journal = Journal()
        console(journal).explain(Explanation("it failed", next: ["whoami"]))
        #expect(journal.all == ["err:error: it failed\n  next: whoami\n"])
    }
}

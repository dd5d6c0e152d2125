import FCCore
import FoundationEssentials
import ShellSyntax
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

/// What a recording says about statements, without running them.
@Suite struct RecorderTests {
    /// A session that never calls anything: each statement is told how many results it made.
    private struct Tape {
        let masker = Masker()
        var results = ResultStore()
        var numbering = ResultNumbering()
        var expects = false

        /// A result that is there without the recording knowing of it.
        mutating func call(_ body: String = "{}") {
            results.append(numbered(body))
        }

        /// The lines for a statement that made results with these bodies.
        mutating func lines(_ text: String, making bodies: [String] = []) -> [String]? {
            let transcript = transcript(text, making: bodies)
            return transcript.lines
        }

        mutating func transcript(_ text: String, making bodies: [String] = []) -> StatementTranscript {
            let world = World(
                environment: [:], directory: "/work-folder", files: MemoryFiles([:]), now: { Date() },
                nonce: { "n" }, makeTransport: { () throws(Failure) in throw Failure(.usage, "no network") })
            var resolver = Resolver(
                catalog: Catalog(Catalog.standardCommands), world: world, isInteractive: true, variables: [])
            let script = resolver.resolve(Parser.parse(SourceText(name: "test", text)), path: nil).script
            let before = results
            for body in bodies { results.append(numbered(body)) }
            let moment = Recorder.Moment(
                source: script.source, file: nil, before: before, after: results, world: world, masker: masker)
            let transcript = StatementTranscript(
                script.statements[0], moment, numbering: numbering, expects: expects)
            numbering.add(moment)
            return transcript
        }

        private func numbered(_ body: String) -> CallResult {
            var result = InvocationRendererTests.result(body)
            result.number = results.nextNumber
            return result
        }
    }

    @Test(arguments: [
        "invoke {\"k\": 1} -o none > /tmp/x", "let a = 5", "try invoke hello:prod", "!ls -l", "use hello",
        "invoke <<END\n{\"a\": 1,\n \"b\": 2}\nEND", "invoke -e 'a' | jq .", "secret a = ${env.A}",
        "test \"t\" do\n  invoke {}\n  expect ok\nend",
    ])
    func statementsStandAsTheyWereWritten(_ text: String) {
        var tape = Tape()
        #expect(tape.lines(text) == [text])
    }

    @Test(arguments: [
        "help", "history", "record off", "last --full", "result %1", "save %1 x", "explain", "invoke --help",
    ])
    func whatIsAboutTheSessionIsNotRecorded(_ text: String) {
        var tape = Tape()
        tape.call()
        #expect(tape.lines(text) == nil)
    }

    @Test(arguments: [
        ("secret pass-word = abc", "secret pass-word = ${env.PASS_WORD}"), ("secret p", "secret p = ${env.P}"),
    ])
    func secretsBecomeReferences(_ text: String, _ line: String) {
        var tape = Tape()
        #expect(tape.lines(text) == [line])
    }

    @Test func aLineThatHoldsASecretIsLeftOut() throws {
        var tape = Tape()
        tape.masker.register(Secret("FakeSecretValue"))
        let transcript = tape.transcript("print FakeSecretValue")
        #expect(transcript.omission != nil)
        let line = try #require(transcript.lines?.first)
        #expect(line.hasPrefix("# left out") && !line.contains("FakeSecretValue"))
        let block = tape.transcript("test \"t\" do\n  secret x = \"abc\"\nend")
        #expect(block.omission != nil)
        #expect(block.lines == ["# left out, it holds a secret: test"])
    }

    @Test func resultsAreCountedAsTheScriptWill() {
        var tape = Tape()
        tape.call()
        tape.call()
        #expect(tape.lines("invoke {}", making: ["{}"]) == ["invoke {}"])
        #expect(tape.lines("expect %3.a exists") == ["expect %1.a exists"])
        #expect(
            tape.lines("invoke {\"a\": ${%3.a}, \"b\": \"${%-1.b}\"}", making: ["{}"])
                == ["invoke {\"a\": ${%1.a}, \"b\": \"${%-1.b}\"}"])
        #expect(tape.lines("diff %3 %4 --ignore .id") == ["diff %1 %2 --ignore .id"])
        // A failed call between them is not in the script.
        tape.call()
        #expect(tape.transcript("expect ok").omission != nil)
        #expect(tape.transcript("again .a=1").omission != nil)
        #expect(tape.transcript("diff %1 %4").omission != nil)
        #expect(tape.lines("invoke {}", making: ["{}"]) == ["invoke {}"])
        #expect(tape.lines("expect ok") == ["expect ok"])
        #expect(tape.lines("diff %-3 %-1") == ["diff %2 %-1"])
    }

    @Test(arguments: ["a b", "it's", ".b", "@status", "5", "true", "", "${x}", "line\nend", "-x", "{", "中文", "a;b"])
    func stateReadsBackAsTheSame(_ text: String) throws {
        var scope = Scope(environment: [:])
        scope.set("x", Scope.Variable(.string(text)))
        let settings = Settings(environment: [:])
        let lines = StateScript.lines([.function: "hello"], settings, scope)
        #expect(lines.first == "use hello")
        let script = Parser.parse(SourceText(name: "test", lines[1]))
        #expect(script.diagnostics.isEmpty, "\(lines[1])")
        guard case .let(let statement)? = script.statements.first?.kind else {
            throw TestProblem("no let: \(lines[1])")
        }
        #expect(try Expander.empty.value(of: statement.value) == .string(text))
    }

    @Test func sourcedFilesAreNamedInFull() {
        var tape = Tape()
        #expect(tape.lines("source lib/a.fcsh one") == ["source /work-folder/lib/a.fcsh one"])
    }

    @Test func answersBecomeAssertions() {
        var tape = Tape()
        tape.expects = true
        #expect(
            tape.lines("invoke {}", making: ["{\"a\": \"b\", \"id\": 5}"])
                == ["invoke {}", "expect ok", "expect .a == \"b\"", "expect .id is number"])
        #expect(tape.lines("invoke {}", making: [""]) == ["invoke {}", "expect ok"])
        #expect(tape.lines("repeat 2 invoke {}", making: ["{}", "{}"]) == ["repeat 2 invoke {}"])
        #expect(tape.lines("let a = 1") == ["let a = 1"])
    }

    /// The assertions for what the statements inside a block answered, by the way of the interpreter.
    @Test(
        arguments: [
            (
                "test \"t\" do\n  invoke {}\n  expect ok\n  invoke -o none <<END\n{\"a\": 1}\n  END\nend",
                """
                test "t" do
                  invoke {}
                  expect ok
                  expect .a == "b"
                  expect .id is number
                  expect ok
                  invoke -o none <<END
                {"a": 1}
                  END
                  expect ok
                  expect .a == "b"
                  expect .id is number
                end
                """
            ),
            ("retry 2 invoke {}", "retry 2 invoke {}"), ("repeat 2 invoke {}", "repeat 2 invoke {}"),
        ] as [(String, String)])
    func callsInsideATestBecomeAssertionsInsideIt(text: String, recorded: String) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/block.fcsh"
        let shell = TestShell(transport: ScriptedTransport(body: #"{"a": "b", "id": 5}"#))
        let script = "set region cn-hangzhou; use f; set output none; record \(path) --expect\n\(text)\nrecord off"
        #expect(await shell.run(script) == .success, "\(shell.errors)")
        let lines = try folder.read("block.fcsh")
        #expect(lines.hasSuffix("use f\n\(recorded)\n"), "\(lines)")
        let again = TestShell(transport: shell.transport)
        #expect(await again.run(lines) == .success, "\(again.errors)")
    }

    @Test func aRecordingIsPrivateNewAndCompleteAfterEachStatement() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/session.fcsh"
        let recorder = Recorder()
        #expect(!recorder.isOn)
        try recorder.begin(path, header: ["# head"], expects: false)
        #expect(DiskFiles().status(of: path)?.permissions == 0o600)
        var tape = Tape()
        let world = World(
            environment: [:], directory: folder.path, files: MemoryFiles([:]), now: { Date() }, nonce: { "n" },
            makeTransport: { () throws(Failure) in throw Failure(.usage, "no network") })
        tape.call()
        let script = Parser.parse(SourceText(name: "test", "let a = 1"))
        let moment = Recorder.Moment(
            source: script.source, file: nil, before: tape.results, after: tape.results, world: world,
            masker: tape.masker)
        #expect(recorder.note(ResolvedStatement(script.statements[0], .none), moment) == nil)
        #expect(try DiskFiles().contents(of: path) == Array("# head\nlet a = 1\n".utf8))
        #expect(recorder.end()?.statementCount == 1)
        #expect(recorder.end() == nil)
        #expect(throws: PrivateFile.Problem.self) { try recorder.begin(path, header: [], expects: false) }
        #expect(!recorder.isOn)
    }
}

/// The files of `save`.
@Suite struct ResultBundleTests {
    @Test func holdsEverythingButSecrets() throws {
        let masker = Masker()
        masker.register(Secret("FakeSecretValue"))
        var result = InvocationRendererTests.result(
            "{\"token\": \"FakeSecretValue\"}", headers: [("X-Fc-Request-Id", "1-1"), ("X-Echo", "FakeSecretValue")],
            log: "got FakeSecretValue\n")
        result.event = Array("FakeSecretValue \u{0}".utf8) + [0xFF]
        let files = ResultBundle(result, masker: masker).files
        #expect(files.map(\.name) == ["event.bin", "body.json", "log.txt", "metadata.json"])
        for file in files {
            #expect(!String(decoding: file.bytes, as: UTF8.self).contains("FakeSecret"), "\(file.name)")
        }
        #expect(files[0].bytes == Array("****** \u{0}".utf8) + [0xFF])
        let metadata = try JSONReader.read(files[3].bytes)
        #expect(metadata["outcome"] == "ok")
        #expect(metadata["headers"]?["X-Fc-Request-Id"] == "1-1")
        #expect(metadata["headers"]?["x-fc-log-result"] == nil && metadata["body"] == nil)
    }
}

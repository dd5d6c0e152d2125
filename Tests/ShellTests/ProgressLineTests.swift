import FCCore
import Testing

@testable import Shell

/// How a long repetition is told of.
@Suite struct ProgressLineTests {
    private func written(isTerminal: Bool, isPlain: Bool, total: Int = 100) -> String {
        let sink = BufferSink()
        let console = Console(
            output: BufferSink(), outputCapabilities: .pipe, error: sink,
            errorCapabilities: SinkCapabilities(isTerminal: isTerminal, columns: 80), masker: Masker())
        let progress = ProgressLine(console, total: total, isPlain: isPlain, period: .zero)
        let start = ContinuousClock.now.advanced(by: .seconds(-10))
        progress.update(done: 50, failed: 2, since: start)
        progress.end()
        return sink.text
    }

    @Test func aTerminalHasALineThatIsPaintedOver() {
        #expect(written(isTerminal: true, isPlain: false) == "\r\u{1b}[K50/100, 5/s, 2 failed, 11 s left\r\u{1b}[K")
    }

    @Test func withoutRepaintingEachLineStays() {
        #expect(written(isTerminal: true, isPlain: true) == "50/100, 5/s, 2 failed, 11 s left\n")
    }

    @Test(arguments: [false, true]) func aPipeHasNothing(isPlain: Bool) {
        #expect(written(isTerminal: false, isPlain: isPlain) == "")
    }

    @Test func oneIterationHasNoProgress() {
        #expect(written(isTerminal: true, isPlain: true, total: 1) == "")
    }

    @Test func plainLinesAreOccasional() {
        let sink = BufferSink()
        let console = Console(
            output: BufferSink(), outputCapabilities: .pipe, error: sink,
            errorCapabilities: SinkCapabilities(isTerminal: true, columns: 80), masker: Masker())
        let progress = ProgressLine(console, total: 100, isPlain: true)
        let now = ContinuousClock.now
        for done in 1...99 { progress.update(done: done, failed: 0, since: now) }
        #expect(sink.text == "")
        for done in 1...99 { progress.update(done: done, failed: 0, since: now.advanced(by: .seconds(-30))) }
        #expect(sink.text.split(separator: "\n").count == 1)
    }
}

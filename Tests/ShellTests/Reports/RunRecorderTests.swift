import FCCore
import ShellTestSupport
import Testing

@testable import Shell

@Suite struct RunRecorderTests {
    private let recorder = RunRecorder(began: "2026-01-02T03:04:05Z")
    private let place = SampleRun.place

    private var record: RunRecord { recorder.record(ending: .finished, status: .success) }

    private func functionError(_ message: String) -> CallResult {
        var result = SampleRun.result(#"{"errorMessage": "\#(message)"}"#)
        result.outcome = .functionError
        result.answer?.headers.add("x-fc-error-type", "UnhandledInvocationError")
        return result
    }

    @Test func aFailedCallGivesItsReasonToTheTest() throws {
        recorder.beginFile("a.fcsh")
        recorder.note(.testBegan(name: "t", place: place))
        recorder.note(.call(functionError("boom")))
        recorder.note(.testEnded(failure: .shown(.functionError), place: place, elapsed: .seconds(1)))
        let test = try #require(record.files[0].tests.first)
        #expect(test.verdict.word == "error")
        #expect(
            test.verdict.fault?.message
                == "hello:LATEST ended with function-error: UnhandledInvocationError: boom")
        #expect(record.files[0].cases.counts.failed == 1)
    }

    @Test func aFalseCheckIsAFailureAndNotAnError() throws {
        let failure = Failure(.expectation, "expected .k == 2").with(Evidence(expected: ".k == 2", actual: "1"))
        recorder.beginFile("a.fcsh")
        recorder.note(.testBegan(name: "outer", place: place))
        recorder.note(.testBegan(name: "inner", place: place))
        recorder.note(
            .expectation(text: "expect .k == 2", evidence: failure.evidence, failure: failure, place: place))
        recorder.note(.testEnded(failure: failure, place: place, elapsed: .zero))
        recorder.note(.testEnded(failure: .shown(.expectation), place: place, elapsed: .zero))
        let tests = record.files[0].tests
        #expect(tests.map(\.name) == ["outer › inner", "outer"])
        #expect(tests.map(\.verdict.word) == ["failed", "failed"])
        #expect(tests[1].verdict.fault?.message == "a test inside failed")
    }

    /// Through `source` a failure comes up twice, the second time without words.
    @Test func aFailureOutsideTestsIsWrittenDownOnce() {
        recorder.beginFile("a.fcsh")
        recorder.note(.failure(Failure(.usage, "no region is set"), place: place))
        recorder.note(.failure(.shown(.usage), place: place))
        recorder.endFile()
        recorder.passOver("b.fcsh")
        #expect(record.files[0].steps.count == 1)
        #expect(record.files.flatMap(\.cases).map(\.verdict.word) == ["error", "skipped"])
    }

    @Test func aFileThatFailsBesideItsTestsIsOneMore() {
        recorder.beginFile("a.fcsh")
        recorder.note(.testBegan(name: "t", place: place))
        recorder.note(.testEnded(failure: nil, place: nil, elapsed: .zero))
        recorder.note(.testSkipped(name: "u", place: place, reason: .notWanted))
        #expect(record.files[0].cases.map(\.name) == ["t", "u"])
        recorder.note(.failure(Failure(.usage, "wrong"), place: place))
        #expect(record.files[0].cases.map(\.name) == ["a.fcsh", "t", "u"])
    }

    @Test func callsOfARepeatBecomeFigures() throws {
        recorder.beginFile("a.fcsh")
        recorder.note(.repetitionBegan(place))
        var summary = RepetitionSummary()
        let start = ContinuousClock.now
        for index in 0..<20 {
            var result = index % 2 == 0 ? SampleRun.result("{}") : functionError("odd")
            result.began = start.advanced(by: .milliseconds(index))
            summary.count([CallFigures(result)], failed: index % 2 == 1)
            recorder.note(.call(result))
            if index % 2 == 1 {
                recorder.note(
                    .iterationFailed(number: index + 1, failure: .shown(.functionError), place: nil))
            }
        }
        recorder.note(.repetition(summary))
        recorder.note(.failure(.shown(.functionError), place: place))
        guard case .repetition(let repetition) = try #require(record.files[0].steps.first) else {
            Issue.record("no repetition")
            return
        }
        #expect(repetition.samples.count == 20 && repetition.samples[3].offset == .milliseconds(3))
        #expect(repetition.samples.count { !$0.isGood } == 10)
        #expect(repetition.badCalls.count == 5 && repetition.misses.count == 5)
        #expect(record.files[0].fault?.message == "10 of 20 iterations failed")
    }

    @Test func anIterationThatFailsTellsItsNumberAndWhatWasThere() throws {
        recorder.beginFile("a.fcsh")
        recorder.note(.repetitionBegan(place))
        var summary = RepetitionSummary()
        summary.count([], failed: false)
        summary.count([], failed: true)
        let failure = Failure(.expectation, "expected .k == 1", notes: ["it is 2"])
            .with(Evidence(expected: ".k == 1", actual: "2"))
        let inner = RunPlace(source: "a.fcsh", line: 7, column: 10)
        recorder.note(.iterationFailed(number: 2, failure: failure, place: inner))
        recorder.note(.repetition(summary))
        recorder.note(.failure(.shown(.expectation), place: place))
        let report = JSONReport(record).text
        #expect(report.contains(#""iteration": 2"#) && report.contains(#""place": "a.fcsh:7:10""#))
        #expect(report.contains(#""expected": ".k == 1""#) && report.contains(#""actual": "2""#))
        #expect(JUnitReport(record).text.contains("a.fcsh:7:10: iteration 2: expected .k == 1; it is 2"))
        let page = HTMLReport(record).text
        #expect(page.contains("<b>iteration 2</b>") && page.contains("<td><code>.k == 1</code></td>"))
    }

    @Test func aRunThatEndsInsideATestSaysSo() {
        recorder.beginFile("a.fcsh")
        recorder.note(.testBegan(name: "slow", place: place))
        let record = recorder.record(ending: .interrupted, status: .terminated)
        #expect(record.files[0].tests.map(\.verdict.word) == ["error"])
        #expect(TAPReport(record).text.hasSuffix("Bail out! interrupted\n"))
    }
}

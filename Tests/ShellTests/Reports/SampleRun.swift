import FCCore
import ShellTestSupport

@testable import Shell

/// A run whose every figure is fixed, with all that a report could stumble over.
enum SampleRun {
    static let place = RunPlace(source: "a & b.fcsh", line: 3, column: 1)

    static var record: RunRecord {
        var record = RunRecord(began: "2026-01-02T03:04:05Z")
        record.elapsed = .milliseconds(1500)
        record.status = .expectation
        record.files = [first, second, third]
        return record
    }

    private static var first: RunRecord.File {
        var file = RunRecord.File("a & b.fcsh")
        file.elapsed = .milliseconds(1400)
        var passed = RunRecord.Test("adds <up>", at: place)
        passed.elapsed = .milliseconds(12)
        passed.steps = [
            .call(call), .check(RunRecord.Check("expect .k == 1", at: place, evidence: evidence(".k == 1", "1"))),
            .repetition(repetition),
        ]
        let fault = RunRecord.Fault(.expectation, "expected .k == 2", notes: ["it is 1"], at: place)
        var failed = RunRecord.Test("counts \"#\" & \u{1b}[31m colours", at: place)
        failed.verdict = .failed(fault)
        failed.steps = [
            .check(RunRecord.Check("expect .k == 2", at: place, evidence: evidence(".k == 2", "1"), fault: fault))
        ]
        var broken = RunRecord.Test("函数", at: place)
        broken.verdict = .broken(RunRecord.Fault(.noAnswer, "no answer", next: "whoami", at: place))
        var skipped = RunRecord.Test("later", at: place)
        skipped.verdict = .skipped(.notReached)
        file.tests = [passed, failed, broken, skipped]
        return file
    }

    private static var second: RunRecord.File {
        var file = RunRecord.File("b.fcsh")
        let fault = RunRecord.Fault(.usage, "the variable 'x' is not set", at: place)
        file.steps = [.fault(fault)]
        file.fault = fault
        return file
    }

    private static var third: RunRecord.File {
        var file = RunRecord.File("c.fcsh")
        file.wasReached = false
        return file
    }

    private static func evidence(_ expected: String, _ actual: String) -> Evidence {
        Evidence(expected: expected, actual: actual)
    }

    static func result(_ body: String, event: String = "{}") -> CallResult {
        let headers: HTTPHeaders = ["x-fc-request-id": "1-65", "x-fc-instance-id": "c-65"]
        let answer = InvocationAnswer(
            status: 200, headers: headers, body: Array(body.utf8), elapsed: .microseconds(12_500))
        return CallResult(
            number: 1, target: .init(functionName: "hello", qualifier: "LATEST", region: "cn-hangzhou"),
            event: Array(event.utf8), outcome: .ok, answer: answer, elapsed: .microseconds(12_500), isCold: true)
    }

    private static var call: CallRecord { CallRecord(result(#"{"k": 1, "tag": "</script><b>"}"#)) }

    private static var repetition: RepetitionRecord {
        var repetition = RepetitionRecord(at: place)
        var summary = RepetitionSummary()
        for index in 0..<6 {
            var result = result("{}")
            result.elapsed = .milliseconds(10 * (index + 1))
            result.isCold = index == 0
            summary.count([CallFigures(result)], failed: false)
            repetition.samples.append(
                RepetitionRecord.Sample(
                    offset: .milliseconds(20 * index), elapsed: .milliseconds(10 * (index + 1)), isGood: index != 4,
                    isCold: index == 0))
        }
        summary.elapsed = .milliseconds(120)
        repetition.close(with: summary)
        return repetition
    }
}

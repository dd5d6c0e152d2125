import FCCore

/// A run in the Test Anything Protocol, version 13: a line for each test, details in YAML.
package struct TAPReport: Sendable {
    private let record: RunRecord

    package init(_ record: RunRecord) {
        self.record = record
    }

    /// The lines.
    package var text: String {
        var lines = ["TAP version 13", "1..\(record.files.reduce(0) { $0 + $1.cases.count })"]
        var number = 0
        for file in record.files {
            lines.append("# \(Self.oneLine(file.name))")
            for test in file.cases {
                number += 1
                lines += self.lines(of: test, number: number)
            }
        }
        if record.ending != .finished { lines.append("Bail out! \(record.ending.rawValue)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func lines(of test: RunRecord.Test, number: Int) -> [String] {
        let name = Self.description(test.name)
        switch test.verdict {
        case .passed: return ["ok \(number) - \(name)"]
        case .skipped(let reason): return ["ok \(number) - \(name) # SKIP \(reason.rawValue)"]
        case .failed(let fault), .broken(let fault):
            return ["not ok \(number) - \(name)"] + details(fault, of: test)
        }
    }

    private func details(_ fault: RunRecord.Fault, of test: RunRecord.Test) -> [String] {
        var fields: [(String, Value)] = [
            ("message", .string(fault.message)),
            ("severity", test.verdict.word == "failed" ? "fail" : "error"),
            ("status", .integer(Int(fault.status.code))),
        ]
        if let place = fault.placeText { fields.append(("at", .string(place))) }
        if let evidence = evidence(of: test) {
            fields.append(("expected", .string(evidence.expected)))
            fields.append(("found", .string(evidence.actual)))
        }
        if !fault.notes.isEmpty { fields.append(("notes", .array(fault.notes.map { .string($0) }))) }
        fields.append(("duration_ms", .number(test.elapsed.millisecondsNumber)))
        let steps = StepText.lines(of: test.steps)
        if !steps.isEmpty { fields.append(("steps", .array(steps.map { .string($0) }))) }
        // JSON is YAML: every value on one line, quoted as JSON does, cannot be misread.
        let lines = fields.map { name, value in "  \(name): \(VisibleText.inJSON(JSONWriter.text(value)))" }
        return ["  ---"] + lines + ["  ..."]
    }

    /// What the check that ended the test compared.
    private func evidence(of test: RunRecord.Test) -> Evidence? {
        guard case .check(let check) = test.steps.last, check.fault != nil else { return nil }
        return check.evidence
    }

    /// A description on one line, in which `#` begins no directive.
    private static func description(_ text: String) -> String {
        var output = ""
        for character in oneLine(text) {
            if character == "#" || character == "\\" { output += "\\" }
            output.append(character)
        }
        return output
    }

    private static func oneLine(_ text: String) -> String { VisibleText.singleLine(text) }
}

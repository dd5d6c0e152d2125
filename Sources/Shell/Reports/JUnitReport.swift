import FCCore

/// A run as JUnit XML, which build servers read: a suite for each file, a case for each test.
///
/// A false `expect` is a failure, everything else that goes wrong an error. What a test did stands in `system-out`.
package struct JUnitReport: Sendable {
    private let record: RunRecord

    package init(_ record: RunRecord) {
        self.record = record
    }

    /// The document.
    package var text: String {
        let cases = record.files.flatMap(\.cases)
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        lines.append("<testsuites name=\"fcsh\"\(Self.counts(of: cases)) time=\"\(record.elapsed.secondsText)\">")
        for file in record.files { lines += suite(file) }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }

    private func suite(_ file: RunRecord.File) -> [String] {
        let cases = file.cases
        let name = MarkupText.attribute(file.name)
        let head = "<testsuite name=\"\(name)\"\(Self.counts(of: cases)) time=\"\(file.elapsed.secondsText)\""
        return ["  \(head) timestamp=\"\(record.began)\">"] + cases.flatMap { testCase($0, in: name) }
            + ["  </testsuite>"]
    }

    private static func counts(of cases: [RunRecord.Test]) -> String {
        var failures = 0
        var errors = 0
        var skipped = 0
        for test in cases {
            switch test.verdict {
            case .passed: break
            case .failed: failures += 1
            case .broken: errors += 1
            case .skipped: skipped += 1
            }
        }
        return " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
    }

    private func testCase(_ test: RunRecord.Test, in suite: String) -> [String] {
        let place = "file=\"\(MarkupText.attribute(test.place.source))\" line=\"\(test.place.line)\""
        let name = MarkupText.attribute(test.name)
        let head = "<testcase name=\"\(name)\" classname=\"\(suite)\" \(place) time=\"\(test.elapsed.secondsText)\""
        var inner: [String] = []
        switch test.verdict {
        case .passed: break
        case .failed(let fault): inner.append(element("failure", fault))
        case .broken(let fault): inner.append(element("error", fault))
        case .skipped(let reason): inner.append("      <skipped message=\"\(reason.rawValue)\"/>")
        }
        let output = StepText.lines(of: test.steps).joined(separator: "\n")
        if !output.isEmpty { inner.append("      <system-out>\(MarkupText.escaped(output))</system-out>") }
        return inner.isEmpty ? ["    \(head)/>"] : ["    \(head)>"] + inner + ["    </testcase>"]
    }

    private func element(_ name: String, _ fault: RunRecord.Fault) -> String {
        let type = fault.status == .expectation ? "expectation" : "status \(fault.status.code)"
        let text = ([StepText.sentence(of: fault)] + fault.notes + (fault.next.map { ["next: \($0)"] } ?? []))
            .joined(separator: "\n")
        let message = MarkupText.attribute(fault.message)
        return "      <\(name) message=\"\(message)\" type=\"\(type)\">\(MarkupText.escaped(text))</\(name)>"
    }
}

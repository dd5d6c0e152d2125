import TestSupport
import Testing

/// A script and its records: `<case>.out`, `<case>.err`, `<case>.status`.
///
/// A missing output record is an empty one: nothing was printed. A missing status is 0.
struct ScriptRecord {
    private let golden: GoldenCase

    init(_ golden: GoldenCase) {
        self.golden = golden
    }

    /// Runs the script and compares, or records.
    func verify() async throws {
        let workplace = try Workplace(copyOf: golden.project)
        try workplace.add(golden.file, as: golden.fileName)
        let outcome = try await workplace.run([workplace.program, "run", golden.fileName])
        try settle("out", workplace.steady(outcome.output))
        try settle("err", workplace.steady(outcome.errorOutput))
        try settle("status", outcome.status.code == 0 ? "" : "\(outcome.status.code)\n")
    }

    private func settle(_ ending: String, _ actual: String) throws {
        let path = "\(golden.stem).\(ending)"
        let expected = RecordFile.read(path) ?? ""
        guard expected != actual else { return }
        if GoldenTests.isRecording {
            if actual.isEmpty { try RecordFile.remove(path) } else { try RecordFile.write(actual, to: path) }
        }
        Issue.record("\(golden.testDescription).\(ending)\n\(Difference.lines(expected, actual))")
    }
}

/// Two texts side by side, as far as they differ.
enum Difference {
    /// Lines that are missing after `-`, lines that came instead after `+`, each with its number.
    static func lines(_ expected: String, _ actual: String) -> String {
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let changes = new.difference(from: old).map { change in
            switch change {
            case .remove(let offset, let line, _): (offset, "- \(offset + 1): \(line)")
            case .insert(let offset, let line, _): (offset, "+ \(offset + 1): \(line)")
            }
        }
        return changes.sorted { $0.0 < $1.0 }.map(\.1).joined(separator: "\n")
    }
}

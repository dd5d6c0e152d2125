import TestSupport
import Testing

/// A session at a system shell, each command with what came of it.
///
/// ```
/// # What is shown here.
/// $ fcsh --local greet invoke
/// > -e Ada
///   | standard output
///   \ no newline
///   ! standard error
///   = 1
/// ```
/// Lines after `$` and `>` are given to bash in a copy of the project; `=` is a status other than 0. Everything else is
/// for the reader and kept as it is.
struct SessionRecord {
    private let golden: GoldenCase

    init(_ golden: GoldenCase) {
        self.golden = golden
    }

    /// Runs every command and compares, or records.
    func verify() async throws {
        let text = try #require(RecordFile.read(golden.file))
        let workplace = try Workplace(copyOf: golden.project)
        var written: [String] = []
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        while let line = lines.popFirst() {
            guard line.hasPrefix("$ ") else {
                written.append(line)
                continue
            }
            var command = [line]
            while let next = lines.first, next.hasPrefix("> ") { command.append(lines.removeFirst()) }
            while let next = lines.first, next.hasPrefix("  ") { lines.removeFirst() }
            let outcome = try await workplace.run(
                ["/bin/bash", "-c", command.map { $0.dropFirst(2) }.joined(separator: "\n")])
            written += command + Self.lines(of: outcome, in: workplace)
        }
        let actual = written.joined(separator: "\n")
        guard actual != text else { return }
        if GoldenTests.isRecording { try RecordFile.write(actual, to: golden.file) }
        Issue.record("\(golden.testDescription)\n\(Difference.lines(text, actual))")
    }

    private static func lines(of outcome: Program.Outcome, in workplace: Workplace) -> [String] {
        var lines = lines(of: workplace.steady(outcome.output), mark: "|")
        lines += Self.lines(of: workplace.steady(outcome.errorOutput), mark: "!")
        if outcome.status.code != 0 { lines.append("  = \(outcome.status.code)") }
        return lines
    }

    private static func lines(of text: String, mark: String) -> [String] {
        guard !text.isEmpty else { return [] }
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let shown = visible(String(line))
            return shown.isEmpty ? "  \(mark)" : "  \(mark) \(shown)"
        }
        if text.unicodeScalars.last == "\n" { lines.removeLast() } else { lines.append("  \\ no newline") }
        return lines
    }

    /// Control characters by their number, so that a record can be read on a terminal.
    private static func visible(_ line: String) -> String {
        var shown = ""
        for scalar in line.unicodeScalars {
            if scalar.properties.generalCategory == .control {
                shown += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}

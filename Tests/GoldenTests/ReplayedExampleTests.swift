import TestSupport
import Testing

/// A replay gives what the run gave: every example is run, saved, and run again from what was saved.
@Suite("Replayed examples")
struct ReplayedExampleTests {
    /// The examples' scripts.
    private static let examples = GoldenCase.scripts.filter { $0.file.hasPrefix("\(GoldenCase.root)/examples/") }

    @Test(arguments: examples)
    func theSameAgain(_ example: GoldenCase) async throws {
        try #require(!Self.examples.isEmpty)
        let workplace = try Workplace(copyOf: example.project)
        try workplace.add(example.file, as: example.fileName)
        let run = [workplace.program, "run"]
        let reports = ["--report", "json:report.json"]
        let first = try await workplace.run(run + ["--save-session", "calls.jsonl"] + reports + [example.fileName])
        let told = try workplace.read("report.json")
        let second = try await workplace.run(run + ["--replay", "calls.jsonl"] + reports + [example.fileName])
        #expect(first.status == .exited(0), "\(first.errorText)")
        #expect(second.status == first.status, "\(second.errorText)")
        #expect(second.text == first.text)
        #expect(Self.facts(workplace.steady(second.errorOutput)) == Self.facts(workplace.steady(first.errorOutput)))
        #expect(Self.results(try workplace.read("report.json")) == Self.results(told))
    }

    /// What was said, without the line about the endpoint: a replay has none.
    private static func facts(_ errors: String) -> [Substring] {
        errors.split(separator: "\n").filter { !$0.contains("local endpoint") }
    }

    /// What a report says about tests, calls and checks, without what the clock decides, and the size of what held a
    /// secret: a replay has stars there.
    private static func results(_ report: String) -> [Substring] {
        let timed = [
            "\"duration\"", "\"began\"", "\"rate\"", "\"min\"", "\"max\"", "\"p", "@rate", "\"actual\"", "\"bytes\"",
        ]
        return report.split(separator: "\n").filter { line in !timed.contains { line.contains($0) } }
    }
}

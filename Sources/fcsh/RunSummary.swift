import Shell

/// The last line of a run: what ran, how it went, how long it took.
struct RunSummary {
    /// The number of scripts that were named.
    let files: Int
    private var failed = 0
    private var tests = TestCounts()
    /// How many calls were made.
    var calls = 0
    /// The status of the first failure.
    private(set) var status = ExitStatus.success

    init(files: Int) {
        self.files = files
    }

    /// Counts one script.
    mutating func add(_ outcome: ScriptRun.Outcome) {
        tests += outcome.tests
        guard outcome.status != .success else { return }
        failed += 1
        if status == .success { status = outcome.status }
    }

    /// The line.
    func line(elapsed: Duration) -> StyledText {
        var parts = ["\(Self.count(files, "script")), \(failed) failed"]
        if tests.all > 0 {
            var part = "\(Self.count(tests.all, "test")), \(tests.failed) failed"
            if tests.skipped > 0 { part += ", \(tests.skipped) skipped" }
            parts.append(part)
        }
        let line = parts.joined(separator: "; ") + (tests.all > 0 ? "; " : ", ") + Self.count(calls, "call")
        return StyledText("\(line) in \(elapsed.inWords)", .faint)
    }

    private static func count(_ number: Int, _ word: String) -> String {
        "\(number) \(word)\(number == 1 ? "" : "s")"
    }
}

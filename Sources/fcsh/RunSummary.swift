import Shell
import ShellSyntax

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
        let scripts: Message = "\(files) script\(files == 1 ? "" : "s"), \(failed) failed"
        let made: Message = "\(calls) call\(calls == 1 ? "" : "s") in \(elapsed.inWords)"
        guard tests.all > 0 else { return StyledText("\(scripts), \(made)", .faint) }
        let skipped: Message = tests.skipped > 0 ? ", \(tests.skipped) skipped" : ""
        let judged: Message = "\(tests.all) test\(tests.all == 1 ? "" : "s"), \(tests.failed) failed\(skipped)"
        return StyledText("\(scripts); \(judged); \(made)", .faint)
    }
}

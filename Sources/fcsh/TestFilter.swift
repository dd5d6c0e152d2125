import Shell
import Synchronization

/// Picks the tests that `--test` asks for, and remembers whether there was one.
final class TestFilter: Sendable {
    private let patterns: [TestPattern]
    private let matched = Mutex(false)

    /// Nil without patterns: then every test is wanted.
    init?(_ patterns: [TestPattern]) {
        guard !patterns.isEmpty else { return nil }
        self.patterns = patterns
    }

    /// Whether a test was wanted so far.
    var hasMatched: Bool { matched.withLock { $0 } }

    /// Whether a test fits one of the patterns.
    func wants(_ test: String) -> Bool {
        guard patterns.contains(where: { $0.matches(test) }) else { return false }
        matched.withLock { $0 = true }
        return true
    }
}

extension Interpreter {
    /// Has a run reported, limited to some tests, and not ended by the first of them that fails.
    mutating func observe(_ recorder: RunRecorder?, _ filter: TestFilter?, keepsGoing: Bool) {
        surroundings.observer = recorder
        surroundings.keepsGoing = keepsGoing
        if let filter { surroundings.isWanted = { filter.wants($0) } }
    }
}

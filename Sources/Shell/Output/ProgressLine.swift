import Synchronization

/// How far a long repetition is: a line that is painted over on a terminal, an occasional line of its own where nothing
/// may be painted over, nothing in a pipe.
package final class ProgressLine: Sendable {
    /// How a terminal is told.
    private enum Manner {
        case silent
        case painted
        case plain
    }

    private let console: Console
    private let total: Int
    private let manner: Manner
    /// How long to wait at least before the next line.
    private let period: Duration
    private let shown = Mutex<ContinuousClock.Instant?>(nil)

    /// - Parameters:
    ///   - total: how many iterations there will be.
    ///   - isPlain: whether lines stay where they are, as with `set accessible on`.
    ///   - period: the pause between two lines; 200 ms for painted ones, 10 s for plain ones without it.
    package init(_ console: Console, total: Int, isPlain: Bool = false, period: Duration? = nil) {
        self.console = console
        self.total = total
        self.period = period ?? (isPlain ? .seconds(10) : .milliseconds(200))
        if console.errorCapabilities.isTerminal, total > 1 {
            manner = isPlain ? .plain : .painted
        } else {
            manner = .silent
        }
    }

    /// Shows the line, unless that was done a moment ago.
    package func update(done: Int, failed: Int, since start: ContinuousClock.Instant) {
        guard manner != .silent else { return }
        let now = ContinuousClock.now
        let isDue = shown.withLock { shown in
            guard (shown ?? start).duration(to: now) >= period else { return false }
            shown = now
            return true
        }
        guard isDue else { return }
        let elapsed = start.duration(to: now)
        let left = elapsed * (total - done) / max(1, done)
        let seconds = elapsed.milliseconds / 1000
        let rate = seconds > 0 ? Int((Double(done) / seconds).rounded()) : 0
        let line = "\(done)/\(total), \(rate)/s, \(failed) failed, \(left.inWholeSeconds) s left"
        if manner == .plain { console.notice(StyledText(line)) } else { console.paint(line) }
    }

    /// Takes a painted line away.
    package func end() {
        guard manner == .painted, shown.withLock({ $0 }) != nil else { return }
        console.paint("")
    }
}

extension Duration {
    /// The length in whole seconds, rounded up.
    fileprivate var inWholeSeconds: Int { Int((milliseconds / 1000).rounded(.up)) }
}

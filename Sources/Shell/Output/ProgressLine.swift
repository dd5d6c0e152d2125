import Synchronization

/// How far a long repetition is: a line that is painted over on a terminal, nothing in a pipe.
package final class ProgressLine: Sendable {
    /// How often the line is painted at most.
    private static let period = Duration.milliseconds(200)

    private let console: Console
    private let total: Int
    private let painted = Mutex<ContinuousClock.Instant?>(nil)
    private let isShown: Bool

    package init(_ console: Console, total: Int) {
        self.console = console
        self.total = total
        isShown = console.errorCapabilities.isTerminal && total > 1
    }

    /// Paints the line, unless that was done a moment ago.
    package func update(done: Int, failed: Int, since start: ContinuousClock.Instant) {
        guard isShown else { return }
        let now = ContinuousClock.now
        let isDue = painted.withLock { painted in
            guard painted.map({ $0.duration(to: now) >= Self.period }) ?? (start.duration(to: now) >= Self.period)
            else {
                return false
            }
            painted = now
            return true
        }
        guard isDue else { return }
        let elapsed = start.duration(to: now)
        let left = elapsed * (total - done) / max(1, done)
        let seconds = elapsed.milliseconds / 1000
        let rate = seconds > 0 ? Int((Double(done) / seconds).rounded()) : 0
        console.paint("\(done)/\(total), \(rate)/s, \(failed) failed, \(left.inWholeSeconds) s left")
    }

    /// Takes the line away.
    package func end() {
        guard isShown, painted.withLock({ $0 }) != nil else { return }
        console.paint("")
    }
}

extension Duration {
    /// The length in whole seconds, rounded up.
    fileprivate var inWholeSeconds: Int { Int((milliseconds / 1000).rounded(.up)) }
}

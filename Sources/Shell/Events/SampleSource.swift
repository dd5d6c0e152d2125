import Synchronization

/// What the sample events of a run are made of, so that a replay of the run makes the same ones: one moment, and a seed
/// for each.
package final class SampleSource: Sendable {
    /// When the samples happened, in seconds since 1970.
    package let seconds: Int
    /// What all ids follow from.
    package let seed: String
    private let count = Mutex(0)

    package init(seconds: Int, seed: String) {
        self.seconds = seconds
        self.seed = seed
    }

    /// The seed of the next sample.
    func nextSeed() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        return "\(seed)-\(number)"
    }
}

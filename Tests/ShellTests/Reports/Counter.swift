import Synchronization

/// Counts from 1.
final class Counter: Sendable {
    private let count = Mutex(0)

    /// The next number as the bytes of its digits.
    func next() -> [UInt8] {
        count.withLock { count in
            count += 1
            return Array(String(count).utf8)
        }
    }
}

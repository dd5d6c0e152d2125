import Synchronization

/// The nonces of accepted requests for as long as their dates are acceptable.
///
/// It keeps 64 bits of each, of a hash whose key nobody knows: a quarter of an hour under load brings a million of them,
/// and two that look alike come once in the life of no machine.
final class NonceMemory: Sendable {
    private struct Entries {
        var known: Set<Int> = []
        var order: [(nonce: Int, time: Int64)] = []
        var oldest = 0
    }

    private let window: Int64
    private let entries = Mutex(Entries())

    /// A memory that forgets after `window` milliseconds.
    init(window: Int64) {
        self.window = window
    }

    /// How many nonces are remembered.
    var count: Int { entries.withLock { $0.known.count } }

    /// Remembers a nonce; false when it is known already.
    func insert(_ nonce: String, now: Int64) -> Bool {
        let nonce = nonce.hashValue
        return entries.withLock { entries in
            while entries.oldest < entries.order.count, entries.order[entries.oldest].time < now - window {
                entries.known.remove(entries.order[entries.oldest].nonce)
                entries.oldest += 1
            }
            if entries.oldest > 1024, entries.oldest * 2 > entries.order.count {
                entries.order.removeFirst(entries.oldest)
                entries.oldest = 0
            }
            guard entries.known.insert(nonce).inserted else { return false }
            entries.order.append((nonce, now))
            return true
        }
    }
}

import Synchronization

/// The nonces of accepted requests for as long as their dates are acceptable.
final class NonceMemory: Sendable {
    private struct Entries {
        var known: Set<String> = []
        var order: [(nonce: String, time: Int64)] = []
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
        entries.withLock { entries in
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

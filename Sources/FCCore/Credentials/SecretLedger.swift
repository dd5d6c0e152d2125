internal import Synchronization

/// The secrets that a search has met, each once, in order.
final class SecretLedger: Sendable {
    private let met = Mutex<[Secret]>([])
    private let pass: @Sendable (Secret) -> Void

    /// A ledger that passes on what it notes.
    init(_ pass: @escaping @Sendable (Secret) -> Void) {
        self.pass = pass
    }

    /// What was met so far.
    var all: [Secret] { met.withLock { $0 } }

    /// Notes a secret.
    func note(_ secret: Secret) {
        guard !secret.isEmpty else { return }
        met.withLock { met in
            if !met.contains(secret) { met.append(secret) }
        }
        pass(secret)
    }
}

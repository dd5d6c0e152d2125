/// Why a call of the API has no result.
public enum FCError: Error, Sendable {
    /// There is nothing to sign with; no request was sent.
    case credentials(CredentialError)
    /// There is no answer.
    case transport(TransportError)
    /// The platform answered, and refused.
    case service(ServiceFault)
}

extension FCError {
    /// Whether the platform refused because a temporary key has ended, before it did anything.
    var isExpiredToken: Bool {
        if case .service(let fault) = self { fault.isExpiredToken } else { false }
    }
}

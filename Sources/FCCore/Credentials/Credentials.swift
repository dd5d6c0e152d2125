/// A key pair that signs requests, with what is known about its owner.
public struct Credentials: Sendable, Hashable {
    /// The public half of the key; temporary ones begin with `STS.`.
    public var accessKeyID: String
    /// The secret half, used for signing only.
    public var accessKeySecret: Secret
    /// The token that goes with a temporary key.
    public var securityToken: Secret?
    /// The main account's number, which the public endpoint's host begins with.
    public var accountID: String?

    /// A key pair.
    public init(
        accessKeyID: String, accessKeySecret: Secret, securityToken: Secret? = nil, accountID: String? = nil
    ) {
        self.accessKeyID = accessKeyID
        self.accessKeySecret = accessKeySecret
        self.securityToken = securityToken
        self.accountID = accountID
    }
}

/// A place credentials come from: an access file, environment variables, a profile, a metadata service.
public protocol CredentialProvider: Sendable {
    /// The credentials to sign the next request with.
    /// - Throws: ``CredentialError`` when there are none or they cannot be read.
    func credentials() async throws(CredentialError) -> Credentials

    /// Hears that a service calls these expired, so that the next question is answered with others if there are any.
    func discard(_ expired: Credentials) async
}

/// Why there are no credentials, as a fact that names its place.
public struct CredentialError: Error, Sendable, Hashable {
    /// What kind of trouble it is.
    public enum Kind: String, Sendable {
        /// No source had anything.
        case noCredentials
        /// An alias or profile that was asked for by name does not exist.
        case accessNotFound
        /// A file or value exists and cannot be read or decrypted.
        case unreadable
        /// An entry was found and lacks a part, such as its secret.
        case incomplete
        /// The source is known and cannot serve this program.
        case unsupported
        /// Options that exclude each other, or an option that makes no sense here.
        case usage
        /// A service or a program that should give a key gave none.
        case sourceFailed
        /// A sign-in has ended and has to be renewed by its owner.
        case loginExpired
        /// Profiles that name each other in a circle.
        case loop
        /// Whoever asked does not wait any more.
        case cancelled
    }

    /// The kind of trouble.
    public var kind: Kind
    /// The sentence for people; never holds a secret.
    public var message: String
    /// What to do about it, when there is something to be said.
    public var hint: String?

    /// An error.
    public init(_ kind: Kind, _ message: String, hint: String? = nil) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    /// Whoever asked does not wait any more.
    static let cancelled = CredentialError(.cancelled, "cancelled")
}

/// Credentials that are known already.
public struct StaticCredentialProvider: CredentialProvider {
    private let known: Credentials

    /// Always gives the same credentials.
    public init(_ credentials: Credentials) {
        known = credentials
    }

    public func credentials() async throws(CredentialError) -> Credentials { known }

    /// There are no others.
    public func discard(_ expired: Credentials) async {}
}

import Crypto
import CryptoExtras
import FCCore
import FoundationEssentials

/// A key that tokens are checked with (RFC 7517 and RFC 7518).
struct JSONWebKey: Sendable {
    private let members: Record

    /// The key with these members.
    init(_ members: Record) {
        self.members = members
    }

    /// The keys of a set; what is no key is left out.
    static func keys(of set: Value?) -> [JSONWebKey] {
        set?["keys"]?.arrayValue?.compactMap { $0.recordValue.map(JSONWebKey.init) } ?? []
    }

    /// Whether a token can be signed with it: its kind, and its algorithm, use and id where it has them.
    func suits(_ token: JSONWebToken) -> Bool {
        guard text("kty") == Self.kind(of: token.algorithm), text("use") ?? "sig" == "sig" else { return false }
        if let algorithm = text("alg"), algorithm != token.algorithm { return false }
        guard let ours = text("kid"), let theirs = token.keyID else { return true }
        return ours == theirs
    }

    /// The kind of key that an algorithm needs. A token cannot choose to be checked with a key of another kind.
    private static func kind(of algorithm: String) -> String? {
        switch algorithm {
        case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512": "RSA"
        case "ES256", "ES384", "ES512": "EC"
        case "HS256", "HS384", "HS512": "oct"
        default: nil
        }
    }

    /// Whether the token's signature was made with it.
    func hasSigned(_ token: JSONWebToken) -> Bool {
        switch token.algorithm {
        case "HS256": hasAuthenticated(token, SHA256.self)
        case "HS384": hasAuthenticated(token, SHA384.self)
        case "HS512": hasAuthenticated(token, SHA512.self)
        case "RS256", "PS256": hasSigned(token, SHA256.hash(data: token.signedText))
        case "RS384", "PS384": hasSigned(token, SHA384.hash(data: token.signedText))
        case "RS512", "PS512": hasSigned(token, SHA512.hash(data: token.signedText))
        case "ES256", "ES384", "ES512": hasSignedOnCurve(token)
        default: false
        }
    }

    private func hasAuthenticated<Function: HashFunction>(_ token: JSONWebToken, _: Function.Type) -> Bool {
        guard let secret = bytes("k"), !secret.isEmpty else { return false }
        return HMAC<Function>.isValidAuthenticationCode(
            token.signature, authenticating: token.signedText, using: SymmetricKey(data: secret))
    }

    private func hasSigned(_ token: JSONWebToken, _ digest: some Digest) -> Bool {
        guard let modulus = bytes("n"), let exponent = bytes("e"),
            let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
        else { return false }
        let signature = _RSA.Signing.RSASignature(rawRepresentation: Data(token.signature))
        let padding: _RSA.Signing.Padding = token.algorithm.hasPrefix("PS") ? .PSS : .insecurePKCS1v1_5
        return key.isValidSignature(signature, for: digest, padding: padding)
    }

    /// Each algorithm has its own curve (RFC 7518, section 3.4).
    private func hasSignedOnCurve(_ token: JSONWebToken) -> Bool {
        guard let x = bytes("x"), let y = bytes("y") else { return false }
        let point = x + y
        switch (token.algorithm, text("crv")) {
        case ("ES256", "P-256"):
            guard let key = try? P256.Signing.PublicKey(rawRepresentation: point),
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: token.signature)
            else { return false }
            return key.isValidSignature(signature, for: SHA256.hash(data: token.signedText))
        case ("ES384", "P-384"):
            guard let key = try? P384.Signing.PublicKey(rawRepresentation: point),
                let signature = try? P384.Signing.ECDSASignature(rawRepresentation: token.signature)
            else { return false }
            return key.isValidSignature(signature, for: SHA384.hash(data: token.signedText))
        case ("ES512", "P-521"):
            guard let key = try? P521.Signing.PublicKey(rawRepresentation: point),
                let signature = try? P521.Signing.ECDSASignature(rawRepresentation: token.signature)
            else { return false }
            return key.isValidSignature(signature, for: SHA512.hash(data: token.signedText))
        default:
            return false
        }
    }

    private func text(_ name: String) -> String? { members[name]?.stringValue }

    private func bytes(_ name: String) -> [UInt8]? { text(name).flatMap { JSONWebToken.decode($0) } }
}

import FCCore
import FoundationEssentials

/// A signed token in its compact form (RFC 7515 and RFC 7519), read but not trusted yet.
struct JSONWebToken: Sendable {
    /// Why a token is not accepted, as a sentence for the caller.
    struct Refusal: Error, Sendable, Hashable {
        var reason: String
    }

    /// How it is signed, e.g. `RS256`.
    let algorithm: String
    /// Which key it is signed with, when it says so.
    let keyID: String?
    /// What it says.
    let claims: Record
    /// What is signed.
    let signedText: [UInt8]
    /// The signature.
    let signature: [UInt8]

    /// Reads the three parts.
    init(_ text: String) throws(Refusal) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Self.record(parts[0]), let claims = Self.record(parts[1]),
            let signature = Self.decode(parts[2])
        else { throw Refusal(reason: "the token is malformed") }
        guard let algorithm = header["alg"]?.stringValue else {
            throw Refusal(reason: "the token does not say how it is signed")
        }
        // An extension that has to be understood is one that we do not know (RFC 7515, section 4.1.11).
        guard header["crit"] == nil else { throw Refusal(reason: "the token needs extensions that are not supported") }
        self.algorithm = algorithm
        self.claims = claims
        self.signature = signature
        keyID = header["kid"]?.stringValue
        signedText = Array("\(parts[0]).\(parts[1])".utf8)
    }

    /// Checks the signature with the first key that may have made it, and the time (RFC 7519, sections 4.1.4 and 4.1.5).
    /// - Parameter time: in milliseconds since 1970.
    func verify(with keys: [JSONWebKey], at time: Int64) throws(Refusal) {
        let candidates = keys.filter { $0.suits(self) }
        guard !candidates.isEmpty else {
            let name = keyID.map { " with the key id '\($0)'" } ?? ""
            throw Refusal(reason: "none of the keys of the trigger fits a token signed by \(algorithm)\(name)")
        }
        guard candidates.contains(where: { $0.hasSigned(self) }) else {
            throw Refusal(reason: "the signature of the token is wrong")
        }
        if let expiry = try seconds("exp"), Double(time) / 1000 >= expiry {
            throw Refusal(reason: "the token has expired")
        }
        if let start = try seconds("nbf"), Double(time) / 1000 < start {
            throw Refusal(reason: "the token is not valid yet")
        }
    }

    private func seconds(_ claim: String) throws(Refusal) -> Double? {
        guard let value = claims[claim] else { return nil }
        guard let number = value.numberValue, let seconds = Double(number.text) else {
            throw Refusal(reason: "the claim \(claim) of the token is not a number")
        }
        return seconds
    }

    private static func record(_ part: Substring) -> Record? {
        guard let bytes = decode(part) else { return nil }
        return (try? JSONReader.read(bytes))?.recordValue
    }

    /// The bytes behind Base64 of the alphabet for addresses, without padding (RFC 7515, section 2).
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var plain: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"): plain.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): plain.append(UInt8(ascii: "/"))
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
            default: plain.append(byte)
            }
        }
        plain += Array(repeating: UInt8(ascii: "="), count: (4 - plain.count % 4) % 4)
        return Data(base64Encoded: Data(plain)).map { Array($0) }
    }
}

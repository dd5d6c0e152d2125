/// The value of an `Authorization` header, taken apart.
public struct ACS3Authorization: Sendable, Hashable {
    /// The id of the key.
    public var credential: String
    /// The names of the signed headers in lower case, in the client's order.
    public var signedHeaders: [String]
    /// The signature in lower-case hexadecimal.
    public var signature: String

    /// A header value of these parts.
    public init(credential: String, signedHeaders: [String], signature: String) {
        self.credential = credential
        self.signedHeaders = signedHeaders
        self.signature = signature
    }

    /// The header's value.
    public var text: String {
        var text = ACS3Signer.algorithm
        text += " Credential="
        text += credential
        text += ",SignedHeaders="
        for (place, name) in signedHeaders.enumerated() {
            if place > 0 { text += ";" }
            text += name
        }
        text += ",Signature="
        text += signature
        return text
    }

    /// Takes a header's value apart; blanks after the commas are allowed.
    /// - Returns: nil for another scheme, a missing part or a signature that is no hexadecimal text.
    public static func parse(_ header: String) -> ACS3Authorization? {
        guard header.hasPrefix(ACS3Signer.algorithm + " ") else { return nil }
        var parts: [Substring: Substring] = [:]
        for part in header.dropFirst(ACS3Signer.algorithm.count).split(separator: ",") {
            let text = part.drop { $0 == " " }
            guard let mark = text.firstIndex(of: "=") else { return nil }
            parts[text[..<mark]] = text[text.index(after: mark)...]
        }
        guard let credential = parts["Credential"], !credential.isEmpty, let names = parts["SignedHeaders"],
            let signature = parts["Signature"], signature.utf8.count == 64,
            signature.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return ACS3Authorization(
            credential: String(credential), signedHeaders: names.split(separator: ";").map { $0.lowercased() },
            signature: String(signature))
    }
}

import Crypto
import CryptoExtras
internal import FoundationEssentials

/// The encryption of Serverless Devs' access file: AES-256-CBC in OpenSSL's salted form, under a passphrase that is
/// public. It hides keys from a glance, nothing more.
enum AccessCipher {
    /// What a value in the file turned out to be.
    enum Outcome: Equatable {
        /// Not encrypted: the value is the text.
        case plain
        /// The text that was encrypted.
        case decrypted(String)
        /// It has the form of an encrypted value, and is damaged or under another passphrase.
        case undecryptable
    }

    /// The passphrase every installation uses.
    static let passphrase = "SecretKey123"

    /// Decrypts a value that says of itself that it is encrypted. Nothing is ever guessed: without OpenSSL's mark at
    /// its front a value is plain, even when it happens to be base64.
    static func open(_ value: String, passphrase: String = passphrase) -> Outcome {
        guard let data = Data(base64Encoded: value.filter { !$0.isWhitespace }) else { return .plain }
        let bytes = Array(data)
        guard bytes.count > mark.count + saltLength, bytes.starts(with: mark) else { return .plain }
        let salt = bytes[mark.count..<mark.count + saltLength]
        let body = bytes[(mark.count + saltLength)...]
        guard body.count % blockLength == 0 else { return .undecryptable }

        let (key, vector) = derive(passphrase: passphrase, salt: salt)
        guard let iv = try? AES._CBC.IV(ivBytes: vector),
            let opened = try? AES._CBC.decrypt(body, using: SymmetricKey(data: key), iv: iv),
            let text = String(validating: Array(opened), as: UTF8.self)
        else { return .undecryptable }
        return .decrypted(text)
    }

    /// OpenSSL's EVP_BytesToKey with MD5 and one round: 32 bytes of key, 16 of initialization vector.
    static func derive(passphrase: String, salt: ArraySlice<UInt8>) -> (key: [UInt8], vector: [UInt8]) {
        var material: [UInt8] = []
        var digest: [UInt8] = []
        while material.count < 48 {
            digest = Array(Insecure.MD5.hash(data: digest + Array(passphrase.utf8) + salt))
            material += digest
        }
        return (Array(material[..<32]), Array(material[32..<48]))
    }

    private static let mark = Array("Salted__".utf8)
    private static let saltLength = 8
    private static let blockLength = 16
}

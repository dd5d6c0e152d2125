import Crypto

/// MD5, where a format of the platform asks for it; never for security.
package enum MD5Digest {
    /// The digest of a text's UTF-8 bytes as 32 upper-case hexadecimal digits (docs: MNS, MessageMD5).
    package static func hexadecimal(of text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(
            Insecure.MD5.hash(data: Array(text.utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}

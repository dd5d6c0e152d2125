internal import Crypto
internal import FoundationEssentials

/// The stages of the algorithm, in its own words and order. All of them are pure.
extension ACS3Signer {
    /// Step 1: the SHA-256 of a body in lower-case hexadecimal.
    public static func payloadHash(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hexadecimal(hash.finalize())
    }

    /// Step 1 for the body of a request: computed for bytes, given for a stream.
    public static func payloadHash(_ body: RequestBody) -> String {
        switch body {
        case .none: emptyPayloadHash
        case .bytes(let bytes): bytes.isEmpty ? emptyPayloadHash : payloadHash(bytes)
        case .stream(let stream): stream.sha256
        }
    }

    private static let emptyPayloadHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    /// Step 2: the path of decoded segments, each encoded strictly and once. No segments give `/`.
    public static func canonicalURI(segments: [String]) -> String {
        var output: [UInt8] = segments.isEmpty ? [UInt8(ascii: "/")] : []
        for segment in segments {
            output.append(UInt8(ascii: "/"))
            PercentEncoding.append(segment.utf8, to: &output)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Step 3: the query of decoded pairs, sorted by name in byte order and encoded strictly.
    public static func canonicalQuery(_ pairs: [HTTPRequest.QueryItem]) -> String {
        canonicalQuery(bytes: pairs.map { (Array($0.name.utf8), Array($0.value.utf8)) })
    }

    /// Step 3 for a server: the canonical form of a query as it was received, `+` for a space included.
    public static func canonicalQuery(raw: String) -> String {
        let pairs = raw.split(separator: "&").map { pair in
            let mark = pair.firstIndex(of: "=") ?? pair.endIndex
            return (
                PercentEncoding.decode(pair[..<mark], plusIsSpace: true),
                PercentEncoding.decode(pair[mark...].dropFirst(), plusIsSpace: true)
            )
        }
        return canonicalQuery(bytes: pairs)
    }

    private static func canonicalQuery(bytes pairs: [(name: [UInt8], value: [UInt8])]) -> String {
        let sorted = pairs.sorted { left, right in
            left.name == right.name
                ? left.value.lexicographicallyPrecedes(right.value) : left.name.lexicographicallyPrecedes(right.name)
        }
        var output: [UInt8] = []
        for pair in sorted {
            if !output.isEmpty { output.append(UInt8(ascii: "&")) }
            PercentEncoding.append(pair.name, to: &output)
            output.append(UInt8(ascii: "="))
            PercentEncoding.append(pair.value, to: &output)
        }
        return String(decoding: output, as: UTF8.self)
    }

    /// Step 4: one line for each signed name; values are trimmed, those of a repeated header sorted and joined.
    public static func canonicalHeaders(_ headers: HTTPHeaders, signedHeaders: [String]) -> String {
        var output: [UInt8] = []
        appendCanonicalHeaders(headers, signedHeaders, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private static func appendCanonicalHeaders(_ headers: HTTPHeaders, _ names: [String], to output: inout [UInt8]) {
        for name in names {
            output += name.lowercased().utf8
            output.append(UInt8(ascii: ":"))
            var values = headers.all(name)
            if values.count == 1 {
                output += trimmed(values[0]).utf8
            } else {
                values = values.map(trimmed).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                append(values, UInt8(ascii: ","), to: &output)
            }
            output.append(UInt8(ascii: "\n"))
        }
    }

    /// Appends texts with a separator between them.
    private static func append(_ texts: [String], _ separator: UInt8, to output: inout [UInt8]) {
        var isFirst = true
        for text in texts {
            if !isFirst { output.append(separator) }
            isFirst = false
            output += text.utf8
        }
    }

    /// Step 5: method, path, query, headers, their names and the payload hash, a line each.
    public static func canonicalRequest(
        method: String, canonicalURI: String, canonicalQuery: String, headers: HTTPHeaders, signedHeaders: [String],
        payloadHash: String
    ) -> String {
        let newline = UInt8(ascii: "\n")
        var output: [UInt8] = []
        output.reserveCapacity(1024)
        append([method, canonicalURI.isEmpty ? "/" : canonicalURI, canonicalQuery, ""], newline, to: &output)
        appendCanonicalHeaders(headers, signedHeaders, to: &output)
        output.append(newline)
        append(signedHeaders, UInt8(ascii: ";"), to: &output)
        append(["", payloadHash], newline, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// Step 6: the algorithm and the hash of the canonical request.
    public static func stringToSign(_ canonicalRequest: String) -> String {
        algorithm + "\n" + payloadHash(Array(canonicalRequest.utf8))
    }

    /// Step 7: the HMAC-SHA256 of that text under the secret as it is, in lower-case hexadecimal.
    public static func signature(secret: Secret, stringToSign: String) -> String {
        let key = SymmetricKey(data: Array(secret.reveal().utf8))
        return hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(stringToSign.utf8), using: key))
    }

    /// All steps for a server: the signature that a request as it was received should carry.
    /// - Parameters:
    ///   - rawPath: the path as received, still encoded.
    ///   - rawQuery: what follows `?`, still encoded; empty without a query.
    ///   - headers: every header as received, `host` among them.
    ///   - signedHeaders: the names that the client says it signed, in its order.
    ///   - payloadHash: the hash of the body as received, which is not always what the client claims.
    public static func signature(
        secret: Secret, method: String, rawPath: String, rawQuery: String, headers: HTTPHeaders,
        signedHeaders: [String], payloadHash: String
    ) -> String {
        let request = canonicalRequest(
            method: method, canonicalURI: rawPath, canonicalQuery: canonicalQuery(raw: rawQuery), headers: headers,
            signedHeaders: signedHeaders, payloadHash: payloadHash)
        return signature(secret: secret, stringToSign: stringToSign(request))
    }

    /// Whether two signatures are the same, in a time that does not tell where they differ.
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
    }

    private static func trimmed(_ text: String) -> String {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last else { return text }
        if !isBlank(first), !isBlank(last) { return text }
        guard let start = bytes.firstIndex(where: { !isBlank($0) }), let end = bytes.lastIndex(where: { !isBlank($0) })
        else { return "" }
        return String(text[start...end])
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func hexadecimal(_ digest: some ContiguousBytes) -> String {
        let digits: StaticString = "0123456789abcdef"
        return digest.withUnsafeBytes { bytes in
            String(unsafeUninitializedCapacity: 2 * bytes.count) { output in
                for (place, byte) in bytes.enumerated() {
                    output[2 * place] = digits.utf8Start[Int(byte >> 4)]
                    output[2 * place + 1] = digits.utf8Start[Int(byte & 15)]
                }
                return 2 * bytes.count
            }
        }
    }
}

package import FCCore

/// One HTTP request to a function, as a person or a script wrote it; its body is the call's event.
package struct HTTPCall: Sendable, Hashable {
    /// In capitals.
    package var method: String
    /// The path, encoded, with a slash in front.
    package var path: String
    /// What follows `?`, encoded; empty without a query.
    package var query: String
    package var headers: HTTPHeaders
    /// The name of the trigger to call through; the one of the qualifier without it.
    package var triggerName: String?
    /// Whether it is sent as an event although there may be a trigger.
    package var isEvent = false
    /// Whether a status of 400 and above is a failure of the call.
    package var failsOnStatus = false

    package init(method: String, target: String, headers: HTTPHeaders = HTTPHeaders()) {
        self.method = method
        let mark = target.firstIndex(of: "?") ?? target.endIndex
        path = Self.encoded(target[..<mark], also: "")
        query = Self.encoded(target[mark...].dropFirst(), also: "?")
        self.headers = headers
    }

    /// `GET /orders?open=1`
    package var line: String {
        query.isEmpty ? "\(method) \(path)" : "\(method) \(path)?\(query)"
    }

    /// Text with what no address may hold as `%XX`; what is encoded already stays.
    private static func encoded(_ text: Substring, also extra: String) -> String {
        let kept = Set(("-._~!$&'()*+,;=:@/" + extra).utf8)
        var output: [UInt8] = []
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            let isPlain = byte < 0x80 && (kept.contains(byte) || Character(Unicode.Scalar(byte)).isASCIIWordCharacter)
            if isPlain || (byte == UInt8(ascii: "%") && isEscape(bytes[(index + 1)...].prefix(2))) {
                output.append(byte)
            } else {
                output += "%\(String(byte, radix: 16, uppercase: true).padded)".utf8
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func isEscape(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.count == 2 && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}

extension Character {
    fileprivate var isASCIIWordCharacter: Bool { isASCII && (isLetter || isNumber) }
}

extension String {
    /// One hexadecimal digit with a zero in front.
    fileprivate var padded: String { utf8.count < 2 ? "0" + self : self }
}

extension HTTPHeaders {
    /// The secrets that requests carry in their headers: whoever reads one may use it.
    package var credentials: [Secret] {
        fields.flatMap { field -> [Secret] in
            switch field.name.lowercased() {
            case "authorization", "proxy-authorization":
                // The scheme's name, `Bearer`, is no secret.
                let words = field.value.split(separator: " ")
                return words.dropFirst(words.count > 1 ? 1 : 0).map { Secret(String($0)) }
            case "cookie": return [Secret(field.value)]
            default: return []
            }
        }
        .filter { $0.reveal().utf8.count >= 8 }
    }
}

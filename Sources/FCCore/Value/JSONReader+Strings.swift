/// Strings: the only part of JSON in which bytes have to be translated.
extension JSONReader {
    mutating func string() throws(JSONError) -> String {
        let opening = position
        position += 1
        let start = position
        var isASCII = true
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            if byte >= 0x80 { isASCII = false }
            position += 1
        }
        if peek == UInt8(ascii: "\"") {
            defer { position += 1 }
            return isASCII ? String(decoding: bytes[start..<position], as: UTF8.self) : try text(start..<position)
        }
        var content = Array(bytes[start..<position])
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let text = String(validating: content, as: UTF8.self) else {
                    position = opening
                    throw fault("the string is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                try escape(into: &content)
            case 0..<0x20:
                throw fault("a control character has to be escaped in a string")
            default:
                content.append(byte)
                position += 1
            }
        }
        position = opening
        throw fault("the string is not closed")
    }

    private func text(_ range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: bytes[range], as: UTF8.self) else {
            throw fault("the string is not UTF-8")
        }
        return text
    }

    private mutating func escape(into content: inout [UInt8]) throws(JSONError) {
        guard position + 1 < bytes.count else { throw fault("the string is not closed") }
        let simple: UInt8
        switch bytes[position + 1] {
        case UInt8(ascii: "\""): simple = UInt8(ascii: "\"")
        case UInt8(ascii: "\\"): simple = UInt8(ascii: "\\")
        case UInt8(ascii: "/"): simple = UInt8(ascii: "/")
        case UInt8(ascii: "b"): simple = 0x08
        case UInt8(ascii: "f"): simple = 0x0C
        case UInt8(ascii: "n"): simple = 0x0A
        case UInt8(ascii: "r"): simple = 0x0D
        case UInt8(ascii: "t"): simple = 0x09
        case UInt8(ascii: "u"):
            try unicodeEscape().forEachUTF8 { content.append($0) }
            return
        default: throw fault("an unknown escape; JSON knows \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX")
        }
        content.append(simple)
        position += 2
    }

    /// Reads `\uXXXX`, or two of them that make one character; a lone half becomes the replacement character.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), bytes[position...].starts(with: [0x5C, 0x75]) else {
            return "\u{FFFD}"
        }
        let afterFirst = position
        let second = try fourHexDigits()
        guard (0xDC00..<0xE000).contains(second) else {
            position = afterFirst
            return "\u{FFFD}"
        }
        return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        let digits = bytes[min(position + 2, bytes.count)..<min(position + 6, bytes.count)]
        guard digits.count == 4, digits.allSatisfy({ isHexadecimal($0) }),
            let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("\\u needs four hexadecimal digits") }
        position += 6
        return code
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}

extension Unicode.Scalar {
    fileprivate func forEachUTF8(_ body: (UInt8) -> Void) {
        for byte in UTF8.encode(self) ?? UTF8.encodedReplacementCharacter { body(byte) }
    }
}

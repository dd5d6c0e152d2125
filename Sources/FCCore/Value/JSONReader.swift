/// What is wrong with a JSON text, and where.
public struct JSONError: Error, Sendable, Hashable {
    /// What was found or missing, as a phrase without a place.
    public let message: String
    /// Offset of the fault in bytes.
    public let offset: Int
    /// Line of the fault, from 1.
    public let line: Int
    /// Column of the fault in characters, from 1.
    public let column: Int
}

/// Reads JSON text (RFC 8259) into values that keep order, repeated keys and digits.
public struct JSONReader {
    /// How deep arrays and objects may be nested: deep enough for data, shallow enough for the stack.
    public static let depthLimit = 512

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads one value that fills the whole text.
    /// - Parameter text: the JSON text.
    /// - Throws: ``JSONError`` with the place of the first fault.
    public static func read(_ text: String) throws(JSONError) -> Value {
        try read(Array(text.utf8))
    }

    /// Reads one value that fills all the bytes; a byte order mark at the front is passed over.
    /// - Parameter bytes: UTF-8 text.
    /// - Throws: ``JSONError`` with the place of the first fault, ill-formed UTF-8 included.
    public static func read(_ bytes: [UInt8]) throws(JSONError) -> Value {
        var reader = JSONReader(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.position == bytes.count else {
            throw reader.fault("unexpected \(reader.describeNext()) after the value")
        }
        return value
    }

    private mutating func value() throws(JSONError) -> Value {
        skipBlanks()
        guard position < bytes.count else { throw fault("a value is missing") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw fault("a value cannot begin with \(describeNext())")
        }
    }

    private mutating func object() throws(JSONError) -> Value {
        try enter()
        var record = Record()
        skipBlanks()
        if take(UInt8(ascii: "}")) { return leave(.object(record)) }
        while true {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else {
                throw fault("a key in double quotes is expected, not \(describeNext())")
            }
            let key = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw fault("':' is expected after the key, not \(describeNext())") }
            record.append(key, try value())
            skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw fault("',' or '}' is expected, not \(describeNext())") }
            return leave(.object(record))
        }
    }

    private mutating func array() throws(JSONError) -> Value {
        try enter()
        var elements: [Value] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return leave(.array(elements)) }
        while true {
            elements.append(try value())
            skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw fault("',' or ']' is expected, not \(describeNext())") }
            return leave(.array(elements))
        }
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= Self.depthLimit else { throw fault("nested deeper than \(Self.depthLimit) levels") }
        position += 1
    }

    private mutating func leave(_ value: Value) -> Value {
        depth -= 1
        return value
    }

    private mutating func literal(_ word: String, _ value: Value) throws(JSONError) -> Value {
        guard bytes[position...].starts(with: word.utf8) else {
            throw fault("an unknown word; JSON knows true, false and null")
        }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws(JSONError) -> Value {
        let start = position
        while position < bytes.count, isNumberByte(bytes[position]) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let number = Number(text) else {
            position = start
            throw fault("'\(text)' is no JSON number")
        }
        return .number(number)
    }

    private func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func string() throws(JSONError) -> String {
        let opening = position
        position += 1
        let start = position
        while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if peek == UInt8(ascii: "\"") {
            defer { position += 1 }
            return try text(start..<position)
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
            let scalar = try unicodeEscape()
            content.append(contentsOf: Array(String(Character(scalar)).utf8))
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
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("\\u needs four hexadecimal digits") }
        position += 6
        return code
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private func describeNext() -> String {
        guard position < bytes.count else { return "the end of the text" }
        let rest = String(decoding: bytes[position..<min(position + 16, bytes.count)], as: UTF8.self)
        guard let first = rest.unicodeScalars.first, first.value >= 0x20, first.value != 0x7F else {
            return "a control character"
        }
        return "'\(first)'"
    }

    private func fault(_ message: String) -> JSONError {
        let before = bytes[..<min(position, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
        return JSONError(message: message, offset: position, line: line, column: column)
    }
}

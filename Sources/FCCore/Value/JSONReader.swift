/// Reads JSON text (RFC 8259) into values that keep order, repeated keys and digits.
public struct JSONReader {
    /// How deep arrays and objects may be nested: deep enough for data, shallow enough for the stack.
    public static let depthLimit = 512

    let bytes: [UInt8]
    var position = 0
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
        guard let end = numberEnd(from: start) else {
            while let byte = peek, isNumberByte(byte) { position += 1 }
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            position = start
            throw fault("'\(text)' is no JSON number")
        }
        position = end
        return .number(Number(verified: String(decoding: bytes[start..<end], as: UTF8.self)))
    }

    /// Where the number ends that begins at a place; nil when the bytes there follow no number's grammar.
    private func numberEnd(from start: Int) -> Int? {
        var place = start
        if byte(place) == UInt8(ascii: "-") { place += 1 }
        if byte(place) == UInt8(ascii: "0") {
            place += 1
        } else {
            guard let end = digitsEnd(from: place) else { return nil }
            place = end
        }
        if byte(place) == UInt8(ascii: ".") {
            guard let end = digitsEnd(from: place + 1) else { return nil }
            place = end
        }
        if byte(place) == UInt8(ascii: "e") || byte(place) == UInt8(ascii: "E") {
            let sign = byte(place + 1)
            let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
            guard let end = digitsEnd(from: place + (isSigned ? 2 : 1)) else { return nil }
            place = end
        }
        if let next = byte(place), isNumberByte(next) { return nil }
        return place
    }

    /// Where the digits end that begin at a place; nil when there are none.
    private func digitsEnd(from start: Int) -> Int? {
        var place = start
        while let byte = byte(place), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place > start ? place : nil
    }

    private func isNumberByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    var peek: UInt8? { byte(position) }

    private func byte(_ place: Int) -> UInt8? { place < bytes.count ? bytes[place] : nil }

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

    func fault(_ message: String) -> JSONError {
        let before = bytes[..<min(position, bytes.count)]
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
        return JSONError(message: message, offset: position, line: line, column: column)
    }
}

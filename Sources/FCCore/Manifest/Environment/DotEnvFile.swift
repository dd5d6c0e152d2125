/// The variables of a `.env` file, read as the dotenv package 16.3 does.
struct DotEnvFile: Sendable, Hashable {
    /// The variables in the order of their first line, each with the value of its last.
    private(set) var variables: [EnvironmentVariable] = []

    private var bytes: [UInt8] = []
    private var position = 0

    /// Reads a text; what is no assignment is passed over.
    init(_ text: [UInt8]) {
        bytes = Self.withoutCarriageReturns(text)
        var places: [String: Int] = [:]
        while let (name, value) = next() {
            if let place = places[name] {
                variables[place].value = value
            } else {
                places[name] = variables.count
                variables.append(EnvironmentVariable(name: name, value: value))
            }
        }
        bytes = []
    }

    private static func withoutCarriageReturns(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for (index, byte) in text.enumerated() {
            if byte == 0x0D {
                result.append(0x0A)
            } else if !(byte == 0x0A && index > 0 && text[index - 1] == 0x0D) {
                result.append(byte)
            }
        }
        return result
    }

    /// The next assignment; it begins at the start of a line.
    private mutating func next() -> (name: String, value: String)? {
        while position < bytes.count {
            if let assignment = assignment(at: position) { return assignment }
            guard let end = bytes[position...].firstIndex(of: 0x0A) else { break }
            position = end + 1
        }
        return nil
    }

    private mutating func assignment(at start: Int) -> (name: String, value: String)? {
        let first = skipBlanks(from: start)
        for nameStart in [afterExport(first), first].compactMap({ $0 }) {
            let nameEnd = bytes[nameStart...].firstIndex { !Self.isNamePart($0) } ?? bytes.count
            guard nameEnd > nameStart, let valueStart = afterSign(nameEnd) else { continue }
            let (value, end) = value(from: valueStart)
            position = bytes[end...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
            return (String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self), value)
        }
        return nil
    }

    /// Behind `export` and at least one blank.
    private func afterExport(_ start: Int) -> Int? {
        let word = Array("export".utf8)
        guard bytes[start...].starts(with: word) else { return nil }
        let end = skipBlanks(from: start + word.count)
        return end > start + word.count ? end : nil
    }

    /// Behind `=` with any blanks before it, line ends included, or behind `:` and one blank.
    private func afterSign(_ end: Int) -> Int? {
        let sign = skipBlanks(from: end)
        if sign < bytes.count, bytes[sign] == UInt8(ascii: "=") { return sign + 1 }
        guard end + 1 < bytes.count, bytes[end] == UInt8(ascii: ":"), Self.blankLength(bytes[(end + 1)...]) > 0 else {
            return nil
        }
        return end + 2
    }

    /// A value and where it ends: quoted, over several lines if need be, or up to `#` or the end of the line.
    private func value(from start: Int) -> (String, end: Int) {
        let first = skipBlanks(from: start)
        if first < bytes.count, Self.quotes.contains(bytes[first]), let end = closingQuote(from: first) {
            return (Self.unescaped(bytes[(first + 1)..<end], quote: bytes[first]), end + 1)
        }
        let end = bytes[start...].firstIndex { $0 == UInt8(ascii: "#") || $0 == 0x0A } ?? bytes.count
        let text = Self.trimmed(bytes[start..<end])
        guard let quote = text.first, Self.quotes.contains(quote) else {
            return (String(decoding: text, as: UTF8.self), end)
        }
        let inner = text.count > 1 && text.last == quote ? text.dropFirst().dropLast() : text
        return (Self.unescaped(inner, quote: quote), end)
    }

    private static let quotes = Array("'\"`".utf8)

    /// The quote that ends a value: nothing but a comment may follow it on its line.
    private func closingQuote(from start: Int) -> Int? {
        let quote = bytes[start]
        var escaped: [Int] = []
        var index = start + 1
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == quote {
                escaped.append(index + 1)
                index += 2
            } else if bytes[index] == quote {
                escaped.append(index)
                break
            } else {
                index += 1
            }
        }
        return escaped.last { endsLine($0 + 1) }
    }

    private func endsLine(_ start: Int) -> Bool {
        let rest = bytes[start...].prefix { $0 != 0x0A }
        let first = rest.first { Self.blankLength([$0]) == 0 }
        return first == nil || first == UInt8(ascii: "#")
    }

    private static func unescaped(_ text: ArraySlice<UInt8>, quote: UInt8) -> String {
        let plain = String(decoding: text, as: UTF8.self)
        guard quote == UInt8(ascii: "\"") else { return plain }
        return plain.replacing("\\n", with: "\n").replacing("\\r", with: "\r")
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = text
        while blankLength(rest) > 0 { rest.removeFirst(blankLength(rest)) }
        while let last = rest.last, blankLength([last]) > 0 { rest.removeLast() }
        return rest
    }

    private func skipBlanks(from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let length = Self.blankLength(bytes[index...])
            guard length > 0 else { break }
            index += length
        }
        return index
    }

    /// How many bytes the blank at the front has; 0 for anything else. A byte order mark counts as one.
    private static func blankLength(_ bytes: ArraySlice<UInt8>) -> Int {
        switch bytes.first {
        case 0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D: 1
        case 0xC2 where bytes.dropFirst().first == 0xA0: 2
        case 0xEF where bytes.prefix(3).elementsEqual([0xEF, 0xBB, 0xBF]): 3
        default: 0
        }
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}

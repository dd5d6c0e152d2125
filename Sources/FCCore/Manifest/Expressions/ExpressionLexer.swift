/// A word of an expression.
enum ExpressionToken: Sendable, Hashable {
    case number(Number)
    case string(String)
    case name(String)
    case symbol(String)
    case end
}

/// Takes an expression apart, one word at a time.
struct ExpressionLexer: Sendable {
    let bytes: [UInt8]
    /// Where the next word is looked for.
    private(set) var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Longer ones first, so that `===` is not taken for `==`. Those that the language lacks are here to be refused whole.
    private static let symbols = [
        ">>>=", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "...", "==", "!=", "<=", ">=", "&&",
        "||", "??", "?.", "=>", "++", "--", "**", "<<", ">>", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "+",
        "-", "*", "/", "%", "<", ">", "!", "?", ":", ".", ",", "(", ")", "[", "]", "=", "&", "|", "^", "~", ";", "{",
    ].map { Array($0.utf8) }

    /// The next word and the offset it begins at.
    mutating func next() throws(ExpressionFault) -> (token: ExpressionToken, offset: Int) {
        skipBlanks()
        let start = position
        guard let byte = peek(0) else { return (.end, start) }
        if Self.isDigit(byte) || (byte == UInt8(ascii: ".") && peek(1).map(Self.isDigit) ?? false) {
            return (.number(try number()), start)
        }
        if Self.beginsName(byte) { return (.name(takeName()), start) }
        if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
            return (.string(try string(byte)), start)
        }
        for symbol in Self.symbols where bytes[position...].starts(with: symbol) {
            // `a?.5:b` is a condition.
            if symbol == Array("?.".utf8), peek(2).map(Self.isDigit) ?? false { continue }
            position += symbol.count
            return (.symbol(String(decoding: symbol, as: UTF8.self)), start)
        }
        throw ExpressionFault(.syntax, at: start, "unexpected '\(character(at: start))'")
    }

    /// Parts of a name directly behind it, each with its hyphen: for `a-b-1` behind `a`, `-b` and `-1`.
    func hyphenatedParts() -> [String] {
        var parts: [String] = []
        var rest = bytes[position...]
        while rest.first == UInt8(ascii: "-"), let byte = rest.dropFirst().first,
            Self.beginsName(byte) || Self.isDigit(byte)
        {
            let part = Self.name(at: rest.dropFirst())
            parts.append("-" + String(decoding: part, as: UTF8.self))
            rest = rest.dropFirst(part.count + 1)
        }
        return parts
    }

    /// Goes on behind parts that belong to the name before them.
    mutating func skip(_ parts: ArraySlice<String>) {
        position += parts.reduce(0) { $0 + $1.utf8.count }
    }

    private func peek(_ distance: Int) -> UInt8? {
        position + distance < bytes.count ? bytes[position + distance] : nil
    }

    private mutating func skipBlanks() {
        while let byte = peek(0) {
            let rest = bytes[position...]
            if [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains(byte) {
                position += 1
            } else if let blank = Self.wideBlanks.first(where: { rest.starts(with: $0) }) {
                position += blank.count
            } else {
                return
            }
        }
    }

    /// No-break space, ideographic space, byte order mark.
    private static let wideBlanks: [[UInt8]] = [[0xC2, 0xA0], [0xE3, 0x80, 0x80], [0xEF, 0xBB, 0xBF]]

    private mutating func takeName() -> String {
        let name = Self.name(at: bytes[position...])
        position += name.count
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func number() throws(ExpressionFault) -> Number {
        let start = position
        var word = bytes[position...].prefix { Self.isDigit($0) || Self.beginsName($0) || $0 == UInt8(ascii: ".") }
        let isExponent = word.last.map { $0 | 0x20 == UInt8(ascii: "e") } ?? false
        let isHexadecimal = word.dropFirst().first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
        if isExponent, !isHexadecimal, let sign = bytes[word.endIndex...].first,
            sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        {
            let power = bytes[(word.endIndex + 1)...].prefix { Self.isDigit($0) }
            word = bytes[start..<(word.endIndex + 1 + power.count)]
        }
        position = word.endIndex
        let text = String(decoding: word, as: UTF8.self)
        guard let number = JavaScriptNumber.literal(text) else {
            throw ExpressionFault(.syntax, at: start, "'\(text)' is no number")
        }
        return number
    }

    private mutating func string(_ quote: UInt8) throws(ExpressionFault) -> String {
        let start = position
        position += 1
        var text: [UInt8] = []
        while let byte = peek(0) {
            position += 1
            if byte == quote { return String(decoding: text, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            text += try escape(start)
        }
        throw ExpressionFault(.syntax, at: start, "the text that begins with \(character(at: start)) does not end")
    }

    private mutating func escape(_ start: Int) throws(ExpressionFault) -> [UInt8] {
        let place = position - 1
        guard let byte = peek(0) else {
            throw ExpressionFault(.syntax, at: start, "the text that begins with \(character(at: start)) does not end")
        }
        position += 1
        switch byte {
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "v"): return [0x0B]
        case 0x0A: return []
        case UInt8(ascii: "x"): return try scalar(digits: 2, place)
        case UInt8(ascii: "u"): return try scalar(digits: 4, place)
        default: return [byte]
        }
    }

    private mutating func scalar(digits count: Int, _ place: Int) throws(ExpressionFault) -> [UInt8] {
        let digits = String(decoding: bytes[position...].prefix(count), as: UTF8.self)
        guard digits.utf8.count == count, let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else {
            throw ExpressionFault(.syntax, at: place, "this escape is no character")
        }
        position += count
        return Array(String(Character(scalar)).utf8)
    }

    /// Letters and digits up to the next blank, wide ones among them.
    private static func name(at bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = bytes.startIndex
        while end < bytes.endIndex, beginsName(bytes[end]) || isDigit(bytes[end]) {
            if bytes[end] >= 0x80, wideBlanks.contains(where: { bytes[end...].starts(with: $0) }) { break }
            end += 1
        }
        return bytes[..<end]
    }

    private func character(at offset: Int) -> Character {
        String(decoding: bytes[offset...], as: UTF8.self).first ?? " "
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Letters, `_`, `$` and everything outside ASCII.
    private static func beginsName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "$"), 0x80...0xFF:
            true
        default: false
        }
    }
}

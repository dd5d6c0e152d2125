extension YAMLScalar {
    /// The number a plain text spells, in JSON's grammar and with its digits kept; nil when it is no number.
    static func number(_ text: String) -> Number? {
        integer(text) ?? float(text)
    }

    /// A whole number: decimal, `0b`, `0o` or `0x`, with sign and `_` between digits.
    static func integer(_ text: String) -> Number? {
        var rest = Array(text.utf8)[...]
        guard let last = rest.last, last != UInt8(ascii: "_"), rest.count <= longestText else { return nil }
        let isNegative = rest.takeSign()
        let base: UInt8
        switch Array(rest.prefix(2)) {
        case Array("0b".utf8): base = 2
        case Array("0o".utf8): base = 8
        case Array("0x".utf8): base = 16
        default: base = 10
        }
        if base != 10 { rest.removeFirst(2) }
        if base == 10, rest.first == UInt8(ascii: "_") { return nil }

        var digits: [UInt8] = []
        for byte in rest where byte != UInt8(ascii: "_") {
            guard let digit = hexadecimalDigit(byte), digit < base else { return nil }
            digits.append(digit)
        }
        guard !digits.isEmpty else { return nil }
        return Number((isNegative ? "-" : "") + (base == 10 ? decimalText(digits) : decimalText(digits, base: base)))
    }

    /// A number with a point or an exponent: `1.5`, `1.`, `.5`, `1e3`.
    private static func float(_ text: String) -> Number? {
        var rest = Array(text.utf8)[...]
        guard let last = rest.last, last != UInt8(ascii: "_"), rest.count <= longestText else { return nil }
        // Without a whole part no sign is allowed: `-.5` is text.
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard let first = rest.first, isDigit(first) || first == UInt8(ascii: "_") else { return nil }
            return assemble(isNegative: false, whole: [], fraction: rest.takeDigitsAndUnderscores(), rest: rest)
        }
        let isNegative = rest.takeSign()
        guard let first = rest.first, isDigit(first) else { return nil }
        let whole = rest.takeDigitsAndUnderscores()
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = rest.takeDigitsAndUnderscores()
        }
        return assemble(isNegative: isNegative, whole: whole, fraction: fraction, rest: rest)
    }

    private static func assemble(
        isNegative: Bool, whole: [UInt8], fraction: [UInt8], rest: ArraySlice<UInt8>
    ) -> Number? {
        guard !(whole.isEmpty && fraction.isEmpty) else { return nil }
        var text = (isNegative ? "-" : "") + decimalText(whole)
        if !fraction.isEmpty {
            text += "." + String(decoding: fraction.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        }
        return Number(text + String(decoding: rest, as: UTF8.self))
    }

    /// Longer texts are no numbers: changing the base takes time by the square of the length.
    private static let longestText = 4096

    private static func decimalText(_ digits: [UInt8]) -> String {
        let significant = digits.drop { $0 == 0 }
        guard !significant.isEmpty else { return "0" }
        return String(decoding: significant.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
    }

    /// Long division free change of base: the decimal digits are multiplied and added to, lowest first.
    private static func decimalText(_ digits: [UInt8], base: UInt8) -> String {
        var decimal: [UInt8] = [0]
        for digit in digits {
            var carry = Int(digit)
            for index in decimal.indices {
                carry += Int(decimal[index]) * Int(base)
                decimal[index] = UInt8(carry % 10)
                carry /= 10
            }
            while carry > 0 {
                decimal.append(UInt8(carry % 10))
                carry /= 10
            }
        }
        return decimalText(decimal.reversed())
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// Removes a sign at the front; true for a minus.
    fileprivate mutating func takeSign() -> Bool {
        guard first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else { return false }
        return removeFirst() == UInt8(ascii: "-")
    }

    /// Removes digits and underscores at the front and gives the values of the digits.
    fileprivate mutating func takeDigitsAndUnderscores() -> [UInt8] {
        let taken = prefix { $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        removeFirst(taken.count)
        return taken.compactMap { $0 == UInt8(ascii: "_") ? nil : $0 - UInt8(ascii: "0") }
    }
}

/// Numbers as JavaScript reads and writes them.
enum JavaScriptNumber {
    /// The number a literal in an expression spells; nil when it is none. Digits are kept.
    static func literal(_ text: String) -> Number? {
        if let (radix, digits) = based(text) { return UInt64(digits, radix: radix).flatMap { Number(String($0)) } }
        var plain = text.hasPrefix(".") ? "0" + text : text
        if plain.hasSuffix(".") { plain.removeLast() }
        plain = plain.replacing(".e", with: "e")
        return Number(plain)
    }

    /// The number a text stands for in arithmetic: an empty one is 0, one that spells no number is NaN.
    static func value(of text: String) -> Double {
        let trimmed = trimming(text)
        guard !trimmed.isEmpty else { return 0 }
        if let (radix, digits) = based(trimmed) { return UInt64(digits, radix: radix).map { Double($0) } ?? .nan }
        switch trimmed {
        case "Infinity", "+Infinity": return .infinity
        case "-Infinity": return -.infinity
        default: break
        }
        var sign = 1.0
        var rest = Substring(trimmed)
        if rest.hasPrefix("-") || rest.hasPrefix("+") { sign = rest.removeFirst() == "-" ? -1 : 1 }
        // Leading zeros are allowed here, as in `007`, and not in JSON.
        while rest.hasPrefix("0"), let next = rest.utf8.dropFirst().first, (0x30...0x39).contains(next) {
            rest.removeFirst()
        }
        guard let first = rest.utf8.first, first == 0x2E || (0x30...0x39).contains(first) else { return .nan }
        return literal(String(rest)).map { sign * $0.doubleValue } ?? .nan
    }

    /// A number as text: whole numbers without a point, `1e+21` from there on, `1e-7` from there down.
    static func text(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity" }
        guard value != 0 else { return "0" }
        let (digits, exponent) = shortest(value.magnitude)
        let sign = value < 0 ? "-" : ""
        let count = digits.count
        if exponent > 21 || exponent < -5 {
            let power = exponent - 1
            let fraction = count > 1 ? "." + digits.dropFirst() : ""
            return "\(sign)\(digits.prefix(1))\(fraction)e\(power < 0 ? "-" : "+")\(power.magnitude)"
        }
        if exponent >= count { return sign + digits + String(repeating: "0", count: exponent - count) }
        if exponent > 0 { return "\(sign)\(digits.prefix(exponent)).\(digits.dropFirst(exponent))" }
        return sign + "0." + String(repeating: "0", count: -exponent) + digits
    }

    /// The text of a number that was read. A whole number written with plain digits keeps all of them, however many.
    static func text(_ number: Number) -> String {
        let digits = number.text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.contains(where: { $0 != 0x30 }) else {
            return text(number.doubleValue)
        }
        return number.text
    }

    /// The result of arithmetic as a value; nil for what is no number.
    static func number(_ value: Double) -> Number? {
        value.isFinite ? Number(text(value)) : nil
    }

    /// The fewest digits that mean this number, and where the point stands: 0.digits × 10^exponent.
    private static func shortest(_ value: Double) -> (digits: String, exponent: Int) {
        let text = "\(value)".lowercased()
        let parts = text.split(separator: "e")
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = String(mantissa[0])
        let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
        let all = whole + fraction
        let leading = all.prefix { $0 == "0" }.count
        var digits = Substring(all.dropFirst(leading))
        while digits.hasSuffix("0") { digits.removeLast() }
        return (String(digits), whole.count - leading + power)
    }

    private static func based(_ text: String) -> (radix: Int, digits: String)? {
        let radix: Int
        switch text.prefix(2).lowercased() {
        case "0x": radix = 16
        case "0b": radix = 2
        case "0o": radix = 8
        default: return nil
        }
        let digits = text.dropFirst(2)
        // UInt64 would take a sign here.
        guard digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) else { return (radix, "?") }
        return (radix, String(digits))
    }

    private static func trimming(_ text: String) -> String {
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        guard let last = start.lastIndex(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) else { return "" }
        return String(start[...last])
    }
}

/// A JSON number that keeps the digits it was written with.
///
/// `1.10` prints as `1.10` and a 25-digit integer loses nothing. Numbers are equal when their mathematical values are,
/// whatever their size and spelling: `1.0 == 1`, `1e3 == 1000`.
public struct Number: Sendable {
    /// The number as it was written, in JSON's grammar.
    public let text: String

    /// The number a JSON text spells.
    /// - Parameter text: one number in JSON's grammar, nothing around it.
    /// - Returns: nil when the text is not a JSON number.
    public init?(_ text: String) {
        guard DecimalDigits(text) != nil else { return nil }
        self.text = text
    }

    /// A whole number.
    public init(_ value: Int) {
        text = String(value)
    }

    /// A number the caller has checked against JSON's grammar already.
    package init(verified text: String) {
        self.text = text
    }

    /// The value as an integer when it is whole and fits.
    public var intValue: Int? {
        if let direct = Int(text) { return direct }
        return DecimalDigits(text)?.intValue
    }

    /// The nearest floating-point value.
    public var doubleValue: Double { Double(text) ?? .nan }

    /// The number rounded to a fixed count of decimals, without trailing zeros beyond the first decimal dropped.
    package static func decimal(_ value: Double, places: Int) -> Number {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled.isFinite, scaled < 9e15 else { return Number(verified: value.isFinite ? "\(value)" : "0") }
        let digits = String(Int(scaled))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        var text = String(padded.dropLast(places))
        var fraction = padded.suffix(places)
        while fraction.last == "0" { fraction.removeLast() }
        if !fraction.isEmpty { text += "." + fraction }
        return Number(verified: (value < 0 && scaled > 0 ? "-" : "") + text)
    }
}

extension Number: Hashable, Comparable {
    public static func == (left: Number, right: Number) -> Bool {
        left.text == right.text || left.digits == right.digits
    }

    public static func < (left: Number, right: Number) -> Bool {
        left.digits < right.digits
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(digits)
    }

    private var digits: DecimalDigits {
        DecimalDigits(text) ?? DecimalDigits.zero
    }
}

/// A decimal number taken apart, so that two spellings can be compared exactly: ±0.d₁d₂d₃… × 10^exponent.
struct DecimalDigits: Hashable {
    /// Whether the number is below zero; zero itself is never negative.
    private(set) var isNegative: Bool
    /// The significant digits, 0…9, without zeros at either end; empty for zero.
    private(set) var significand: [UInt8]
    /// The power of ten that the point stands at.
    private(set) var exponent: Int

    static let zero = DecimalDigits(isNegative: false, significand: [], exponent: 0)

    private init(isNegative: Bool, significand: [UInt8], exponent: Int) {
        self.isNegative = isNegative
        self.significand = significand
        self.exponent = exponent
    }

    /// Reads a number in JSON's grammar; nil for anything else.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }

        let whole = rest.takeDigits()
        guard !whole.isEmpty, whole.count == 1 || whole.first != 0 else { return nil }
        var fraction: [UInt8] = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = rest.takeDigits()
            guard !fraction.isEmpty else { return nil }
        }
        var power = 0
        if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            rest.removeFirst()
            let sign = rest.first
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest.removeFirst() }
            let digits = rest.takeDigits()
            guard !digits.isEmpty else { return nil }
            // An exponent beyond any real number is clamped: it stays far larger (or smaller) than everything else.
            for digit in digits { power = min(power * 10 + Int(digit), 100_000_000_000_000_000) }
            if sign == UInt8(ascii: "-") { power = -power }
        }
        guard rest.isEmpty else { return nil }

        let all = whole + fraction
        let leadingZeros = all.prefix { $0 == 0 }.count
        significand = Array(all.dropFirst(leadingZeros))
        while significand.last == 0 { significand.removeLast() }
        if significand.isEmpty {
            exponent = 0
            isNegative = false
        } else {
            exponent = whole.count - leadingZeros + power
        }
    }

    /// The value as an integer when it is whole and fits.
    var intValue: Int? {
        guard !significand.isEmpty else { return 0 }
        guard exponent >= significand.count, exponent <= 19 else { return nil }
        var value = 0
        for position in 0..<exponent {
            let digit = position < significand.count ? Int(significand[position]) : 0
            let (shifted, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (next, carried) = shifted.subtractingReportingOverflow(digit)
            guard !overflowed, !carried else { return nil }
            value = next
        }
        if isNegative { return value }
        return value == Int.min ? nil : -value
    }
}

extension DecimalDigits: Comparable {
    static func < (left: DecimalDigits, right: DecimalDigits) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.hasSmallerMagnitude(than: left) : left.hasSmallerMagnitude(than: right)
    }

    private func hasSmallerMagnitude(than other: DecimalDigits) -> Bool {
        if significand.isEmpty || other.significand.isEmpty { return significand.isEmpty && !other.significand.isEmpty }
        if exponent != other.exponent { return exponent < other.exponent }
        return significand.lexicographicallyPrecedes(other.significand)
    }
}

extension ArraySlice<UInt8> {
    /// Removes the decimal digits at the front and gives their values.
    fileprivate mutating func takeDigits() -> [UInt8] {
        let digits = prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        removeFirst(digits.count)
        return digits.map { $0 - UInt8(ascii: "0") }
    }
}

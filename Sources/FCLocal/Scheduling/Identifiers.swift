/// The ids that the platform gives out. Nobody may read anything into them; the time at the front is for sorting.
enum Identifiers {
    /// A request's id: `1-` seconds `-` 8 hex `-` 12 hex, the shape in use since 2024.
    static func request(milliseconds: Int64) -> String {
        "1-\(seconds(milliseconds))-\(random(8))-\(random(12))"
    }

    /// An instance's id: `c-` seconds `-` 8 hex `-` 12 hex.
    static func instance(milliseconds: Int64) -> String {
        "c-\(seconds(milliseconds))-\(random(8))-\(random(12))"
    }

    /// A random UUID (version 4), as hooks outside a request have.
    static func uuid() -> String {
        let digits = Array(random(32))
        let variant = ["8", "9", "a", "b"].randomElement() ?? "8"
        return String(digits[0..<8]) + "-" + String(digits[8..<12]) + "-4" + String(digits[13..<16]) + "-" + variant
            + String(digits[17..<20]) + "-" + String(digits[20..<32])
    }

    /// That many random hexadecimal digits.
    static func random(_ count: Int) -> String {
        var text = ""
        while text.utf8.count < count {
            let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
            text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return String(text.prefix(count))
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        let digits = String(milliseconds / 1000, radix: 16)
        return String(repeating: "0", count: max(0, 8 - digits.utf8.count)) + digits
    }
}

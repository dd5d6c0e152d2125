/// Makes ids that look random and follow from a seed (SplitMix64, begun with the FNV-1a hash of the seed).
struct IdentifierGenerator {
    private var state: UInt64

    init(seed: String) {
        state = seed.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// So many lower-case hexadecimal digits.
    mutating func hexadecimal(_ count: Int) -> String {
        var digits = ""
        while digits.utf8.count < count {
            let word = String(next(), radix: 16)
            digits += String(repeating: "0", count: 16 - word.utf8.count) + word
        }
        return String(digits.prefix(count))
    }

    /// A UUID of version 4.
    mutating func uuid() -> String {
        var digits = Array(hexadecimal(32))
        digits[12] = "4"
        digits[16] = "a"
        for place in [20, 16, 12, 8] { digits.insert("-", at: place) }
        return String(digits)
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

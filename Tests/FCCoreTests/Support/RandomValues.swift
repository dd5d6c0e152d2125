import FCCore

/// Values of every kind, odd texts and numbers included, for properties that hold for all of them.
struct RandomValues {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// A value that is at most so deep.
    mutating func value(depth: Int = 4, repeatsKeys: Bool = true) -> Value {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2, 3: return .string(text())
        case 4: return .number(number())
        case 5:
            return .array(
                (0..<Int.random(in: 0..<5, using: &generator)).map { _ in
                    value(depth: depth - 1, repeatsKeys: repeatsKeys)
                })
        default:
            var record = Record()
            for _ in 0..<Int.random(in: 0..<5, using: &generator) {
                let key = text()
                guard repeatsKeys || record[key] == nil else { continue }
                record.append(key, value(depth: depth - 1, repeatsKeys: repeatsKeys))
            }
            return .object(record)
        }
    }

    private mutating func text() -> String {
        let pieces = [
            "a", "B", "0", "9", " ", "  ", "\n", "\r", "\t", "\"", "\\", "/", ":", ": ", "#", " #", "-", "- ", "?", "!",
            "&", "*", "|", ">", "%", "@", "`", "{", "}", "[", "]", ",", "'", "~", "null", "true", "yes", "=", "<<",
            "1.5", "1e3", "0x1F", "017", "12:30", "2024-01-31", ".inf", "é", "密钥", "🔑", "e\u{301}", "\u{0}",
            "\u{7}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{FFFE}", "---", "...", "",
        ]
        return (0..<Int.random(in: 0..<6, using: &generator))
            .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
    }

    private mutating func number() -> Number {
        var text = Bool.random(using: &generator) ? "-" : ""
        text += digits(1...25, leadingZero: false)
        if Bool.random(using: &generator) { text += "." + digits(1...25, leadingZero: true) }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            text += ["e", "E"].randomElement(using: &generator) ?? "e"
            text += ["", "+", "-"].randomElement(using: &generator) ?? ""
            text += digits(1...3, leadingZero: true)
        }
        return Number(text) ?? Number(0)
    }

    private mutating func digits(_ count: ClosedRange<Int>, leadingZero: Bool) -> String {
        let length = Int.random(in: count, using: &generator)
        return (0..<length).map { place in
            let lowest = place == 0 && length > 1 && !leadingZero ? 1 : 0
            return String(Int.random(in: lowest...9, using: &generator))
        }.joined()
    }
}

/// `$NAME`, `${NAME}` and `${NAME:-default}` in a variable's value, as the dotenv-expand package 10 treats them: from
/// the last dollar sign to the first, `\$` for a dollar sign itself.
struct DotEnvExpansion {
    /// The variables there are.
    let environment: [String: String]
    /// How many names one value may lead to: `A=$A` would never end.
    static let stepLimit = 200
    /// How long a value may grow, in bytes.
    static let lengthLimit = 1 << 20

    /// A value with its names replaced; nil when that does not come to an end.
    func expand(_ value: String) -> String? {
        var text = Array(value.utf8)
        for _ in 0..<Self.stepLimit {
            guard let dollar = lastDollar(in: text), let (group, name, fallback) = group(text[dollar...]) else {
                return String(decoding: text, as: UTF8.self).replacing("\\$", with: "$")
            }
            let known = environment[name].flatMap { $0.isEmpty ? nil : $0 }
            let replacement = Array((known ?? fallback ?? "").utf8)
            // The first place that reads the same is replaced, which need not be the one that was found.
            guard let place = text.firstRange(of: group) else { return nil }
            text.replaceSubrange(place, with: replacement)
            guard text.count <= Self.lengthLimit else { return nil }
        }
        return nil
    }

    private func lastDollar(in text: [UInt8]) -> Int? {
        text.indices.last { index in
            text[index] == UInt8(ascii: "$") && (index == 0 || text[index - 1] != UInt8(ascii: "\\"))
        }
    }

    /// The group at a dollar sign: `${?NAME(:-default)?}?`.
    private func group(_ text: ArraySlice<UInt8>) -> (whole: [UInt8], name: String, fallback: String?)? {
        var rest = text.dropFirst()
        if rest.first == UInt8(ascii: "{") { rest.removeFirst() }
        let name = rest.prefix(while: Self.isWordPart)
        guard !name.isEmpty else { return nil }
        rest = rest.dropFirst(name.count)
        var fallback: String?
        if rest.starts(with: Array(":-".utf8)) {
            let word = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "\\") }
            fallback = String(decoding: word, as: UTF8.self)
            rest = rest.dropFirst(2 + word.count)
        }
        if rest.first == UInt8(ascii: "}") { rest.removeFirst() }
        return (Array(text[text.startIndex..<rest.startIndex]), String(decoding: name, as: UTF8.self), fallback)
    }

    private static func isWordPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

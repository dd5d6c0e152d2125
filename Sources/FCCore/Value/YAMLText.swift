/// How texts and numbers are spelled in YAML.
enum YAMLText {
    /// A number that YAML 1.1 takes for one as well: that needs a point before an exponent and a sign in it.
    static func number(_ number: Number) -> String {
        guard let mark = number.text.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return number.text }
        let mantissa = number.text[..<mark]
        let exponent = number.text[number.text.index(after: mark)...]
        let isSigned = exponent.first == "-" || exponent.first == "+"
        return mantissa + (mantissa.contains(".") ? "" : ".0") + "e" + (isSigned ? "" : "+") + exponent
    }

    /// A text on one line: as it is when nothing could take it for something else, else in double quotes.
    static func oneLine(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// A text of several lines as a block that begins with `|`; nil when a block would lose something.
    /// - Parameter indent: the blanks before each line.
    static func literalBlock(_ text: String, indent: String) -> String? {
        guard let first = text.unicodeScalars.first, first != " ", first != "\n", text.unicodeScalars.contains("\n"),
            text.unicodeScalars.allSatisfy({ $0 == "\n" || isPrintable($0) })
        else { return nil }
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let ends = lines.reversed().prefix { $0.isEmpty }.count
        let body = ends == 0 ? lines[...] : lines.dropLast()
        let header = ends == 0 ? "|-" : ends == 1 ? "|" : "|+"
        return header + body.map { $0.isEmpty ? "\n" : "\n" + indent + $0 }.joined()
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16)
                let width = scalar.value > 0xFFFF ? 8 : 4
                let mark = width == 8 ? "\\U" : "\\u"
                result += mark + String(repeating: "0", count: width - digits.count) + digits
            }
        }
        return result + "\""
    }

    /// Whether a character may stand in YAML as it is. Line ends of any kind and byte order marks may not.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, mayBegin(first), last != " ", last != ":" else {
            return false
        }
        var previous: Unicode.Scalar = "a"
        for scalar in scalars {
            guard isPrintable(scalar), mayContinue(scalar), previous != ":" || scalar != " " else { return false }
            previous = scalar
        }
        return !olderWords.contains(text.lowercased()) && !YAMLScalar.isTyped(text)
    }

    /// Digits, signs and points are left out: what begins with them may be a number, a date or a time.
    private static func mayBegin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "_", "/": true
        default: scalar.value > 0xA0
        }
    }

    private static func mayContinue(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", " ", "_", "/", ".", "-", "+", "@", ":", ",", "(", ")", "=", "$", "%", "!",
            "?", ";", "*", "'":
            true
        default: scalar.value > 0xA0
        }
    }

    /// Words that are bools or null in YAML 1.1.
    private static let olderWords: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
}

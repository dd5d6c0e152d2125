package import FCCore

/// Writes texts and values as words of the language that read back as the same.
package enum WordQuoting {
    /// A text as one word.
    package static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "_-./:@%+,=*~$".utf8.contains(byte)
                }
            } && !text.hasPrefix("-") && !text.hasPrefix("=")
        if isPlain { return text }
        return singleQuoted(text)
    }

    /// A text between single quotes, or between double quotes when it cannot stand there.
    package static func singleQuoted(_ text: String) -> String {
        let canStand = !text.contains("'") && !text.unicodeScalars.contains { VisibleText.isControl($0) }
        return canStand ? "'\(text)'" : doubleQuoted(text)
    }

    /// A text between double quotes.
    package static func doubleQuoted(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\" + String(scalar)
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\"" + escaped.replacing("${", with: "\\${") + "\""
    }

    /// A value as one word that keeps its type.
    package static func quoted(_ value: Value) -> String {
        guard case .string(let text) = value else { return json(value) }
        // A text that would be read as a number, a literal, a path or a fact needs its quotes.
        if case .string = Expander.typed(text), !text.hasPrefix("."), !text.hasPrefix("@") { return quoted(text) }
        return doubleQuoted(text)
    }

    /// A value as one word that keeps its type; texts always have their quotes.
    package static func literal(_ value: Value) -> String {
        if case .string(let text) = value { return doubleQuoted(text) }
        return json(value)
    }

    private static func json(_ value: Value) -> String {
        JSONWriter.text(value).replacing("${", with: "\\${")
    }
}

/// A string literal of a source file, as the template it makes when it is a message.
struct SourceLiteral {
    /// The text with its escapes resolved and `‹1›`, `‹2›` … for the interpolations.
    var template: String
    var file: String
    var line: Int
    /// The code before it on its line, or on the line before.
    var before: String
}

/// Finds the string literals of Swift source. Literals joined by `+` are one; those inside interpolations are found too.
struct LiteralScanner {
    private let text: [Character]
    private let file: String
    private var position = 0
    private var line = 1
    private(set) var literals: [SourceLiteral] = []

    init(_ source: String, file: String) {
        text = Array(source)
        self.file = file
        scanCode(until: nil)
    }

    /// Reads code up to a closing bracket that is not its own, or to the end.
    private mutating func scanCode(until closing: Character?) {
        var depth = 0
        while let character = peek() {
            if starts(with: "//") {
                while let next = peek(), !next.isNewline { advance(next) }
            } else if starts(with: "/*") {
                skipBlockComment()
            } else if character == "\"" || character == "#" && peek(1) == "\"" {
                scanLiterals()
            } else {
                if character == "(" { depth += 1 }
                if character == ")" {
                    if closing != nil, depth == 0 { return }
                    depth -= 1
                }
                advance(character)
            }
        }
    }

    /// One literal, and those that follow it behind `+`.
    private mutating func scanLiterals() {
        let start = line
        let before = codeBefore()
        var template = ""
        var holes = 0
        repeat {
            let part = scanLiteral(&holes)
            template += part
        } while skipPlus()
        literals.append(SourceLiteral(template: template, file: file, line: start, before: before))
    }

    /// The literal that begins here, without its quotes.
    private mutating func scanLiteral(_ holes: inout Int) -> String {
        var hashes = 0
        while peek() == "#" {
            hashes += 1
            position += 1
        }
        let isMultiline = starts(with: "\"\"\"")
        position += isMultiline ? 3 : 1
        let closing = String(repeating: "\"", count: isMultiline ? 3 : 1) + String(repeating: "#", count: hashes)
        let escape = "\\" + String(repeating: "#", count: hashes)
        var rows: [String] = [""]
        while let character = peek(), !starts(with: closing) {
            if starts(with: escape) {
                position += escape.count
                rows[rows.count - 1] += resolveEscape(&holes)
            } else if character.isNewline {
                advance(character)
                rows.append("")
            } else {
                rows[rows.count - 1].append(character)
                position += 1
            }
        }
        position += closing.count
        guard isMultiline, let indent = rows.last else { return rows.joined(separator: "\n") }
        let lines = rows.dropFirst().dropLast().map { $0.hasPrefix(indent) ? String($0.dropFirst(indent.count)) : $0 }
        return lines.joined(separator: "\n").replacing("\u{0}\n", with: "")
    }

    /// What an escape stands for; the end of a line it continues is marked for ``scanLiteral(_:)``.
    private mutating func resolveEscape(_ holes: inout Int) -> String {
        guard let character = peek() else { return "" }
        position += 1
        switch character {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "0": return "\u{0}"
        case "u":
            let digits = text[(position + 1)...].prefix { $0 != "}" }
            position += digits.count + 2
            return UInt32(String(digits), radix: 16).flatMap { Unicode.Scalar($0) }.map { String(Character($0)) } ?? ""
        case "(":
            holes += 1
            scanCode(until: ")")
            position += 1
            return "‹\(holes)›"
        case let newline where newline.isNewline:
            position -= 1
            return "\u{0}"
        default: return String(character)
        }
    }

    /// Skips `+` and the blanks around it when another literal follows.
    private mutating func skipPlus() -> Bool {
        var ahead = position
        var newlines = 0
        func skipBlanks() {
            while ahead < text.count, text[ahead].isWhitespace {
                if text[ahead].isNewline { newlines += 1 }
                ahead += 1
            }
        }
        skipBlanks()
        guard ahead < text.count, text[ahead] == "+" else { return false }
        ahead += 1
        skipBlanks()
        guard ahead < text.count, text[ahead] == "\"" else { return false }
        position = ahead
        line += newlines
        return true
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                position += 2
            } else if starts(with: "*/") {
                depth -= 1
                position += 2
            } else if let character = peek() {
                advance(character)
            }
        } while depth > 0 && position < text.count
    }

    private func codeBefore() -> String {
        var start = position
        var newlines = 0
        while start > 0, position - start < 160 {
            if text[start - 1].isNewline { newlines += 1 }
            if newlines == 2 { break }
            start -= 1
        }
        return String(text[start..<position])
    }

    private func peek(_ offset: Int = 0) -> Character? {
        position + offset < text.count ? text[position + offset] : nil
    }

    private func starts(with word: String) -> Bool {
        position + word.count <= text.count && text[position..<position + word.count].elementsEqual(word)
    }

    private mutating func advance(_ character: Character) {
        if character.isNewline { line += 1 }
        position += 1
    }
}

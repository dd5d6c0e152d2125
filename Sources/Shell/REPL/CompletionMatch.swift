import ShellSyntax

/// Picks what fits a beginning.
enum CompletionMatch {
    /// The choices that begin with the text; if there are none, those that do so in other letter case; else those that
    /// hold its characters in order.
    /// - Returns: also whether what they have in common may be put in without losing what was typed.
    static func select(_ choices: [Completer.Choice], _ typed: String) -> (choices: [Completer.Choice], isExact: Bool) {
        guard !typed.isEmpty else { return (choices, true) }
        let exact = choices.filter { $0.matched.hasPrefix(typed) }
        if !exact.isEmpty { return (exact, true) }
        let folded = typed.lowercased()
        let similar = choices.filter { $0.matched.lowercased().hasPrefix(folded) }
        if !similar.isEmpty { return (similar, true) }
        // The nearest first: what begins alike and is short.
        let loose = choices.filter { holds($0.matched.lowercased(), folded) }
        return (loose.sorted { rank($0.matched, folded) < rank($1.matched, folded) }, false)
    }

    /// Whether the characters stand in the text in this order, the first of them at its beginning or after a separator;
    /// several side by side may stand anywhere.
    static func holds(_ text: String, _ typed: String) -> Bool {
        guard let first = typed.first else { return true }
        if typed.count > 1, text.contains(typed) { return true }
        var isAtStart = true
        for index in text.indices {
            defer { isAtStart = !(text[index].isLetter || text[index].isNumber) }
            guard isAtStart, text[index] == first else { continue }
            if isSubsequence(typed.dropFirst(), of: text[text.index(after: index)...]) { return true }
        }
        return false
    }

    private static func isSubsequence(_ typed: Substring, of text: Substring) -> Bool {
        var rest = typed
        for character in text where character == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }

    private static func rank(_ text: String, _ typed: String) -> Int {
        let isContained = text.lowercased().contains(typed)
        return text.count + (isContained ? 0 : 1000)
    }
}

/// Writes a choice the way its word has begun.
enum CompletionQuoting {
    /// The choice as a word. A folder's quote stays open, so that the path can go on.
    static func quoted(_ choice: Completer.Choice, _ quoting: CursorContext.Quoting) -> String {
        let text = choice.text
        let hasControls = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        switch quoting {
        case .none where isPlain(text): return text
        case .none, .single:
            if text.contains("'") || hasControls { return double(text, closes: choice.endsWord) }
            return "'" + text + (choice.endsWord ? "'" : "")
        case .double, .jsonString: return double(text, closes: choice.endsWord)
        }
    }

    /// Whether nothing in the text is special in an unquoted word.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, !"-#{[".unicodeScalars.contains(first) || text == "-" else {
            return false
        }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case ";", "|", "<", ">", "'", "\"", "\\", "{", "[", "&", "!": false
            default: !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
            }
        }
    }

    private static func double(_ text: String, closes: Bool) -> String {
        var escaped = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\" + String(scalar)
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case _ where scalar.properties.generalCategory == .control:
                let digits = String(scalar.value, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped.replacing("${", with: "\\${") + (closes ? "\"" : "")
    }
}

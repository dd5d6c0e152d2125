/// Moving to the right, which at the end of the line takes what is suggested there.
extension EditingSession {
    /// Right: the whole suggestion at the end of the line, else a character on.
    func moveRight() -> EditHandle.Reply {
        if let reply = takeSuggestion() { return reply }
        guard handle.withText({ text, cursor in cursor < text.count }) else { return .beep }
        handle.move(by: 1)
        return .refresh
    }

    /// Alt-Right: a word of the suggestion at the end of the line, else a word on.
    func moveWordRight() -> EditHandle.Reply {
        if isAtSuggestion { return insert(Self.firstWord(of: suggested)) }
        let steps = handle.withText { text, cursor in
            var index = cursor
            while index < text.count, !Self.isWord(text[index]) { index += 1 }
            while index < text.count, Self.isWord(text[index]) { index += 1 }
            return index - cursor
        }
        guard steps > 0 else { return .beep }
        handle.move(by: steps)
        return .refresh
    }

    /// Takes the suggestion if the cursor is in front of it; nil when it is not.
    func takeSuggestion() -> EditHandle.Reply? {
        guard isAtSuggestion else { return nil }
        return insert(pastes.shortened(suggested))
    }

    private var isAtSuggestion: Bool {
        !suggested.isEmpty && handle.withText { text, cursor in cursor == text.count }
    }

    /// Blanks and signs up to a word, and the word.
    static func firstWord(of text: String) -> String {
        let characters = Array(text)
        var end = 0
        while end < characters.count, !characters[end].isLetter, !characters[end].isNumber { end += 1 }
        while end < characters.count, characters[end].isLetter || characters[end].isNumber { end += 1 }
        return String(characters[..<end])
    }

    private static func isWord(_ code: Int32) -> Bool {
        guard let scalar = Unicode.Scalar(UInt32(bitPattern: code)) else { return true }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
}

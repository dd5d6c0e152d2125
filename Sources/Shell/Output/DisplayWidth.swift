/// Columns that text takes on a terminal.
///
/// Wide East Asian characters and emoji take two columns, marks that sit on another character none. The table of wide
/// characters is our own (see `DisplayWidth+Table.swift`); everything else comes from the standard library.
package enum DisplayWidth {
    /// Columns of a single line of text; control characters count nothing.
    package static func of(_ text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    /// Columns of one character as readers see it, all its parts together.
    package static func of(_ character: Character) -> Int {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return 0 }
        if scalars.count == 1 { return of(first) }
        if isEmojiSequence(scalars, first: first) { return 2 }
        return scalars.reduce(0) { $0 + of($1) }
    }

    /// The text cut to a number of columns, with an ellipsis where something is missing.
    package static func truncate(_ text: String, to columns: Int) -> String {
        guard of(text) > columns else { return text }
        guard columns > 0 else { return "" }
        let (head, _) = prefix(of: text, columns: columns - 1)
        return head + "…"
    }

    /// The text with blanks behind it (or in front, for numbers) so that it fills a number of columns.
    package static func pad(_ text: String, to columns: Int, alignment: Alignment = .leading) -> String {
        let blanks = String(repeating: " ", count: max(0, columns - of(text)))
        return alignment == .leading ? text + blanks : blanks + text
    }

    /// The longest beginning that fits into a number of columns, and how many it takes.
    package static func prefix(of text: String, columns: Int) -> (text: String, width: Int) {
        var width = 0
        var end = text.startIndex
        while end < text.endIndex {
            let next = width + of(text[end])
            if next > columns { break }
            width = next
            end = text.index(after: end)
        }
        return (String(text[..<end]), width)
    }

    /// Which side of a column text stands on.
    package enum Alignment: Sendable, Hashable {
        case leading, trailing
    }

    private static func of(_ scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
        if isRegionalIndicator(scalar) { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return 0
        // The soft hyphen is the one format character that terminals draw.
        case .format: return scalar.value == 0xAD ? 1 : 0
        default: break
        }
        if isConjoiningVowelOrFinal(scalar) { return 0 }
        return scalar.properties.isEmojiPresentation || isWide(scalar) ? 2 : 1
    }

    /// Vowels and finals of Hangul that are drawn into the syllable their initial began.
    private static func isConjoiningVowelOrFinal(_ scalar: Unicode.Scalar) -> Bool {
        (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value)
    }

    private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
        (0x1F1E6...0x1F1FF).contains(scalar.value)
    }

    /// Flags, keycaps, skin tones, joined families, and text characters asked to look like emoji.
    private static func isEmojiSequence(_ scalars: Character.UnicodeScalarView, first: Unicode.Scalar) -> Bool {
        guard first.properties.isEmoji else { return false }
        if isRegionalIndicator(first) { return true }
        return scalars.contains { scalar in
            scalar.value == 0xFE0F || scalar.value == 0x200D || scalar.properties.isEmojiModifier
        }
    }
}

extension DisplayWidth {
    /// Whether a text fits a window with a row to spare for the prompt.
    static func fits(_ text: String, _ sink: SinkCapabilities) -> Bool {
        var rows = 0
        for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
            rows += max(1, (of(String(Substring(line))) + max(sink.columns, 1) - 1) / max(sink.columns, 1))
            if rows > sink.rows { return false }
        }
        return true
    }
}

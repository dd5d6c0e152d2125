/// What a piece of a text is, for colouring. Recorded while the parser reads, so that unfinished and faulty statements
/// have marks too.
package struct SyntaxMark: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The first word of a statement, known or not.
        case command
        /// A word of the grammar: `do`, `end`, `every`, `not`.
        case keyword
        case option
        case string
        /// A key of a JSON object.
        case key
        /// A number, `true`, `false`, `null`, a duration.
        case number
        /// `${…}`, or the name that a statement sets.
        case variable
        case selector
        /// `<`, `>`, `==`, `<<EOF` and their like.
        case sign
        /// Text for the system's shell.
        case shell
        case comment
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, _ span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

/// A text with what its pieces are.
package struct MarkedScript: Sendable {
    package var script: Script
    /// In the order they were begun: a later mark lies inside an earlier one or behind it, and wins where they overlap.
    package var marks: [SyntaxMark]
    /// Faults that no text behind the end can mend.
    package var certainFaults: [Diagnostic]
}

extension Parser {
    /// Reads a whole text and notes what its pieces are.
    package static func parseMarking(_ source: SourceText) -> MarkedScript {
        var parser = Parser(source, recordsMarks: true)
        let script = parser.script()
        let comments = script.comments.map { SyntaxMark(.comment, $0) }
        let certain = script.diagnostics.filter { fault in
            fault.severity == .error && !fault.needsMore && !fault.span.isEmpty
                && !parser.endFaults.contains { $0.id == fault.id && $0.span == fault.span }
        }
        return MarkedScript(
            script: script, marks: parser.marks.filter { !$0.span.isEmpty } + comments, certainFaults: certain)
    }

    /// Notes what a finished piece is.
    mutating func mark(_ kind: SyntaxMark.Kind, _ start: Int, _ end: Int) {
        guard recordsMarks else { return }
        marks.append(SyntaxMark(kind, SourceSpan(start, end)))
    }

    /// Begins a piece at the current place; ``closeMark(_:)`` ends it.
    mutating func openMark(_ kind: SyntaxMark.Kind) -> Int {
        mark(kind, position, position)
        return marks.count - 1
    }

    /// Ends a piece at the current place.
    mutating func closeMark(_ index: Int) {
        guard recordsMarks else { return }
        marks[index].span.end = max(marks[index].span.start, position)
    }

    /// Notes what an unquoted word is, if that is plain.
    mutating func markWord(_ word: Word) {
        guard recordsMarks else { return }
        if word.isOption {
            let bytes = self.bytes[word.span.start..<word.span.end]
            mark(.option, word.span.start, bytes.firstIndex(of: Byte.equal) ?? word.span.end)
        } else if word.pieces.count == 1, case .plain(let text, let span)? = word.pieces.first,
            Self.isTyped(text)
        {
            mark(.number, span.start, span.end)
        }
    }

    /// Whether an unquoted text is more than text where values are typed.
    private static func isTyped(_ text: String) -> Bool {
        if text == "true" || text == "false" || text == "null" { return true }
        guard let first = text.utf8.first(where: { $0 != Byte.minus }), Byte.isDigit(first) else { return false }
        if DurationLiteral.parse(text) != nil { return true }
        return text.utf8.allSatisfy { Byte.isDigit($0) || "+-.eE".utf8.contains($0) }
    }
}

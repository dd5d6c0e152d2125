/// What can stand where Tab was pressed.
package struct CompletionAnswer: Sendable, Hashable {
    /// The part of the text that is replaced, as offsets into its UTF-8.
    package var replacement: Range<Int>
    /// What it can be replaced by.
    package var candidates: [CompletionCandidate]
    /// Whether all begin with what was typed, so that what they share may be put in.
    package var sharesPrefix: Bool

    package init(replacement: Range<Int>, candidates: [CompletionCandidate], sharesPrefix: Bool = true) {
        self.replacement = replacement
        self.candidates = candidates
        self.sharesPrefix = sharesPrefix
    }

    /// Nothing fits.
    package static func none(at cursor: Int) -> CompletionAnswer {
        CompletionAnswer(replacement: cursor..<cursor, candidates: [])
    }
}

/// One text that Tab may insert.
package struct CompletionCandidate: Sendable, Hashable {
    /// What is inserted.
    package var text: String
    /// What a list shows for it; the text when nil.
    package var label: String?
    /// A few words shown beside it.
    package var description: String?
    /// Whether the word is finished with it, so that a space follows.
    package var appendsSpace: Bool

    package init(_ text: String, description: String? = nil, appendsSpace: Bool = true) {
        self.text = text
        self.description = description
        self.appendsSpace = appendsSpace
    }

    /// What a list shows for it.
    var shown: String { label ?? text }
}

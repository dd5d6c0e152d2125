/// Something to say about a text, as a fact with a place.
///
/// Parser and resolver make diagnostics; one renderer turns them into lines with a caret.
package struct Diagnostic: Error, Sendable, Hashable {
    /// How bad it is.
    package enum Severity: String, Sendable {
        case error, warning
    }

    /// A further place or remark that belongs to the diagnostic.
    package struct Note: Sendable, Hashable {
        package var message: Message
        package var span: SourceSpan?

        package init(_ message: Message, at span: SourceSpan? = nil) {
            self.message = message
            self.span = span
        }
    }

    /// A change of the text that would mend it.
    package struct Fix: Sendable, Hashable {
        /// What the change does, for people.
        package var message: Message
        /// What is replaced.
        package var span: SourceSpan
        /// What it is replaced by.
        package var replacement: String

        package init(_ message: Message, replacing span: SourceSpan, with replacement: String) {
            self.message = message
            self.span = span
            self.replacement = replacement
        }
    }

    /// A stable name, such as `unclosed-quote`, for tests and editors.
    package var id: String
    package var severity: Severity
    /// What is wrong, in one sentence without a place.
    package var message: Message
    /// The bytes at fault.
    package var span: SourceSpan
    package var notes: [Note]
    package var fix: Fix?
    /// What to type instead, or next.
    package var next: Message?
    /// Whether more text could mend it: an open quote, JSON value, block or heredoc at the end of the text.
    package var needsMore: Bool

    package init(
        _ id: String, _ message: Message, at span: SourceSpan, severity: Severity = .error, notes: [Note] = [],
        fix: Fix? = nil, next: Message? = nil, needsMore: Bool = false
    ) {
        self.id = id
        self.severity = severity
        self.message = message
        self.span = span
        self.notes = notes
        self.fix = fix
        self.next = next
        self.needsMore = needsMore
    }
}

/// What a ``LineEditor`` needs to know, and whom it asks.
///
/// The closures are called on the editor's own thread while a key waits: they have to answer at once.
package struct LineEditorConfiguration: Sendable {
    /// The name that lines of an editrc file may be meant for.
    package var programName = "fcsh"
    /// The terminal keys come from.
    package var input: Int32 = 0
    /// The terminal everything is drawn on.
    package var output: Int32 = 1
    /// Where complaints about an editrc file go.
    package var error: Int32 = 2
    /// The user's key bindings, `$EDITRC` or `~/.editrc`; nil reads none. A missing file is fine.
    package var bindingsFile: String?
    /// The manner of the keys, unless the bindings file chooses.
    package var keyMode = KeyMode.emacs
    /// Whether prompt and lists may be coloured.
    package var usesColor = true
    /// Whether the terminal cannot move its cursor (`TERM` is `dumb`, empty or unset).
    package var isDumb = false
    /// Whether a text can be run, or Enter goes on to another line.
    package var completeness: @Sendable (String) -> LineCompleteness = { _ in .complete }
    /// What Tab can put at the cursor, which is an offset into the text's UTF-8.
    package var completions: @Sendable (String, Int) -> CompletionAnswer = { _, cursor in .none(at: cursor) }
    /// The line of history so many steps back, 0 being the newest; nil beyond the oldest.
    package var recall: @Sendable (Int) -> String? = { _ in nil }

    package init() {}

    /// The manners of keys that libedit knows.
    package enum KeyMode: String, Sendable {
        case emacs, vi
    }
}

/// Whether what has been typed is a whole statement.
package enum LineCompleteness: Sendable, Hashable {
    /// It can be run, or is wrong in a way that more text does not mend.
    case complete
    /// Something is still open: a quote, a JSON value, a block.
    case incomplete
}

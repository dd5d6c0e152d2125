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
    /// What may be shown with the next line; asked when it begins.
    package var manner: @Sendable () -> EditingManner = { EditingManner() }
    /// Whether the terminal cannot move its cursor (`TERM` is `dumb`, empty or unset).
    package var isDumb = false
    /// Whether a text can be run, or Enter goes on to another line.
    package var completeness: @Sendable (String) -> LineCompleteness = { _ in .complete }
    /// What Tab can put at the cursor, which is an offset into the text's UTF-8.
    package var completions: @Sendable (String, Int) -> CompletionAnswer = { _, cursor in .none(at: cursor) }
    /// The line of history so many steps back, 0 being the newest; nil beyond the oldest.
    package var recall: @Sendable (Int) -> String? = { _ in nil }

    /// How a text with the cursor at an offset into its UTF-8 looks. The last argument says whether the text is whole:
    /// one with stand-ins for long pastes is not.
    package var look: @Sendable (String, Int, Bool) -> LineLook = { _, _, _ in LineLook() }
    /// A line of history that begins with a text and goes on.
    package var suggestion: @Sendable (String) -> String? = { _ in nil }
    /// What the external editor opens when the line is empty, as a line that can be run.
    package var lastEvent: @Sendable () -> String? = { nil }
    /// Opens a text in the user's editor, on the terminal the line is edited on, and waits for its end.
    package var openEditor: @Sendable (String) throws(ExternalEditor.Problem) -> String = { text in text }

    package init() {}
}

/// What may be seen while a line is edited.
package struct EditingManner: Sendable, Hashable {
    /// The manners of keys that libedit knows.
    package enum KeyMode: String, Sendable, CaseIterable {
        case emacs, vi
    }

    /// Whether prompt, line and lists may be coloured.
    package var usesColor: Bool
    /// Whether suggestions and hints stand behind the line.
    package var showsHints: Bool
    /// The manner of the keys, where somebody chose it; else the bindings file may.
    package var keyMode: KeyMode?

    package init(usesColor: Bool = true, showsHints: Bool = true, keyMode: KeyMode? = nil) {
        self.usesColor = usesColor
        self.showsHints = showsHints
        self.keyMode = keyMode
    }
}

/// Whether what has been typed is a whole statement.
package enum LineCompleteness: Sendable, Hashable {
    /// It can be run, or is wrong in a way that more text does not mend.
    case complete
    /// Something is still open: a quote, a JSON value, a block.
    case incomplete
}

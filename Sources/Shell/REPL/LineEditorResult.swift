/// How reading a line ended.
package enum LineEditorResult: Sendable, Hashable {
    /// Enter on a complete text, which may hold newlines and has none at its end.
    case line(String)
    /// Ctrl-C: the text is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal is gone.
    case endOfInput
}

/// Why there is no editor.
package enum LineEditorError: Error, Sendable, Hashable {
    /// Input or output is not a terminal; lines have to be read without an editor.
    case notATerminal
    /// libedit could not be set up.
    case unavailable
}

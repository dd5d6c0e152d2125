#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads lines from a terminal with editing, completion and history.
///
/// It owns the only libedit handle and runs on a thread of its own, because libedit is bound to one thread and blocks
/// while it waits for a key. Where input or output is no terminal, lines are read without it.
package actor LineEditor {
    private let thread: EditorThread
    private let session: EditingSession
    private nonisolated let outputAbove: OutputAbove

    /// Sets the editor up; the terminal's modes stay as they are until a line is read.
    /// - Throws: ``LineEditorError``.
    package init(configuration: LineEditorConfiguration) throws(LineEditorError) {
        guard isatty(configuration.input) == 1, isatty(configuration.output) == 1 else { throw .notATerminal }
        thread = try EditorThread()
        guard let handle = EditHandle(configuration) else { throw .unavailable }
        outputAbove = OutputAbove(output: configuration.output, wakeSender: handle.wakeSender)
        session = EditingSession(configuration: configuration, handle: handle, outputAbove: outputAbove)
    }

    nonisolated package var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    /// Reads one line, which may have several rows.
    /// - Parameters:
    ///   - prompt: what stands before it.
    ///   - initial: text that is there to be edited already.
    /// - Throws: ``LineEditorError/notATerminal`` when the terminal is gone.
    package func readLine(
        prompt: StyledText, initial: String? = nil
    ) throws(LineEditorError) -> LineEditorResult {
        try session.readLine(prompt: prompt, initial: initial)
    }

    /// Prints rows above the line that is being edited, or where the cursor is when none is. From every task.
    /// - Parameter text: what to print, fit for a terminal; a newline at its end makes no difference.
    nonisolated package func printAbove(_ text: String) {
        outputAbove.print(text)
    }

    /// Gives the terminal the modes it had before a line was read. From every task; harmless when none is read.
    ///
    /// `exit()` and deadly signals do this by themselves.
    nonisolated package func restoreTerminal() {
        EditHandle.restoreTerminal()
    }
}

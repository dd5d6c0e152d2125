import TestSupport

/// The line editor's probe on a terminal, with a home of its own.
struct EditorSession {
    /// What the probe's prompt shows.
    static let prompt = "probe函数> "

    let terminal: PseudoTerminal
    private let home: TemporaryFolder

    /// Starts it and waits for the first prompt.
    init(
        environment: [String: String] = [:], bindings: String? = nil, rows: Int = 24, columns: Int = 80
    ) async throws {
        home = try TemporaryFolder()
        if let bindings { try home.write(bindings, to: ".editrc") }
        terminal = try PseudoTerminal(
            [BuiltProduct.path("LineEditorProbe")], home: home.path, environment: environment, rows: rows,
            columns: columns)
        try await waitForPrompt()
    }

    /// Waits until the cursor stands behind an empty prompt.
    func waitForPrompt() async throws {
        try await terminal.waitForRow("probe函数>")
    }

    /// Waits until a line with this text is being edited.
    func waitForLine(_ text: String) async throws {
        try await terminal.waitForRow(Self.prompt + text)
    }

    /// Types a text and Enter, and waits for what the probe reads and its next prompt.
    func enter(_ text: String, reads expected: String? = nil) async throws {
        try await terminal.send(text + "\r")
        try await terminal.waitFor("line \((expected ?? text).debugDescription)")
        try await waitForPrompt()
    }
}

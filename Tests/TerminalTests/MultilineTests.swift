import TestSupport
import Testing

@Suite("Several rows")
struct MultilineTests {
    @Test("Enter goes on while the text is incomplete, and the whole is one line of history")
    func smartEnter() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("invoke {\r")
        try await session.terminal.waitFor("a second row") { $0.cursorRow.isEmpty && $0.cursorColumn == 0 }
        try await session.terminal.send("\"名\": 1\r")
        try await session.terminal.send("}\r")
        try await session.terminal.waitFor("line \"invoke {\\n\\\"名\\\": 1\\n}\"")
        try await session.waitForPrompt()

        try await session.terminal.send(.up)
        try await session.terminal.waitForRow("}")
        try await session.terminal.send(.up)
        try await session.terminal.waitForRow("\"名\": 1")
        try await session.terminal.send(TerminalKey.end.rawValue + "2")
        try await session.terminal.waitForRow("\"名\": 12")
        // Enter from the middle runs the whole and leaves the cursor below it.
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("line \"invoke {\\n\\\"名\\\": 12\\n}\"")
        try await session.waitForPrompt()
        let rows = session.terminal.screen.visibleRows
        let answer = try #require(rows.firstIndex { $0.hasPrefix("line") && $0.contains("12") })
        #expect(rows[answer - 3...answer - 1] == ["probe函数> invoke {", "\"名\": 12", "}"])
    }

    @Test("Alt-Enter puts a newline into a complete text")
    func altEnter() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("one" + TerminalKey.altEnter.rawValue + "two")
        try await session.terminal.waitForRow("two")
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("line \"one\\ntwo\"")
    }

    @Test("A text longer than the window's width is recalled and edited")
    func wrapped() async throws {
        let session = try await EditorSession(columns: 40)
        let text = String(repeating: "函数名字", count: 12)
        try await session.terminal.send(text + "\r")
        try await session.terminal.waitForTranscript("line \"\(text)\"")
        try await session.waitForPrompt()
        try await session.terminal.send(.up)
        try await session.terminal.send(TerminalKey.home.rawValue + "X")
        try await session.terminal.waitFor("the changed text") { $0.cursorRow.hasPrefix("probe函数> X函数名字") }
        try await session.terminal.send(.enter)
        try await session.terminal.waitForTranscript("line \"X\(text)\"")
    }
}

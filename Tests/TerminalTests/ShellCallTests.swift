import TestSupport
import Testing

@Suite("Calls from the prompt")
struct ShellCallTests {
    @Test("An event typed over several rows reaches the function, and its answer completes paths")
    func invoke() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project())
        try await session.terminal.send("use hello\r")
        try await session.terminal.waitForRow("local·cn-hangzhou/hello>")
        try await session.terminal.send("invoke {\r  \"城市\": \"杭州\",\r  \"n\": 10000000000000000000001}\r")
        try await session.terminal.waitFor("\"n\": 10000000000000000000001\n")
        try await session.waitForPrompt()
        try await session.enter(".got.城市", shows: "\n杭州")
        try await session.terminal.send(".g\t.n\t")
        try await session.terminal.waitForRow("local·cn-hangzhou/hello> .got.n")
        try await session.terminal.send(.controlC)
        try await session.waitForPrompt()
        try await session.terminal.send(TerminalKey.up.rawValue + TerminalKey.up.rawValue)
        try await session.terminal.waitFor("the whole entry") { screen in
            screen.visibleRows.filter { !$0.isEmpty }.suffix(3) == [
                "local·cn-hangzhou/hello> invoke {", "  \"城市\": \"杭州\",", "  \"n\": 10000000000000000000001}",
            ]
        }
        let entries = try session.history.split(separator: "\n")
        #expect(entries[1].contains("\"function\":\"hello\""))
        #expect(entries[1].contains("\"outcome\":\"ok\""))
        #expect(entries[1].contains("\"requestId\":\""))
    }

    @Test("Ctrl-C during a slow call comes back at once and keeps the shell")
    func interrupted() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project())
        try await session.enter("invoke hello {}", shows: "Invoke Result:")
        try await session.terminal.send("invoke slow {}\r")
        try await session.terminal.waitFor("the clock of the call") { $0.cursorRow.hasPrefix("slow ") }
        try await session.terminal.waitForOrdinaryModes()
        try await session.terminal.send(.controlC)
        // The function would go on for half a minute.
        try await session.terminal.waitFor("[cancelled]>", limit: .seconds(5))
        try await session.enter("invoke hello {\"again\": true}", shows: "\"again\": true")
        #expect(try session.history.contains("\"outcome\":\"cancelled\""))
    }

    @Test("A guarded target asks before anything is sent")
    func guarded() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project())
        try await session.terminal.send("use hello; set guard hello\r")
        try await session.terminal.waitForRow("[guarded] local·cn-hangzhou/hello>")
        try await session.terminal.send("invoke {}\r")
        try await session.terminal.waitForRow("hello is guarded. Invoke hello? [y/N]")
        try await session.terminal.send("\r")
        try await session.terminal.waitFor("not confirmed; nothing was sent")
        try await session.waitForPrompt()
        try await session.terminal.send("invoke {}\r")
        try await session.terminal.waitForRow("hello is guarded. Invoke hello? [y/N]")
        try await session.terminal.send("y\r")
        try await session.terminal.waitFor("Invoke Result:")
    }
}

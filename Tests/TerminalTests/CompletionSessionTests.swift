import TestSupport
import Testing

@Suite("Tab in the shell")
struct CompletionSessionTests {
    /// A project with files whose names are Chinese.
    private func home() throws -> TemporaryFolder {
        let home = try ShellSession.project()
        try home.write("{}", to: "事件/订单.json")
        try home.write("{}", to: "事件/退款.json")
        return home
    }

    /// The rows between the line that Tab was pressed in and the prompt below them. Hints may stand behind both.
    private func list(_ screen: Screen, below line: String, _ prompt: String) -> [String] {
        let rows = screen.visibleRows
        guard let first = rows.firstIndex(where: { $0.hasPrefix(line) }) else { return [] }
        return Array(rows[(first + 1)...].prefix { !$0.hasPrefix(prompt) && !$0.isEmpty })
    }

    @Test("The list has descriptions and fits the window", arguments: [80, 40])
    func window(columns: Int) async throws {
        let session = try await ShellSession(home: try home(), columns: columns)
        let prompt = session.terminal.screen.cursorRow
        try await session.terminal.send("use \t\t")
        try await session.terminal.waitFor("the list") { $0.text.contains("\nslow") }
        let rows = list(session.terminal.screen, below: "\(prompt) use", prompt)
        #expect(rows.starts(with: ["hello  s.yaml, hello", "slow   s.yaml, slow"]))
        try await session.terminal.send(.controlC)
        try await session.waitForPrompt()
        try await session.terminal.send("invoke -f 事件/\t\t")
        try await session.terminal.waitFor("the files") { $0.text.contains("\n订单.json  退款.json") }
        try await session.terminal.send("退\t")
        try await session.terminal.waitFor("the file") { $0.cursorRow.hasSuffix("事件/退款.json") }
        try await session.terminal.send(.controlC)
        try await session.waitForPrompt()
        try await session.terminal.send("set \t\t")
        try await session.terminal.waitFor("the settings") { $0.text.contains("\nregion ") }
        let settings = list(session.terminal.screen, below: "\(prompt) set", prompt)
        #expect(settings.count >= 10)
        // A row that was too long would go on in the next one.
        #expect(settings.allSatisfy { !$0.hasPrefix(" ") && $0.contains("  ") })
        if columns == 40 { #expect(settings.contains { $0.hasSuffix("…") }) }
    }

    @Test("A list that would not fit with descriptions goes into columns")
    func tall() async throws {
        let session = try await ShellSession(rows: 16)
        try await session.terminal.send("\t\t")
        try await session.terminal.waitFor("the list") { screen in
            screen.visibleRows.contains { $0.hasPrefix("again ") && $0.split(separator: " ").count >= 3 }
        }
    }

    @Test("Letters in order find a name; keys of the event come from earlier ones, also of another shell")
    func learnt() async throws {
        let home = try home()
        let session = try await ShellSession(["--local"], home: home)
        try await session.enter("use hello", shows: "hello>")
        try await session.enter(#"invoke {"订单": {"编号": 1}, "items": [{"sku": "A-1"}]}"#, shows: "got")
        try await session.terminal.send("invoke {\"订\t")
        try await session.terminal.waitFor("the key") { $0.cursorRow.hasSuffix("invoke {\"订单\":") }
        try await session.terminal.send("{\t")
        try await session.terminal.waitFor("the inner key") { $0.cursorRow.hasSuffix("\"订单\": {\"编号\":") }
        try await session.terminal.send(.controlC)
        try await session.waitForPrompt()
        try await session.terminal.send("invoke --etemp\t")
        try await session.terminal.waitFor("the option") { $0.cursorRow.hasSuffix("--event-template") }

        let other = try await ShellSession(["--local"], home: home)
        try await other.terminal.send("invoke hello {\"items\": [{\t")
        try await other.terminal.waitFor("the learnt key") { $0.cursorRow.hasSuffix("[{\"sku\":") }
        try await other.terminal.send(.controlC)
        try await other.waitForPrompt()
        // A function that was never called has the keys that triggers send.
        try await other.terminal.send("invoke slow {\"triggerN\t")
        try await other.terminal.waitFor("the template's key") { $0.cursorRow.hasSuffix("{\"triggerName\":") }
    }

    @Test("Versions come from the local endpoint in the background, and from the cache in the next shell")
    func qualifiers() async throws {
        let home = try home()
        let session = try await ShellSession(["--local"], home: home)
        try await session.enter("invoke hello {}", shows: "got")
        try await session.enter("publish hello --description 'before the sale'", shows: "\n1")
        try await session.terminal.send("use hello:\t")
        try await session.terminal.waitFor("what is known without asking") {
            $0.cursorRow.hasSuffix("use hello:LATEST")
        }
        try await waitForFile(home)
        try await session.terminal.send(.controlC)
        try await session.waitForPrompt()
        try await session.terminal.send("use hello:\t\t")
        try await session.terminal.waitFor("version, before the sale")
        try await session.terminal.send(.controlC)
        try await session.waitForPrompt()
        try await session.terminal.send(.controlD)
        _ = try await session.terminal.exitStatus()
        let next = try await ShellSession(["--local"], home: home)
        try await next.terminal.send("use hello:\t\t")
        try await next.terminal.waitFor("version, before the sale")
    }

    private func waitForFile(_ home: TemporaryFolder) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(60))
        while (try? home.read(".cache/fcsh/names.json")) == nil {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

import TestSupport
import Testing

@Suite("Tab")
struct CompletionTests {
    @Test("One candidate is inserted with its space")
    func one() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("us\tx")
        try await session.waitForLine("use x")
    }

    @Test("Several: first what they share, then the list below the line")
    func several() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("i\t")
        try await session.waitForLine("in")
        try await session.terminal.send(.tab)
        try await session.terminal.waitFor("the list") { screen in
            screen.visibleRows.starts(with: ["probe函数> in", "invoke     info       instances", "probe函数> in"])
        }
        try await session.terminal.send("v\t")
        try await session.waitForLine("invoke")
        try await session.terminal.send("1\r")
        try await session.terminal.waitFor("line \"invoke 1\"")
    }

    @Test("Candidates with Chinese share their beginning, also in the middle of a line")
    func chinese() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("x 测 y" + TerminalKey.left.rawValue + TerminalKey.left.rawValue + "\t")
        try await session.waitForLine("x 测试 y")
        try await session.terminal.send("二\t!")
        try await session.waitForLine("x 测试二 !y")
    }

    @Test("No candidate changes nothing")
    func none() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("zzz\t\t!")
        try await session.waitForLine("zzz!")
        #expect(session.terminal.screen.visibleRows.count { !$0.isEmpty } == 1)
    }

    @Test("The user's own bindings, even a change to vi, leave Tab and Enter working")
    func viMode() async throws {
        let session = try await EditorSession(bindings: "bind -v\nbind nonsense-key no-such-function\n")
        try await session.terminal.send("us\t")
        try await session.waitForLine("use")
        try await session.terminal.send("abc")
        try await session.waitForLine("use abc")
        // Escape goes to command mode at once; 0 and x work there, and so do arrows and Enter.
        try await session.terminal.send(.escape)
        try await session.terminal.waitFor("command mode") { $0.cursorColumn == EditorSession.prompt.count + 2 + 6 }
        try await session.terminal.send("0x")
        try await session.waitForLine("se abc")
        try await session.terminal.send(TerminalKey.right.rawValue + "x")
        try await session.waitForLine("s abc")
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("line \"s abc\"")
        try await session.waitForPrompt()
        try await session.terminal.send(TerminalKey.up.rawValue + TerminalKey.end.rawValue + "!")
        try await session.waitForLine("s abc!")
    }

    @Test("A sequence the user binds is left to libedit")
    func ownSequence() async throws {
        let session = try await EditorSession(bindings: "bind \"\\e[18~\" ed-move-to-beg\nother:bind ^A ed-insert\n")
        try await session.terminal.send("bc\u{1B}[18~a")
        try await session.waitForLine("abc")
    }
}

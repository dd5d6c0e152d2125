import TestSupport
import Testing

@Suite("Typing")
struct TypingTests {
    @Test("Text comes through, Chinese too, whatever the locale says", arguments: ["", "C", "C.UTF-8", "POSIX"])
    func characters(locale: String) async throws {
        let session = try await EditorSession(environment: ["LC_ALL": locale])
        try await session.enter("invoke {\"k\": 1}")
        try await session.enter("调用 函数名 😀")
        try await session.terminal.send(.up)
        try await session.waitForLine("调用 函数名 😀")
        try await session.terminal.send(.backspace)
        try await session.terminal.send(.backspace)
        try await session.waitForLine("调用 函数名")
        try await session.terminal.send("\r")
        try await session.terminal.waitFor("line \"调用 函数名\"")
    }

    @Test("The prompt's colours are sent only where they may be")
    func colours() async throws {
        let coloured = try await EditorSession()
        #expect(coloured.terminal.transcript.contains("\u{1B}[1;32mprobe\u{1B}[0m\u{1B}[36m函数\u{1B}[0m> "))
        let plain = try await EditorSession(environment: ["NO_COLOR": "1"])
        #expect(!plain.terminal.transcript.contains("\u{1B}[1"))
        let dumb = try await EditorSession(environment: ["TERM": "dumb"])
        try await dumb.enter("x")
        #expect(!dumb.terminal.transcript.contains("\u{1B}"))
    }

    @Test("A terminal of an unknown kind works without complaints")
    func unknownTerminal() async throws {
        let session = try await EditorSession(environment: ["TERM": "no-such-terminal"])
        #expect(session.terminal.screen.visibleRows.first == "probe函数>")
        try await session.enter("hello")
    }

    @Test(
        "Keys that are nothing to a line leave nothing in it",
        arguments: [
            "\u{1B}[1;5A", "\u{1B}[1;2C", "\u{1B}[1;10D", "\u{1B}[Z", "\u{1B}[2~", "\u{1B}[5~", "\u{1B}[6~",
            "\u{1B}[5;5~",
            "\u{1B}OP", "\u{1B}[15~", "\u{1B}[24;2~", "\u{1B}[[A", "\u{1B}[I", "\u{1B}[O", "\u{1B}[200;9x",
            "\u{1B}[<0;10;10M", "\u{1B}[1;5P", "\u{1B}\u{1B}[5~", "\u{1B}[99;99;99~", "\u{1B}[9;2u", "\u{1B}Oj",
        ])
    func strangeKeys(keys: String) async throws {
        let session = try await EditorSession()
        try await session.terminal.send("ab")
        try await session.waitForLine("ab")
        try await session.terminal.send(keys)
        try await session.terminal.send(TerminalKey.end.rawValue + "c")
        try await session.waitForLine("abc")
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("line \"abc\"")
    }

    @Test(
        "Moving and deleting",
        arguments: [
            ("one two", [TerminalKey.home], "X", "Xone two"),
            ("one two", [.controlA], "X", "Xone two"),
            ("one two", [.controlLeft], "X", "one Xtwo"),
            ("one two", [.home, .controlRight, .left, .right], "X", "oneX two"),
            ("one two", [.left, .left], "X", "one tXwo"),
            ("one two", [.home, .delete], "", "ne two"),
            ("one two", [.home, .controlD], "", "ne two"),
            ("函数名", [.left, .backspace], "X", "函X名"),
            ("one two", [.home, .end], "X", "one twoX"),
            ("one two", [.controlU], "X", "X"),
            ("one two", [.controlU, .controlUnderscore], "", "one two"),
        ])
    func movement(text: String, keys: [TerminalKey], added: String, expected: String) async throws {
        let session = try await EditorSession()
        try await session.terminal.send(text)
        try await session.waitForLine(text)
        try await session.terminal.send(keys.map(\.rawValue).joined() + added)
        try await session.waitForLine(expected)
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("line \(expected.debugDescription)")
    }

    @Test("Ctrl-V inserts a tab or a newline, and no other control")
    func quoted() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("a\u{16}\tb\u{16}\rc\u{16}\u{1B}[A\u{16}\u{01}\u{16}函\r")
        try await session.terminal.waitFor("line \"a\\tb\\nc函\"")
    }

    @Test("Ctrl-L clears the screen and keeps the line")
    func clear() async throws {
        let session = try await EditorSession()
        try await session.enter("before")
        try await session.terminal.send("kept")
        try await session.waitForLine("kept")
        try await session.terminal.send(.controlL)
        try await session.terminal.waitFor("a clear screen") { $0.visibleRows.first == "probe函数> kept" }
    }
}

import TestSupport
import Testing

@Suite("Around the line")
struct ScreenTests {
    @Test(
        "Output of other tasks appears above the line, which stays whole",
        arguments: [
            "short", "", "调用函数", String(repeating: "wide 函数 ", count: 14), "{\rsecond row",
        ])
    func printAbove(line: String) async throws {
        let session = try await EditorSession(columns: 60)
        try await session.terminal.send(":print 通知 one\r")
        try await session.terminal.send(line)
        try await session.terminal.waitFor("通知 one")
        try await session.terminal.send("!")
        try await session.terminal.waitFor("the line after the notice") { screen in
            let text = screen.visibleRows.joined(separator: "\n")
            guard let notice = text.firstRange(of: "\n通知 one\n") else { return false }
            let after = text[notice.upperBound...].replacing("\n", with: "")
            return after == (EditorSession.prompt + line + "!").replacing("\r", with: "")
        }
        let copies = session.terminal.screen.visibleRows.count { $0.hasPrefix(EditorSession.prompt + line.prefix(1)) }
        #expect(line.isEmpty || copies == 1)
    }

    @Test("A prompt of several rows stays together below what is printed")
    func printAboveRows() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project())
        try await session.terminal.send("set prompt '%a%n%f> '\r")
        try await session.terminal.waitForRow(">")
        try await session.terminal.send("use nap\r")
        try await session.terminal.waitForRow("nap>")
        try await session.terminal.send("invoke --async --task-id nightly {}\r")
        try await session.terminal.waitFor("AsyncTaskId: nightly")
        try await session.terminal.waitForRow("nap>")
        try await session.terminal.send("half")
        try await session.terminal.waitFor("nap: task nightly Succeeded")
        try await session.terminal.waitFor("both rows of the prompt") { screen in
            let rows = screen.visibleRows.filter { !$0.isEmpty }.suffix(3)
            return rows.first?.contains("nightly Succeeded") == true && rows.dropFirst() == ["local", "nap> half"]
        }
    }

    @Test("Output while nothing is edited is printed where the cursor is")
    func printBetween() async throws {
        let session = try await EditorSession()
        try await session.terminal.send(":print later\rabc")
        try await session.terminal.waitFor("later")
        try await session.waitForLine("abc")
    }

    @Test("A window that gets narrower or wider shows the line once", arguments: [(80, 30), (30, 80), (80, 79)])
    func resize(from old: Int, to new: Int) async throws {
        let session = try await EditorSession(columns: old)
        let text = "invoke some-function 函数"
        try await session.terminal.send(text)
        try await session.terminal.waitFor("the text") { $0.text.replacing("\n", with: "").contains(text) }
        session.terminal.resize(rows: 24, columns: new)
        try await session.terminal.send("!")
        let expected = EditorSession.prompt + text + "!"
        try await session.terminal.waitFor("the line in the new width") { screen in
            screen.visibleRows.joined().hasSuffix(expected)
        }
        try await session.terminal.send(.enter)
        try await session.terminal.waitForTranscript("line \((text + "!").debugDescription)")
    }

    @Test("Without a terminal there is no editor")
    func noTerminal() async throws {
        let home = try TemporaryFolder()
        let outcome = try await Program.run(
            [BuiltProduct.path("LineEditorProbe")], environment: Program.environment(home: home.path))
        #expect(outcome.status == .exited(2))
        #expect(outcome.text == "error notATerminal\n")
    }
}

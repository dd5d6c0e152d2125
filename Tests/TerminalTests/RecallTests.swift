import TestSupport
import Testing

@Suite("Recall and search")
struct RecallTests {
    @Test("Up and Down walk through history and come back to what was being typed")
    func upAndDown() async throws {
        let session = try await EditorSession()
        for line in ["first", "second", "third"] { try await session.enter(line) }
        try await session.terminal.send("draft")
        try await session.waitForLine("draft")
        for line in ["third", "second", "first", "first"] {
            try await session.terminal.send(.up)
            try await session.waitForLine(line)
        }
        for line in ["second", "third", "draft"] {
            try await session.terminal.send(.down)
            try await session.waitForLine(line)
        }
    }

    @Test("Page keys walk through the lines that begin alike")
    func prefix() async throws {
        let session = try await EditorSession()
        for line in ["use one", "info", "use two"] { try await session.enter(line) }
        try await session.terminal.send("use ")
        try await session.terminal.send(.pageUp)
        try await session.waitForLine("use two")
        try await session.terminal.send(.pageUp)
        try await session.waitForLine("use one")
        try await session.terminal.send(.pageDown)
        try await session.waitForLine("use two")
    }

    @Test("Ctrl-R finds Chinese text as it is typed, older with Ctrl-R again, and Enter takes it")
    func search() async throws {
        let session = try await EditorSession()
        for line in ["invoke 函数名 甲", "info 别名", "invoke 函数名 乙", "use other"] { try await session.enter(line) }
        try await session.terminal.send(.controlR)
        try await session.terminal.waitForRow("search '':")
        try await session.terminal.send("名")
        try await session.terminal.waitForRow("search '名': invoke 函数名 乙")
        try await session.terminal.send(.controlR)
        try await session.terminal.waitForRow("search '名': info 别名")
        try await session.terminal.send(.controlR)
        try await session.terminal.waitForRow("search '名': invoke 函数名 甲")
        try await session.terminal.send(.controlR)
        try await session.terminal.waitForRow("no match '名': invoke 函数名 甲")
        try await session.terminal.send(.enter)
        try await session.waitForLine("invoke 函数名 甲")
        try await session.terminal.send("!\r")
        try await session.terminal.waitFor("line \"invoke 函数名 甲!\"")
    }

    @Test("Giving a search up brings the line back", arguments: [TerminalKey.escape, .controlG, .controlC])
    func giveUp(key: TerminalKey) async throws {
        let session = try await EditorSession()
        try await session.enter("something")
        try await session.terminal.send("half a line")
        try await session.waitForLine("half a line")
        try await session.terminal.send(TerminalKey.controlR.rawValue + "some")
        try await session.terminal.waitForRow("search 'some': something")
        try await session.terminal.send(key)
        try await session.waitForLine("half a line")
        try await session.terminal.send("!")
        try await session.waitForLine("half a line!")
    }

    @Test("A moving key ends the search with its match")
    func moveOn() async throws {
        let session = try await EditorSession()
        try await session.enter("something")
        try await session.terminal.send(TerminalKey.controlR.rawValue + "SOMEx")
        try await session.terminal.waitForRow("no match 'SOMEx':")
        try await session.terminal.send(String(repeating: TerminalKey.backspace.rawValue, count: 5) + "some")
        try await session.terminal.waitForRow("search 'some': something")
        try await session.terminal.send(TerminalKey.home.rawValue + "X")
        try await session.waitForLine("Xsomething")
    }

    @Test("A line can begin with a text")
    func initialText() async throws {
        let session = try await EditorSession()
        try await session.terminal.send(":edit invoke 函数\r")
        try await session.waitForLine("invoke 函数")
        try await session.terminal.send("!\r")
        try await session.terminal.waitFor("line \"invoke 函数!\"")
    }
}

import TestSupport
import Testing

@Suite("Languages, aliases and long answers")
struct LanguageTests {
    @Test("The locale decides the language until set language does")
    func language() async throws {
        let session = try await ShellSession(environment: ["LC_ALL": "zh_CN.UTF-8"])
        try await session.enter("invokee", shows: "错误:")
        try await session.enter("set language", shows: "zh")
        try await session.enter("set language en", shows: ">")
        try await session.enter("invokee", shows: "error:")
        try await session.enter("unset language", shows: ">")
        try await session.enter("set nothing", shows: "没有设置项 'nothing'")
    }

    @Test("A caret stands under the word behind wide characters")
    func caret() async throws {
        let session = try await ShellSession(environment: ["FCSH_LANGUAGE": "zh"])
        try await session.terminal.send("print 函数计算 ${nobody}\r")
        try await session.terminal.waitFor("变量 'nobody' 没有设置")
        try await session.terminal.waitFor("the caret") { screen in
            let rows = screen.visibleRows
            guard let line = rows.lastIndex(of: "  print 函数计算 ${nobody}"), line + 1 < rows.count else { return false }
            // Two blanks, "print ", eight columns of Chinese, a blank.
            return rows[line + 1] == String(repeating: " ", count: 17) + "^~~~~~~~~"
        }
    }

    @Test("An alias is the first word of a statement, once; the start-up script may make one")
    func alias() async throws {
        let home = try TemporaryFolder()
        try home.write("alias greet = 'print hello'\n", to: ".config/fcsh/rc.fcsh")
        let session = try await ShellSession(home: home)
        try await session.enter("greet world; greet again", shows: "\nhello world\nhello again")
        try await session.enter("alias print2 = 'print2 x'", shows: ">")
        try await session.enter("print2", shows: "'print2'")
        try await session.enter("alias", shows: "alias greet = 'print hello'")
        try await session.enter("alias greet =", shows: ">")
        try await session.enter("unalias greet", shows: "there is no alias 'greet'")
        try await session.enter("alias invoke = 'x'", shows: "'invoke' is a command already")
    }

    @Test("clear empties the window")
    func clear() async throws {
        let session = try await ShellSession()
        try await session.enter("print before", shows: "\nbefore")
        try await session.terminal.send("clear\r")
        try await session.terminal.waitFor("an empty window") { screen in
            screen.visibleRows.filter { !$0.isEmpty }.count == 1 && screen.cursorRow.hasSuffix(">")
        }
    }

    @Test("A long array is folded, and last --full shows all of it")
    func folding() async throws {
        let session = try await ShellSession(
            ["--local"], home: ShellSession.project(), environment: ["FCSH_PAGER": "off"], rows: 120)
        let list = (1...60).map { "\($0)" }.joined(separator: ",")
        try await session.enter("invoke hello {\"n\":[\(list)]}", shows: "… 40 more")
        #expect(!session.terminal.transcript.contains("      60\n"))
        try await session.enter("last --full", shows: "    60\n")
    }

    @Test("What does not fit the window goes through the pager; what fits does not")
    func pager() async throws {
        let session = try await ShellSession(environment: ["PAGER": "sed 's/^/paged: /'"], rows: 12)
        try await session.enter("help status", shows: "\npaged:   130")
        try await session.enter("print fits", shows: "\nfits")
        try await session.enter("set pager off", shows: ">")
        try await session.enter("help redirection", shows: "\n  invoke | command")
        try await session.enter("set pager nonsense-pager", shows: ">")
        try await session.enter("help status", shows: "\n  130")
    }

    @Test("Accessible output says the outcome first")
    func accessible() async throws {
        let session = try await ShellSession(
            ["--local"], home: ShellSession.project(), environment: ["FCSH_ACCESSIBLE": "on"])
        try await session.enter("invoke hello {}", shows: "ok: hello:LATEST answered after ")
        let text = session.terminal.transcript
        let outcome = try #require(text.firstRange(of: "ok: hello:LATEST answered"))
        let label = try #require(text.firstRange(of: "Invoke Result:"))
        #expect(outcome.lowerBound < label.lowerBound)
    }
}

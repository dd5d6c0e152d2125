import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("The shell on a terminal")
struct ShellSessionTests {
    @Test("The prompt shows the state; errors are explained and the prompt goes on")
    func state() async throws {
        let session = try await ShellSession()
        try await session.terminal.waitForRow("fcsh>")
        try await session.terminal.send("set region cn-hangzhou\r")
        try await session.terminal.waitForRow("cn-hangzhou>")
        try await session.terminal.send("use hello:prod\r")
        try await session.terminal.waitForRow("cn-hangzhou/hello:prod>")
        try await session.enter("infoke {}", shows: "did you mean invoke?")
        try await session.terminal.waitForRow("cn-hangzhou/hello:prod [failed]>")
        try await session.terminal.send("set guard prod\r")
        try await session.terminal.waitForRow("[guarded] cn-hangzhou/hello:prod>")
        try await session.terminal.send("set prompt 'my %f$ '\r")
        try await session.terminal.waitForRow("[guarded] my hello$")
    }

    @Test("Ctrl-D leaves with 0 and a new row, exit with its number")
    func leaving() async throws {
        let session = try await ShellSession()
        try await session.terminal.send(.controlD)
        #expect(try await session.terminal.exitStatus() == .exited(0))
        #expect(session.terminal.screen.cursorRow.isEmpty)
        let other = try await ShellSession()
        try await other.terminal.send("exit 3\r")
        #expect(try await other.terminal.exitStatus() == .exited(3))
    }

    @Test("Ctrl-C at the prompt drops the line")
    func dropped() async throws {
        let session = try await ShellSession()
        try await session.terminal.send("print half")
        try await session.terminal.waitForRow("fcsh> print half")
        try await session.terminal.send(.controlC)
        try await session.terminal.waitForRow("fcsh>")
        try await session.enter("print whole", shows: "\nwhole")
        #expect(try !session.history.contains("half"))
    }

    @Test("Chinese is typed and recalled, also by the next shell")
    func chinese() async throws {
        let session = try await ShellSession()
        try await session.enter("print 你好，函数", shows: "\n你好，函数")
        try await session.terminal.send(.up)
        try await session.terminal.waitForRow("fcsh> print 你好，函数")
        try await session.terminal.send(.controlC)
        try await session.terminal.waitForRow("fcsh>")
        try await session.terminal.send(.controlD)
        _ = try await session.terminal.exitStatus()
        let next = try await ShellSession(home: session.home)
        try await next.terminal.send(.up)
        try await next.terminal.waitForRow("fcsh> print 你好，函数")
    }

    @Test("Enter goes on to another row while a value is open; Up brings all rows back")
    func severalRows() async throws {
        let session = try await ShellSession()
        try await session.terminal.send("let x = {\r\"k\": [1,\r2]}\r")
        try await session.waitForPrompt()
        try await session.enter("print ${x.k}", shows: "error")
        try await session.enter("print \"${x:json}\"", shows: "{\"k\":[1,2]}")
        try await session.terminal.send(TerminalKey.up.rawValue + TerminalKey.up.rawValue + TerminalKey.up.rawValue)
        try await session.terminal.waitFor("the whole entry") { screen in
            screen.visibleRows.filter { !$0.isEmpty }.suffix(3) == ["fcsh> let x = {", "\"k\": [1,", "2]}"]
        }
    }

    @Test("Tab completes commands, options, settings and files")
    func tab() async throws {
        let home = try TemporaryFolder()
        try home.write("{}", to: "events/put.json")
        let session = try await ShellSession(home: home)
        try await session.terminal.send("inv\t--event-f\tev\tp\t")
        try await session.terminal.waitForRow("fcsh> invoke --event-file events/put.json")
        try await session.terminal.send(.controlC)
        try await session.terminal.waitForRow("fcsh>")
        try await session.terminal.send("set reg\tcn-hangz\t")
        try await session.terminal.waitForRow("fcsh> set region cn-hangzhou")
        try await session.terminal.send("\r")
        try await session.terminal.waitForRow("cn-hangzhou>")
        try await session.terminal.send("expect @\t\t")
        try await session.terminal.waitFor("time from the first byte sent")
    }

    @Test("!! puts the last line on the prompt for Enter")
    func bangBang() async throws {
        let session = try await ShellSession()
        try await session.enter("print once", shows: "\nonce")
        try await session.terminal.send("!!\r")
        try await session.terminal.waitForRow("fcsh> print once")
        try await session.terminal.send(" more\r")
        try await session.terminal.waitFor("\nonce more")
    }

    @Test("A secret is asked without echo, is never shown, and is not in history")
    func secret() async throws {
        let session = try await ShellSession()
        let modes = session.terminal.modes()
        try await session.terminal.send("secret password\r")
        try await session.terminal.waitForRow("password:")
        try await session.terminal.send("test-secret-1\r")
        try await session.waitForPrompt()
        #expect(session.terminal.modes() == modes)
        try await session.enter("print \"<${password}>\"", shows: "<******>")
        try await session.terminal.send("print test-secret-1\r")
        try await session.waitForPrompt()
        #expect(try session.history.contains("secret password"))
        #expect(try !session.history.contains("test-secret-1"))
        let typed = session.terminal.transcript.split(separator: "password:")[1].split(separator: "print")[0]
        #expect(!typed.contains("test-secret-1"))
    }

    @Test("Ctrl-C at a question keeps the shell")
    func refusedQuestion() async throws {
        let session = try await ShellSession()
        try await session.terminal.send("secret password\r")
        try await session.terminal.waitForRow("password:")
        try await session.terminal.send("abc")
        try await session.terminal.send(.controlC)
        try await session.terminal.waitFor("interrupted")
        try await session.waitForPrompt()
        try await session.enter("print on", shows: "\non")
    }

    @Test("The start-up script runs before the first prompt")
    func startup() async throws {
        let home = try TemporaryFolder()
        try home.write("use start\nnonsense\n", to: ".config/fcsh/rc.fcsh")
        let faulty = try await ShellSession(home: home)
        try await faulty.terminal.waitFor("help lists the commands")
        try home.write("use start\n", to: ".config/fcsh/rc.fcsh")
        let session = try await ShellSession(home: home)
        try await session.terminal.waitForRow("start>")
    }

    @Test("A new size of the window is used by the next line")
    func resized() async throws {
        let session = try await ShellSession(columns: 120)
        session.terminal.resize(rows: 40, columns: 30)
        try await session.terminal.send("print a")
        try await session.terminal.waitForRow("fcsh> print a")
        try await session.terminal.send(.controlC)
        try await session.waitForPrompt()
        try await session.terminal.send("set\r")
        try await session.terminal.waitFor("the table") { $0.text.contains("accessible") }
        try await session.waitForPrompt()
        #expect(session.terminal.screen.visibleRows.contains { $0.hasPrefix("accessible") })
    }

    @Test(
        "The modes are as before after exit and after signals",
        arguments: [
            ("exit 5\r", 5), ("!kill -TERM $PPID\r", 143), ("!kill -HUP $PPID\r", 129), ("abc", 143),
            ("secret x\r", 143),
        ])
    func modes(keys: String, status: Int) async throws {
        let home = try TemporaryFolder()
        // A shell holds the terminal, so that its modes can be looked at after the end.
        let shell = try PseudoTerminal(["/bin/sh"], home: home.path, environment: ["PS1": "$ "])
        try await shell.waitForRow("$")
        let program = try BuiltProduct.path("fcsh")
        try await shell.send("stty erase ^H; sh -c 'echo $$ >pid; exec \(program)'; echo status $?\r")
        try await shell.waitForRow("fcsh>")
        let id = try #require(Int32(home.read("pid").split(separator: "\n")[0]))
        try await shell.send(keys)
        if keys == "abc" || keys.hasPrefix("secret") {
            try await shell.waitForRow(keys == "abc" ? "fcsh> abc" : "x:")
            kill(id, SIGTERM)
        }
        try await shell.waitFor("status \(status)")
        #expect(shell.modes().isCanonical)
        try await shell.send("stty -a | grep -o ' [-]*echo ' ; echo done\r")
        try await shell.waitFor("\n echo")
    }
}

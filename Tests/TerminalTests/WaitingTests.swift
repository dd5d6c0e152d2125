import TestSupport
import Testing

@Suite("While a call runs")
struct WaitingTests {
    @Test("A clock stands there after half a second and goes away; Ctrl-C says that the function may go on")
    func clock() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project())
        try await session.terminal.send("invoke slow {}\r")
        try await session.terminal.waitForTranscript("slow 0.")
        for tenths in 0..<5 { #expect(!session.terminal.transcript.contains("slow 0.\(tenths)")) }
        try await session.terminal.waitFor("the remedy") { $0.cursorRow.hasSuffix(" s · Ctrl-C stops waiting") }
        try await session.terminal.send(.controlC)
        try await session.terminal.waitFor("function 'slow' may still be running")
        try await session.waitForPrompt()
        #expect(!session.terminal.screen.text.contains("Ctrl-C stops waiting"))
    }

    @Test("Accessible mode and a dumb terminal show no clock", arguments: [true, false])
    func noClock(isAccessible: Bool) async throws {
        let environment = isAccessible ? ["FCSH_ACCESSIBLE": "on"] : ["TERM": "dumb"]
        let session = try await ShellSession(["--local"], home: ShellSession.project(), environment: environment)
        try await session.terminal.send("invoke nap {}\r")
        try await session.terminal.waitFor("rested")
        #expect(!session.terminal.transcript.contains("nap 0."))
    }

    @Test("What is typed during a call is there for the next prompt")
    func typeAhead() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project())
        try await session.terminal.send("invoke nap {}\r")
        try await session.terminal.waitForTranscript("nap 0.")
        try await session.terminal.send("print typed\rprint half")
        try await session.terminal.waitFor("rested")
        try await session.terminal.waitFor("\ntyped\n")
        try await session.terminal.waitFor("the unfinished line") { $0.cursorRow.hasSuffix("> print half") }
    }

    @Test("Ctrl-Z stops a waiting shell, fg brings the answer")
    func suspended() async throws {
        let home = try ShellSession.project()
        let shell = try PseudoTerminal(
            ["/bin/bash", "--norc", "--noprofile", "-i"], home: home.path, environment: ["PS1": "$ "])
        try await shell.waitForRow("$")
        try await shell.send("\(BuiltProduct.path("fcsh")) --local\r")
        try await shell.waitFor("a prompt") { $0.cursorRow.hasSuffix(">") }
        try await shell.send("invoke nap {}\r")
        try await shell.waitForTranscript("nap 0.")
        try await shell.send(.controlZ)
        try await shell.waitFor("Stopped")
        try await shell.waitForRow("$")
        try await shell.send("fg\r")
        try await shell.waitFor("rested")
        try await shell.waitFor("a prompt") { $0.cursorRow.hasSuffix(">") }
        try await shell.send("print 函数\r")
        try await shell.waitFor("\n函数\n")
        try await shell.send(.controlD)
        try await shell.waitForRow("$")
    }

    @Test("A finished task is told of above the line being typed")
    func finishedTask() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project())
        try await session.enter("invoke nap --async --task-id nightly {}", shows: "AsyncTaskId: nightly")
        try await session.terminal.send("print half")
        try await session.terminal.waitFor("nap: task nightly Succeeded")
        try await session.terminal.waitFor("the line below it") { $0.cursorRow.hasSuffix("> print half") }
        try await session.terminal.send(" done\r")
        try await session.terminal.waitFor("\nhalf done")
        try await session.waitForPrompt()
        try await session.enter("%1@task.status", shows: "\nSucceeded")
    }

    @Test("What the local endpoint reloads for another shell is told above the line being typed")
    func reload() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project())
        try await session.enter("invoke hello {}", shows: "\"got\"")
        let other = try await ShellSession(["--local"], home: session.home)
        try await other.enter("invoke hello {}", shows: "\"got\"")
        try session.home.write("def hello(event, context):\n    return 'edited'\n", to: "code/index.py")
        try await session.terminal.send("print half")
        try await session.terminal.waitFor("the line") { $0.cursorRow.hasSuffix("> print half") }
        try await other.enter("invoke hello {}", shows: "edited")
        try await session.terminal.waitFor("the code of hello has changed; new instances run it")
        try await session.terminal.waitFor("the line below it") { $0.cursorRow.hasSuffix("> print half") }
    }
}

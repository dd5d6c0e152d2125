import TestSupport
import Testing

@Suite("Following logs")
struct FollowingLogsTests {
    @Test(
        "What other processes call shows up; Ctrl-C ends it and the prompt is there",
        arguments: ["local logs", "logs hello"])
    func followed(command: String) async throws {
        let home = try ShellSession.project()
        let session = try await ShellSession(["--local"], home: home)
        try await session.enter("invoke hello {} --silent", shows: "got")
        try await session.terminal.send(command + " -f\r")
        try await session.terminal.waitFor("Billed Duration")
        let other = try PseudoTerminal(
            [BuiltProduct.path("fcsh"), "--local", "--silent", "invoke", "hello", #"{"other": 1}"#], home: home.path)
        try await other.waitFor("got")
        try await session.terminal.waitFor("the second call's log") { screen in
            screen.text.split(separator: "Billed Duration").count == 3
        }
        try await session.terminal.send(.controlC)
        try await session.waitForPrompt()
        try await session.enter("print still here", shows: "\nstill here")
    }

    @Test("A shell that runs no endpoint reads the logs of one that does")
    func elsewhere() async throws {
        let home = try ShellSession.project()
        let owner = try await ShellSession(["--local"], home: home)
        try await owner.enter("invoke hello {} --silent", shows: "got")
        let reader = try PseudoTerminal([BuiltProduct.path("fcsh"), "local", "logs", "hello"], home: home.path)
        try await reader.waitFor("Billed Duration")
    }

    @Test("Control characters of a log do not reach the terminal")
    func controls() async throws {
        let session = try await ShellSession(["--local"], home: ShellSession.project()) { home in
            try home.write(
                """
                def hello(event, context):
                    print("\\x1b[31mred\\x1b]0;title\\x07")
                    return "x"

                """, to: "code/index.py")
        }
        try await session.enter("invoke hello --silent", shows: "x")
        try await session.enter("logs hello --search red", shows: #"\x1b[31mred\x1b]0;title\x07"#)
        try await session.enter("local logs hello", shows: "Billed Duration")
        #expect(!session.terminal.transcript.contains("]0;title\u{7}"))
    }
}

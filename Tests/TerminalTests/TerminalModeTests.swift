import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("The terminal's modes and signals")
struct TerminalModeTests {
    @Test("Ctrl-C drops the line, Ctrl-D ends on an empty one")
    func interruptAndEnd() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("half" + TerminalKey.left.rawValue)
        try await session.terminal.send(.controlC)
        try await session.terminal.waitFor("interrupted")
        #expect(session.terminal.screen.visibleRows[0] == "probe函数> half^C")
        try await session.waitForPrompt()
        try await session.terminal.send("x")
        try await session.terminal.send(.controlD)
        try await session.waitForLine("x")
        try await session.terminal.send(.backspace)
        try await session.terminal.send(.controlD)
        try await session.terminal.waitForTranscript("end")
        #expect(try await session.terminal.exitStatus() == .exited(0))
    }

    @Test("Every way out gives the modes back", arguments: Ending.allCases)
    func restored(ending: Ending) async throws {
        let home = try TemporaryFolder()
        // A shell holds the terminal, so that its modes can be looked at after the editor's end.
        let shell = try PseudoTerminal(["/bin/sh"], home: home.path, environment: ["PS1": "$ "])
        try await shell.waitForRow("$")
        try await shell.send("stty -ixany erase ^H; echo re''ady\r")
        try await shell.waitFor("ready")
        let before = shell.modes()
        try await shell.send("\(BuiltProduct.path("LineEditorProbe")) & pid=$!; fg >/dev/null; echo status $?\r")
        try await shell.waitForRow("probe函数>")
        #expect(shell.modes() != before)
        #expect(!shell.modes().isCanonical)
        try await shell.send(ending.keys)
        try await shell.waitFor("status \(ending.status)")
        #expect(shell.modes() == before)
    }

    /// The ways out and the status a shell sees.
    enum Ending: CaseIterable {
        case endOfInput, exit, exitWhileEditing, hangUp, termination, trap

        var keys: String {
            switch self {
            case .endOfInput: TerminalKey.controlD.rawValue
            case .exit: ":exit 5\r"
            case .exitWhileEditing: ":leave\rabc"
            case .hangUp: ":signal 1\rabc"
            case .termination: ":signal 15\rabc"
            case .trap: ":trap\rabc"
            }
        }

        var status: Int32 {
            switch self {
            case .endOfInput: 0
            case .exit: 5
            case .exitWhileEditing: 7
            case .hangUp: 128 + SIGHUP
            case .termination: 128 + SIGTERM
            case .trap: 128 + SIGILL
            }
        }
    }

    @Test("Ctrl-Z stops the program, fg brings line and modes back")
    func stopAndContinue() async throws {
        let home = try TemporaryFolder()
        let shell = try PseudoTerminal(
            ["/bin/bash", "--norc", "--noprofile", "-i"], home: home.path, environment: ["PS1": "$ "])
        try await shell.waitForRow("$")
        try await shell.send("\(BuiltProduct.path("LineEditorProbe"))\r")
        try await shell.waitForRow("probe函数>")
        try await shell.send("half 函")
        try await shell.waitForRow("probe函数> half 函")
        try await shell.send(.controlZ)
        try await shell.waitFor("Stopped")
        try await shell.waitForRow("$")
        try await shell.send("fg\r")
        try await shell.waitForRow("probe函数> half 函")
        try await shell.send("数\r")
        try await shell.waitFor("line \"half 函数\"")
        try await shell.waitForRow("probe函数>")
        try await shell.send(.controlD)
        try await shell.waitForRow("$")
    }

    @Test("After a stop and continue from outside the editor goes on")
    func continuedFromOutside() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("half")
        try await session.waitForLine("half")
        session.terminal.signal(SIGSTOP)
        session.terminal.signal(SIGCONT)
        try await session.terminal.send("!\r")
        try await session.terminal.waitFor("line \"half!\"")
    }
}

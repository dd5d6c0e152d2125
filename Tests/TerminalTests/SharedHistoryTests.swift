import FCCore
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("A history that shells share")
struct SharedHistoryTests {
    /// The texts of the entries in a history file; nil for a line that is none.
    private func texts(_ history: String) -> [String?] {
        history.split(separator: "\n").map { (try? JSONReader.read(String($0)))?["text"]?.stringValue }
    }

    @Test("Ten shells append 500 entries each at the same time: 5,000 whole entries")
    func many() async throws {
        let home = try TemporaryFolder()
        let program = try BuiltProduct.path("fcsh")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for shell in 0..<10 {
                group.addTask {
                    // Input from a terminal and output elsewhere: a prompt without an editor, which takes lines fast.
                    let terminal = try PseudoTerminal(
                        ["/bin/sh", "-c", "exec \(program) >/dev/null 2>&1"], home: home.path)
                    for line in 0..<500 { try await terminal.send("print '甲 \(shell)' \(line)\n") }
                    try await terminal.send("exit\n")
                    #expect(try await terminal.exitStatus(limit: .seconds(120)) == .exited(0))
                }
            }
            try await group.waitForAll()
        }
        let found = texts(try home.read(".local/state/fcsh/history.jsonl"))
        #expect(found.count == 5010)
        #expect(!found.contains(nil))
        for shell in 0..<10 {
            let own = found.compactMap { $0 }.filter { $0.hasPrefix("print '甲 \(shell)'") }
            #expect(own == (0..<500).map { "print '甲 \(shell)' \($0)" })
        }
    }

    @Test("kill -9 while shells write loses at most the entry being written")
    func killed() async throws {
        let home = try TemporaryFolder()
        let probe = try BuiltProduct.path("LineEditorProbe")
        let file = "\(home.path)/fcsh/history.jsonl"
        let rounds = 8
        for round in 0..<rounds {
            // Two at once, each with entries of many pages; both are killed, one while the other goes on.
            let writers = try (0..<2).map { writer in
                try PseudoTerminal([probe, "append", file, "\(round)-\(writer)", "100000"], home: home.path)
            }
            for (number, writer) in writers.enumerated() {
                try await writer.waitForTranscript("wrote \(number + 2)\r\n", limit: .seconds(60))
                writer.signal(SIGKILL)
                #expect(try await writer.exitStatus() == .signaled(SIGKILL))
            }
        }
        let session = try PseudoTerminal([probe, "append", file, "last", "10", "1"], home: home.path)
        #expect(try await session.exitStatus() == .exited(0))
        let found = texts(try home.read("fcsh/history.jsonl"))
        #expect(found.last == "last 1 " + String(repeating: "x", count: 10))
        #expect(found.count { $0 == nil } <= 2 * rounds)
        for round in 0..<rounds {
            for writer in 0..<2 {
                let own = found.compactMap { $0 }.filter { $0.hasPrefix("\(round)-\(writer) ") }
                let numbers = own.compactMap { $0.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
                #expect(own.allSatisfy { $0.utf8.count > 100_000 })
                // Everything that was said to be written is there, each once and in order.
                #expect(numbers == Array(1..<(numbers.count + 1)) && numbers.count >= writer + 2)
            }
        }
    }

    @Test("What another shell has run comes with the next prompt, behind this shell's own lines")
    func shared() async throws {
        let first = try await ShellSession()
        let second = try await ShellSession(home: first.home)
        try await first.enter("print from-first", shows: "\nfrom-first")
        try await second.enter("print from-second", shows: "\nfrom-second")
        try await second.terminal.send(TerminalKey.up.rawValue)
        try await second.terminal.waitForRow("fcsh> print from-second")
        try await second.terminal.send(TerminalKey.up.rawValue)
        try await second.terminal.waitForRow("fcsh> print from-first")
        try await second.terminal.send(.controlC)
        try await second.waitForPrompt()
        try await second.terminal.send(TerminalKey.controlR.rawValue + "first")
        try await second.terminal.waitForRow("search 'first': print from-first")
    }

    @Test("Alt-Up brings what begins like the typed text")
    func prefix() async throws {
        let session = try await ShellSession()
        for text in ["print 一", "let x = 1", "print 二", "set"] {
            try await session.terminal.send(text + "\r")
            try await session.waitForPrompt()
        }
        try await session.terminal.send("print \u{1B}[1;3A")
        try await session.terminal.waitForRow("fcsh> print 二")
        try await session.terminal.send("\u{1B}[1;3A")
        try await session.terminal.waitForRow("fcsh> print 一")
        try await session.terminal.send("\u{1B}[1;3B")
        try await session.terminal.waitForRow("fcsh> print 二")
    }

    @Test("history delete erases from the file and from the other shell; the command itself is not kept")
    func erased() async throws {
        let first = try await ShellSession()
        try await first.enter("print 密码一", shows: "\n密码一")
        try await first.enter("print on", shows: "\non")
        let second = try await ShellSession(home: first.home)
        try await second.enter("history delete --matching 密码", shows: "erased 1 entry")
        #expect(try !first.history.contains("密码"))
        try await second.terminal.send(TerminalKey.up.rawValue)
        try await second.terminal.waitForRow("fcsh> print on")
        try await first.enter("print further", shows: "\nfurther")
        try await first.terminal.send(String(repeating: TerminalKey.up.rawValue, count: 3) + "!")
        try await first.terminal.waitForRow("fcsh> print on!")
        try await first.terminal.send(.controlC)
        try await first.waitForPrompt()
        try await first.terminal.send("history delete --matching print\r")
        try await first.terminal.waitFor("Erase 2 entries of the history?")
        try await first.terminal.send("n\r")
        try await first.terminal.waitFor("nothing was erased")
        try await first.waitForPrompt()
        #expect(try first.history.contains("print further"))
    }

    @Test("history export writes a script that runs")
    func exported() async throws {
        let session = try await ShellSession()
        try await session.enter("let x = 5", shows: "let")
        try await session.enter("nonsense", shows: "no command")
        try await session.enter("print \"x is ${x}\"", shows: "\nx is 5")
        try await session.enter("history export out.fcsh", shows: "out.fcsh: 2 entries, 1 as comments")
        let script = try session.home.read("out.fcsh")
        #expect(script.contains("\nlet x = 5\n# failed: nonsense\nprint \"x is ${x}\"\n"))
        let outcome = try await Program.run(
            [BuiltProduct.path("fcsh"), "run", "out.fcsh"], environment: Program.environment(home: session.home.path),
            directory: session.home.path)
        #expect(outcome.text == "x is 5\n")
        #expect(outcome.status == .exited(0))
        try await session.enter("history export out.fcsh", shows: "is there already")
    }
}

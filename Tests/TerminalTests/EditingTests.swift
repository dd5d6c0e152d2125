import TestSupport
import Testing

@Suite("Editing")
struct EditingTests {
    @Test("Undo and redo walk through the changes")
    func undoRedo() async throws {
        let session = try await EditorSession()
        for (key, line) in [("one", "one"), (" two", "one two"), ("\u{17}", "one")] {
            try await session.terminal.send(key)
            try await session.waitForLine(line)
        }
        try await session.terminal.send(.controlUnderscore)
        try await session.waitForLine("one two")
        try await session.terminal.send("\u{1B}/")
        try await session.waitForLine("one")
        try await session.terminal.send(.controlUnderscore)
        try await session.waitForLine("one two")
        try await session.terminal.send("\u{1B}_")
        try await session.waitForLine("one")
    }

    @Test("Alt-. brings the last word of the line before, then of the one before that")
    func lastWord() async throws {
        let session = try await EditorSession()
        for line in ["use 函数", "invoke x [1, 2]"] { try await session.enter(line) }
        try await session.terminal.send("info \u{1B}.")
        try await session.waitForLine("info [1, 2]")
        try await session.terminal.send("\u{1B}.")
        try await session.waitForLine("info 函数")
        try await session.terminal.send("! \u{1B}.")
        try await session.waitForLine("info 函数! [1, 2]")
    }

    @Test(
        "Alt with a letter that means nothing leaves nothing in the line",
        arguments: ["\u{1B}z", "\u{1B}é", "\u{1B}函", "\u{1B}1", "\u{1B}%", "\u{18}\u{18}", "\u{1B}[Z", "\u{1B}[1;3A"])
    func strangeAlt(keys: String) async throws {
        let session = try await EditorSession()
        try await session.terminal.send("ab")
        try await session.waitForLine("ab")
        try await session.terminal.send(keys)
        try await session.terminal.send(TerminalKey.end.rawValue + "c")
        try await session.waitForLine("abc")
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("line \"abc\"")
    }

    @Test("Ctrl-X Ctrl-E opens the line in the editor; the file is private and goes")
    func external() async throws {
        let session = try await ShellSession(environment: ["VISUAL": "sh $HOME/editor", "TMPDIR": "/tmp"]) { home in
            try home.write(
                """
                stat -c %a "$1" > "$HOME/seen"; cat "$1" >> "$HOME/seen"; echo "$1" >> "$HOME/seen"
                printf 'print changed\\nprint 函数\\n' > "$1"

                """, to: "editor")
        }
        try await session.terminal.send("print before")
        try await session.terminal.waitForRow("fcsh> print before")
        try await session.terminal.send("\u{18}\u{05}")
        try await session.terminal.waitForRow("print 函数")
        let seen = try session.home.read("seen").split(separator: "\n")
        #expect(seen[0] == "600")
        #expect(seen[1] == "print before")
        let gone = try await Program.run(["/bin/ls", String(seen[2])], environment: [:])
        #expect(gone.status != .exited(0))
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("\nchanged\n函数")
    }

    @Test("edit puts the changed line on the prompt; a missing editor is told of")
    func editCommand() async throws {
        let session = try await ShellSession(environment: ["EDITOR": "sed -i s/one/two/"])
        try await session.enter("print one", shows: "\none")
        try await session.terminal.send("edit\r")
        try await session.terminal.waitForRow("fcsh> print two")
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("\ntwo")
        let lost = try await ShellSession(environment: ["EDITOR": "no-such-editor"])
        try await lost.enter("print one", shows: "\none")
        try await lost.enter("edit", shows: "set VISUAL or EDITOR to your editor")
        try await lost.terminal.send("kept\u{18}\u{05}")
        try await lost.terminal.waitFor("the line and a second complaint") { screen in
            screen.cursorRow.hasSuffix("> kept")
                && screen.text.ranges(of: "no-such-editor ended with status 127").count == 2
        }
    }

    @Test("A paste of 200 lines stands as one sign, runs whole and is kept whole")
    func longPaste() async throws {
        let session = try await ShellSession()
        let list = (1...200).map(String.init).joined(separator: ",\n")
        try await session.terminal.send("let x = \u{1B}[200~[\(list)]\u{1B}[201~")
        try await session.terminal.waitForRow("fcsh> let x = [pasted: 200 lines]")
        try await session.terminal.send(.left)
        try await session.terminal.send(.right)
        try await session.terminal.send(.enter)
        try await session.waitForPrompt()
        try await session.enter("print \"${x:json}\"", shows: "198,199,200]")
        #expect(try session.history.contains("199,\\n200]"))
        // Recalled, it is short again; deleted, it is one character.
        try await session.terminal.send(TerminalKey.up.rawValue + TerminalKey.up.rawValue)
        try await session.terminal.waitForRow("fcsh> [pasted: 200 lines]")
        try await session.terminal.send(.backspace)
        try await session.terminal.waitForRow("fcsh>")
    }

    @Test("A paste of a megabyte leaves the line responsive")
    func megabyte() async throws {
        let session = try await EditorSession()
        let text = String(repeating: "0123456789abcde\n", count: 1 << 16)
        try await session.terminal.send("x \u{1B}[200~\(text)\u{1B}[201~")
        try await session.waitForLine("x [pasted: 65536 lines]")
        for key in ["a", "b", "c"] { try await session.terminal.send(key) }
        try await session.waitForLine("x [pasted: 65536 lines]abc")
        try await session.terminal.send(.enter)
        try await session.terminal.waitForTranscript("long \(text.utf8.count + 5)")
    }

    @Test("set keys chooses vi: undo, redo and moving by words work in its command mode")
    func vi() async throws {
        let session = try await ShellSession()
        try await session.terminal.send("set keys vi\r")
        try await session.waitForPrompt()
        try await session.terminal.send("print one two")
        try await session.terminal.waitForRow("fcsh> print one two")
        try await session.terminal.send(.escape)
        try await session.terminal.waitFor("command mode") { $0.cursorColumn == 18 }
        try await session.terminal.send("bD")
        try await session.terminal.waitForRow("fcsh> print one")
        try await session.terminal.send("u")
        try await session.terminal.waitForRow("fcsh> print one two")
        try await session.terminal.send("U")
        try await session.terminal.waitForRow("fcsh> print one")
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("\none")
        try await session.waitForPrompt()
        try await session.terminal.send("set keys emacs\r")
        try await session.waitForPrompt()
        try await session.terminal.send("ab")
        try await session.terminal.send(.controlA)
        try await session.terminal.send("c")
        try await session.terminal.waitForRow("fcsh> cab")
    }

    @Test("A line taller than the window is edited around the cursor")
    func tall() async throws {
        let session = try await EditorSession(rows: 6)
        try await session.terminal.send((1...12).map { "row \($0)" }.joined(separator: TerminalKey.altEnter.rawValue))
        try await session.terminal.waitFor("the end") { $0.visibleRows == (7...12).map { "row \($0)" } }
        try await session.terminal.send(String(repeating: TerminalKey.up.rawValue, count: 11))
        try await session.terminal.waitFor("the beginning") { screen in
            screen.visibleRows == [EditorSession.prompt + "row 1"] + (2...6).map { "row \($0)" }
        }
        try await session.terminal.send("!")
        try await session.terminal.waitFor("the change") { $0.visibleRows[0].hasSuffix("row 1!") }
        try await session.terminal.send(.enter)
        try await session.terminal.waitForTranscript("row 1!\\nrow 2")
    }
}

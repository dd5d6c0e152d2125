import FCCore
import ShellTestSupport
import Testing

@testable import Shell

@Suite("Parts of editing")
struct EditingPartsTests {
    @Test(
        "A long paste stands in the line as one character and comes back whole",
        arguments: [
            (String(repeating: "x\n", count: 20), nil), (String(repeating: "x\n", count: 21), "[pasted: 21 lines]"),
            (String(repeating: "x\n", count: 200) + "end", "[pasted: 201 lines]"),
            (String(repeating: "x", count: 16 << 10), nil),
            (String(repeating: "x", count: 40 << 10), "[pasted: 40 KB]"),
        ])
    func pastes(text: String, label: String?) {
        var store = PasteStore()
        let short = store.shortened(text)
        #expect((short == text) == (label == nil))
        if let label {
            #expect(short.unicodeScalars.count == 1)
            #expect(short.unicodeScalars.first.flatMap { store.label(of: $0) } == label)
        }
        let second = store.shortened(text + text)
        #expect(store.expanded("a \(short) b \(second)c") == "a \(text) b \(text + text)c")
    }

    @Test("Undone changes come back until something else is typed")
    func redo() {
        var stack = UndoStack()
        func note(_ text: String) {
            text.editorCharacters.withUnsafeBufferPointer { stack.note($0, cursor: $0.count) }
        }
        for text in ["", "a", "b"] { note(text) }
        #expect(stack.redo() == nil)
        _ = stack.undo()
        _ = stack.undo()
        #expect(stack.redo()?.text == "a".editorCharacters)
        #expect(stack.redo()?.text == "b".editorCharacters)
        #expect(stack.redo() == nil)
        _ = stack.undo()
        note("aX")
        #expect(stack.redo() == nil)
        #expect(stack.undo()?.text == "a".editorCharacters)
    }

    @Test("What is typed is undone word by word")
    func wordwise() {
        var stack = UndoStack()
        func note(_ text: String, _ cursor: Int) {
            text.editorCharacters.withUnsafeBufferPointer { stack.note($0, cursor: cursor) }
        }
        let typed = Array("one two")
        for count in 0...typed.count { note(String(typed[..<count]), count) }
        note("Xone two", 1)
        #expect(stack.undo()?.text == "one two".editorCharacters)
        #expect(stack.undo()?.text == "one".editorCharacters)
        #expect(stack.undo()?.text == [])
        #expect(stack.undo() == nil)
    }

    @Test(
        "The last word of a line",
        arguments: [
            ("invoke hello {\"a\": [1, 2]}", "{\"a\": [1, 2]}"), ("use hello:prod", "hello:prod"),
            ("print 'two words'", "'two words'"), ("!ls -l out", "out"), ("last", "last"), ("let x = {", "{"),
            ("use a; use b", "b"),
        ])
    func lastWord(line: String, expected: String) {
        #expect(LastWordWalk.lastWord(of: line) == expected)
    }

    @Test("A word of a suggestion", arguments: [("oke {\"k\": 1}", "oke"), (" hello {}", " hello"), ("{}", "{}")])
    func firstWord(suggestion: String, expected: String) {
        #expect(EditingSession.firstWord(of: suggestion) == expected)
    }

    @Test(
        "Templates of the prompt and what is wrong with them",
        arguments: [
            ("%a/%f> ", []), ("100%% ", []), ("%x%y ", ["%x", "%y"]), ("end %", ["%"]), ("%n%o", []),
        ])
    func templates(template: String, unknown: [String]) {
        #expect(PromptTemplate(template).unknown == unknown)
        #expect((try? Setting.prompt.normalized(template)) == (unknown.isEmpty ? template : nil))
    }

    @Test(
        "The clock of a call",
        arguments: [
            (Duration.milliseconds(540), "hello 0.5 s"), (.milliseconds(3250), "hello 3.2 s · Ctrl-C stops waiting"),
            (.seconds(42), "hello 42 s · Ctrl-C stops waiting"),
            (.seconds(125), "hello 2 m 05 s · Ctrl-C stops waiting"),
        ])
    func clock(elapsed: Duration, expected: String) {
        let console = Console(
            output: BufferSink(), outputCapabilities: .pipe, error: BufferSink(),
            errorCapabilities: SinkCapabilities(isTerminal: true, columns: 80), masker: Masker())
        let clock = CallClock(console, name: "hello", isWanted: true, terminal: "xterm")
        #expect(clock.text(after: elapsed) == expected)
        #expect(clock.isShown)
        #expect(!CallClock(console, name: "hello", isWanted: true, terminal: "dumb").isShown)
        #expect(!CallClock(console, name: "hello", isWanted: false, terminal: "xterm").isShown)
    }

    @Test(
        "An event becomes a line that sends it again",
        arguments: [
            ("{\"k\":1}", "invoke {\n  \"k\": 1\n}"), ("", "invoke"),
            ("plain text", "invoke <<'EVENT'\nplain text\nEVENT"),
            ("{\"k\":\"${x}\"}", "invoke <<'EVENT'\n{\"k\":\"${x}\"}\nEVENT"),
            ("EVENT", "invoke <<'EVENT_'\nEVENT\nEVENT_"),
        ])
    func eventLine(event: String, expected: String) {
        var settings = Settings(environment: [:])
        settings.set(.function, "hello")
        let target = CallResult.Target(functionName: "hello", qualifier: "LATEST", region: "cn-hangzhou")
        let result = CallResult(number: 1, target: target, event: Array(event.utf8), outcome: .ok)
        #expect(EventLine(result, settings: settings)?.text == expected)
        settings.set(.function, "other")
        #expect(EventLine(result, settings: settings)?.text.hasPrefix("invoke hello") == true)
        let binary = CallResult(number: 1, target: target, event: [0, 255], outcome: .ok)
        #expect(EventLine(binary, settings: settings) == nil)
    }
}

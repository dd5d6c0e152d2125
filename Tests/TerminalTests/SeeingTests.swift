import TestSupport
import Testing

@Suite("Colours, suggestions and hints")
struct SeeingTests {
    @Test("A line is coloured while it is typed, on every row of it")
    func colours() async throws {
        let session = try await ShellSession(columns: 40)
        try await session.terminal.send("invoke hello {\"城市\": \"杭州\", \"list\": [1, 20000000000000000001]}")
        try await session.terminal.waitFor("the colours") { screen in
            screen.styledRows.starts(with: [
                "fcsh> [1]invoke[] hello [1;4;36]{[36]\"城市\"[]: [32]\"杭州\"[], [36]\"lis[]",
                "[36]t\"[]: [[33]1[], [33]20000000000000000001[]][1;4;36]}[]",
            ])
        }
    }

    @Test("An unknown command is red, and underlined where a fault is certain")
    func faults() async throws {
        let session = try await ShellSession()
        try await session.terminal.send("invoek")
        try await session.terminal.waitFor("the red name") { $0.styledRows[0] == "fcsh> [31]invoek[]" }
        try await session.terminal.send(.controlU)
        try await session.terminal.send("use a && use b")
        try await session.terminal.waitFor("the underlined sign") { $0.styledRows[0].contains("[4;31]&&[]") }
    }

    @Test("What was typed before is offered: Right takes all, Alt-Right a word, Enter nothing")
    func suggestion() async throws {
        let session = try await EditorSession(environment: ["HINTS": "1"])
        try await session.enter("invoke hello {\"名\": 1}")
        func waitForWhole(_ row: String) async throws {
            try await session.terminal.waitFor("the row '\(row)'") { $0.wholeCursorRow == EditorSession.prompt + row }
        }
        try await session.terminal.send("inv")
        try await waitForWhole("invoke hello {\"名\": 1}")
        #expect(session.terminal.screen.cursorRow == EditorSession.prompt + "inv")
        try await session.terminal.send("\u{1B}[1;3C")
        try await session.waitForLine("invoke")
        try await session.terminal.send("\u{1B}f")
        try await session.waitForLine("invoke hello")
        // In the middle of the line nothing is offered, and Right moves.
        try await session.terminal.send(.left)
        try await waitForWhole("invoke hello")
        try await session.terminal.send(.right)
        try await waitForWhole("invoke hello {\"名\": 1}")
        try await session.terminal.send(.right)
        try await session.waitForLine("invoke hello {\"名\": 1}")
        try await session.terminal.send(.controlU)
        try await session.terminal.send("inv")
        try await waitForWhole("invoke hello {\"名\": 1}")
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("line \"inv\"")
        #expect(session.terminal.screen.visibleRows.contains(EditorSession.prompt + "inv"))
    }

    @Test("A hint says what the command still takes")
    func hint() async throws {
        let session = try await ShellSession()
        try await session.terminal.send("use ")
        try await session.terminal.waitFor("the hint") { $0.wholeCursorRow == "fcsh> use FUNCTION[:QUALIFIER]" }
        try await session.terminal.send("hello")
        try await session.terminal.waitFor("no hint") { $0.wholeCursorRow == "fcsh> use hello" }
        try await session.terminal.send(.enter)
        try await session.terminal.waitForRow("hello>")
        try await session.terminal.send("us")
        try await session.terminal.waitFor("the suggestion") { $0.wholeCursorRow == "hello> use hello" }
    }

    @Test("set accessible, set color and NO_COLOR take away what they should", arguments: Sight.allCases)
    func off(sight: Sight) async throws {
        let session = try await ShellSession(environment: sight.environment)
        if let line = sight.line {
            try await session.terminal.send(line + "\r")
            try await session.terminal.waitFor("the next prompt") {
                $0.visibleRows.starts(with: ["fcsh> \(line)", "fcsh>"])
            }
        }
        let before = session.terminal.transcript.count
        try await session.terminal.send("use ")
        if sight.hasHints {
            try await session.terminal.waitFor("the hint") { $0.wholeCursorRow.hasSuffix("> use FUNCTION[:QUALIFIER]") }
        }
        try await session.terminal.send("abc")
        try await session.terminal.waitFor("the line") { $0.cursorRow.hasSuffix("> use abc") }
        let typed = session.terminal.transcript.dropFirst(before)
        #expect(!typed.contains("\u{1B}[1m"))
        #expect(typed.contains("\u{1B}[2m") == sight.hasHints)
    }

    enum Sight: CaseIterable {
        case accessible, noColour, colourNever

        var environment: [String: String] { self == .noColour ? ["NO_COLOR": "1"] : [:] }

        var line: String? {
            switch self {
            case .accessible: "set accessible on"
            case .colourNever: "set color never"
            case .noColour: nil
            }
        }

        var hasHints: Bool { self != .accessible }
    }

    @Test("A dumb terminal gets no escape sequence at all")
    func dumb() async throws {
        let session = try await ShellSession(environment: ["TERM": "dumb"])
        try await session.enter("print one", shows: "one")
        try await session.terminal.send("pri")
        try await session.terminal.waitForRow("fcsh> pri")
        #expect(!session.terminal.transcript.contains("\u{1B}"))
    }
}

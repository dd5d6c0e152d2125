import FCCore
import Testing

@testable import Shell

@Suite struct ValueRendererTests {
    private let terminal = SinkCapabilities(isTerminal: true, columns: 80, colour: true)
    private let value: Value = ["k": ["\u{9B}"]]

    @Test func inAPipeNothingIsChanged() {
        #expect(
            ValueRenderer.render(value, as: .json, for: .pipe).plain == "{\n  \"k\": [\n    \"\u{9B}\"\n  ]\n}\n")
        #expect(ValueRenderer.render(value, as: .jsonl, for: .pipe).plain == "{\"k\":[\"\u{9B}\"]}\n")
        #expect(ValueRenderer.render(["k": [1]], as: .yaml, for: .pipe).plain == "---\nk:\n  - 1\n")
    }

    @Test func aTerminalGetsColoursAndNoControls() {
        #expect(ValueRenderer.render(value, as: .json, for: terminal).fragments.contains(.init("\"k\"", .cyan)))
        #expect(ValueRenderer.render(value, as: .jsonl, for: terminal).plain == "{\"k\":[\"\\u009b\"]}\n")
    }

    @Test(arguments: OutputFormat.allCases) func nothingSteersATerminal(_ format: OutputFormat) {
        let shown = ValueRenderer.render(["\u{1B}[2J": "\u{202E}\u{9B}\r"], as: format, for: terminal).plain
        #expect(!shown.unicodeScalars.contains { VisibleText.isControl($0) })
    }

    @Test func listings() {
        let rows: [Value] = [["a": 1], ["a": 2]]
        #expect(ValueRenderer.render(listing: rows, as: .jsonl, for: .pipe).plain == "{\"a\":1}\n{\"a\":2}\n")
        #expect(ValueRenderer.render(listing: rows, as: .yaml, for: .pipe).plain == "---\n- a: 1\n- a: 2\n")
        #expect(ValueRenderer.render(listing: [], as: .json, for: .pipe).plain == "[]\n")
        #expect(ValueRenderer.render(listing: [], as: .jsonl, for: .pipe).isEmpty)
    }
}

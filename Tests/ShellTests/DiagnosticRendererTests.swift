import ShellSyntax
import Testing

@testable import Shell

@Suite struct DiagnosticRendererTests {
    private let renderer = DiagnosticRenderer()

    /// The span of the first occurrence of a word.
    private func span(of word: String, in source: SourceText) throws -> SourceSpan {
        let text = String(decoding: source.bytes, as: UTF8.self)
        let range = try #require(text.firstRange(of: word))
        let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        return SourceSpan(start, start + word.utf8.count)
    }

    @Test func placeSentenceLineCaretNotesAndFix() throws {
        let source = SourceText(name: "a.fcsh", "use hello\ninvok {}\n")
        let span = try span(of: "invok", in: source)
        let diagnostic = Diagnostic(
            "unknown-command", "unknown command 'invok'", at: span,
            notes: [.init("commands are listed by help"), .init("the function was chosen here", at: SourceSpan(4, 9))],
            fix: .init("write", replacing: span, with: "invoke"))
        #expect(
            renderer.render(diagnostic, in: source).plain == """
                a.fcsh:2:1: error: unknown command 'invok'
                  invok {}
                  ^~~~~
                note: commands are listed by help
                a.fcsh:1:5: note: the function was chosen here
                  use hello
                      ^~~~~
                fix: write: invoke

                """)
    }

    @Test(arguments: [
        ("print 中文 x", "x", "  print 中文 x", "             ^"),
        ("\tprint x", "print", "      print x", "      ^~~~~"),
        ("print 👩‍👩‍👧 x", "x", "  print 👩‍👩‍👧 x", "           ^"),
        ("print \u{1B} x", "x", "  print \\x1b x", "             ^"),
        ("print 中文", "中文", "  print 中文", "        ^~~~"),
    ])
    func caret(_ text: String, _ word: String, _ line: String, _ caret: String) throws {
        let source = SourceText(name: "-c", text)
        let diagnostic = Diagnostic("x", "m", at: try span(of: word, in: source))
        let lines = renderer.render(diagnostic, in: source).plain.split(separator: "\n")
        #expect(lines[1] == line)
        #expect(lines[2] == caret)
    }

    @Test func aSpanOfSeveralLinesIsMarkedOnItsFirst() {
        let source = SourceText(name: "f", "abc {\r\n 1\n}")
        let text = renderer.render(Diagnostic("x", "m", at: SourceSpan(4, 12)), in: source).plain
        #expect(text == "f:1:5: error: m\n  abc {\n      ^\n")
    }

    @Test func theEndOfTheTextHasACaretToo() {
        let source = SourceText(name: "f", "invoke {")
        let text = renderer.render(Diagnostic("x", "m", at: SourceSpan(at: 8)), in: source).plain
        #expect(text == "f:1:9: error: m\n  invoke {\n          ^\n")
    }

    @Test func anEmptyLineIsNotQuoted() {
        let source = SourceText(name: "f", "a\n\n")
        #expect(renderer.render(Diagnostic("x", "m", at: SourceSpan(at: 2)), in: source).plain == "f:2:1: error: m\n")
    }

    @Test(arguments: [0, 37, 500_000, 999_990])
    func anEnormousLineIsCutAroundTheCaret(_ place: Int) throws {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        bytes.replaceSubrange(place..<(place + 5), with: Array("FAULT".utf8))
        let source = SourceText(name: "f", bytes: bytes)
        let sink = SinkCapabilities(isTerminal: true, columns: 60, colour: false)
        let diagnostic = Diagnostic("x", "m", at: SourceSpan(place, place + 5))
        let lines = DiagnosticRenderer(for: sink).render(diagnostic, in: source).plain.split(separator: "\n")
        #expect(DisplayWidth.of(lines[1]) <= 60)
        let caret = try #require(lines[2].firstIndex(of: "^"))
        let column = lines[2].distance(from: lines[2].startIndex, to: caret)
        #expect(lines[1].dropFirst(column).hasPrefix("FAULT"))
        #expect(lines[2].hasSuffix("^~~~~"))
        #expect(lines[1].contains("…"))
    }

    @Test func wideCharactersAreCutWhole() {
        let source = SourceText(
            name: "f", String(repeating: "中", count: 5000) + "x" + String(repeating: "文", count: 5000))
        for columns in 20...40 {
            let excerpt = SourceExcerpt(of: SourceSpan(15000, 15001), in: source, columns: columns)
            #expect(DisplayWidth.of(excerpt.line) <= columns)
            let before = DisplayWidth.prefix(of: excerpt.line, columns: excerpt.caretColumn)
            #expect(before.width == excerpt.caretColumn)
            #expect(excerpt.line.dropFirst(before.text.count).first == "x")
            #expect(!excerpt.line.contains("\u{FFFD}"))
        }
    }

    @Test func severalAreOrderedAndCounted() {
        let source = SourceText(name: "f", "one two three")
        let diagnostics = [
            Diagnostic("b", "second", at: SourceSpan(4, 7)),
            Diagnostic("w", "third", at: SourceSpan(8, 13), severity: .warning),
            Diagnostic("a", "first", at: SourceSpan(0, 3)),
        ]
        let text = renderer.render(diagnostics, in: source).plain
        let heads = text.split(separator: "\n").filter { $0.hasPrefix("f:") }
        #expect(heads == ["f:1:1: error: first", "f:1:5: error: second", "f:1:9: warning: third"])
        #expect(text.hasSuffix("\n2 errors, 1 warning\n"))
    }

    @Test func oneIsNotCounted() {
        let source = SourceText(name: "f", "one")
        let text = renderer.render([Diagnostic("a", "m", at: SourceSpan(0, 3))], in: source).plain
        #expect(text == "f:1:1: error: m\n  one\n  ^~~\n")
    }
}

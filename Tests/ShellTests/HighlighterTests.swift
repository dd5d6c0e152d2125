import ShellTestSupport
import Testing

@testable import Shell

@Suite("Colours of the line")
struct HighlighterTests {
    private let highlighter = Highlighter(catalog: Catalog(Catalog.standardCommands))

    /// The text with the number of each run's look in front of it, `[]` back to plain.
    private func shown(_ text: String, cursor: Int? = nil) -> String {
        let look = highlighter.look(text, cursor: cursor ?? text.utf8.count)
        let styles = look.styles(count: text.utf8.count)
        var output: [UInt8] = []
        var last = Style.plain
        for (byte, style) in zip(text.utf8, styles) {
            if style != last { output += Array("[\(style.openingSequence.dropFirst(2).dropLast())]".utf8) }
            last = style
            output.append(byte)
        }
        return String(decoding: output, as: UTF8.self) + (last == .plain ? "" : "[]")
    }

    @Test(
        "Pieces of statements, finished or not",
        arguments: [
            ("invoke", "[1]invoke[]"),
            ("inv", "inv"),
            ("invx", "[31]invx[]"),
            ("infoke {} ", "[31]infoke[] {} "),
            ("invoke --event-f", "[1]invoke[] [36]--event-f[]"),
            ("invoke --evnt x", "[1]invoke[] [4;31]--evnt[] x"),
            (
                "invoke -q prod {\"k\": 1, \"s\": \"t\"} ",
                "[1]invoke[] [36]-q[] prod {[36]\"k\"[]: [33]1[], [36]\"s\"[]: [32]\"t\"[]} "
            ),
            ("invoke {\"k\": \"unfinished", "[1]invoke[] {[36]\"k\"[]: [32]\"unfinished[]"),
            ("invoke {\"k\": ${x} ", "[1]invoke[] {[36]\"k\"[]: [34]${x}[] "),
            ("print \"a ${x} b", "[1]print[] [32]\"a [34]${x}[32] b[]"),
            ("print 'open", "[1]print[] [32]'open[]"),
            ("let n = 5", "[35]let[] [34]n[] = [33]5[]"),
            (
                "repeat 5 every 2s do; invoke; end",
                "[35]repeat[] [33]5[] [35]every[] [33]2s[] [35]do[]; [1]invoke[]; [35]end[]"
            ),
            ("expect .a[0] == true", "[35]expect[] [34].a[0][] [1]==[] [33]true[]"),
            ("expect @status not exists", "[35]expect[] [34]@status[] [35]not[] [35]exists[]"),
            ("invoke < in.json | jq .", "[1]invoke[] [1]<[] in.json [33]| jq .[]"),
            ("!ls -l", "[33]!ls -l[]"),
            ("use hello # note", "[1]use[] hello [2]# note[]"),
            ("!!", "!!"), ("!12", "!12"),
            ("invoke 函数 \"名\"", "[1]invoke[] 函数 [32]\"名\"[]"),
            ("invoke <<EOF\n{\"a\": 1}\nEOF", "[1]invoke[] [1]<<EOF[]\n[32]{\"a\": 1}\nEOF[]"),
        ])
    func pieces(text: String, expected: String) {
        #expect(shown(text) == expected)
    }

    @Test(
        "A fault is underlined once the cursor has left it and no more text can mend it",
        arguments: [
            ("invoke {\"a\": tru} x", nil, true), ("invoke {\"a\": tru", nil, false), ("a && b", nil, true),
            ("invoke {\"a\": 1", nil, false), ("expect .a = 1", nil, true), ("expect .a =", nil, false),
            ("invoke &", nil, false), ("invoke {\"a\": tru} x", 15, false),
        ])
    func faults(text: String, cursor: Int?, isMarked: Bool) {
        let look = highlighter.look(text, cursor: cursor ?? text.utf8.count)
        #expect(look.runs.contains { $0.style == Style(.red, underlined: true) } == isMarked)
        #expect(
            !highlighter.look(text, cursor: text.utf8.count, marksErrors: false).runs.contains {
                $0.style == Style(.red, underlined: true) && $0.range.lowerBound > 0
            } || text.contains("--"))
    }

    @Test(
        "The bracket at the cursor and its partner",
        arguments: [
            ("invoke {\"a\": [1]}", 17, [16, 7]), ("invoke {\"a\": [1]}", 7, [7, 16]),
            ("invoke {\"a\": [1]}", 14, [13, 15]), ("invoke {\"a\": \"[\"}", 7, [7, 16]),
            ("invoke {\"a\": [1}", 16, []),
            ("invoke {", 8, []), ("print x", 3, []), ("invoke {\"a\": ${x}}", 18, [17, 7]),
        ])
    func brackets(text: String, cursor: Int, expected: [Int]) {
        let look = highlighter.look(text, cursor: cursor)
        let pair = look.runs.filter { $0.style.isBold && $0.style.isUnderlined }.map(\.range.lowerBound)
        #expect(pair == expected)
    }

    @Test("A text that is very long is left plain")
    func long() {
        let text = "invoke {\"a\": \"" + String(repeating: "x", count: Highlighter.longestText) + "\"}"
        #expect(highlighter.look(text, cursor: 0).runs.isEmpty)
    }
}

@Suite("Hints behind the line")
struct UsageHintTests {
    private let hint = UsageHint(catalog: Catalog(Catalog.standardCommands))

    @Test(
        "What a command still takes",
        arguments: [
            ("use ", "FUNCTION[:QUALIFIER]"), ("use", " FUNCTION[:QUALIFIER]"), ("use hello ", nil),
            ("invoke --region ", "REGION"), ("invoke hello ", "[JSON] [option…]"),
            ("invoke {} ", "[FUNCTION[:QUALIFIER]] [option…]"), ("inv", nil), ("", nil),
            ("let ", "NAME = VALUE"), ("let x", nil), ("expect ", "ok | error | SELECTOR [not] PREDICATE"),
            ("nonsense ", nil), ("invoke {\"a\"", nil), ("print \"open ", nil),
            ("repeat 3 use ", "FUNCTION[:QUALIFIER]"),
            ("sleep ", "DURATION"), ("invoke hell", nil), ("print a ", "[TEXT…]"), ("# use ", nil),
        ])
    func hints(text: String, expected: String?) {
        #expect(hint.hint(for: text) == expected)
    }
}

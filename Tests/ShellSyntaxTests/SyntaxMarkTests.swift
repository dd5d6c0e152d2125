import Testing

@testable import ShellSyntax

@Suite("What the pieces of a text are")
struct SyntaxMarkTests {
    private static let texts = [
        "repeat 5 parallel 2 every 1s do\n  invoke -q prod {\"k\": ${x:-1}, \"s\": \"a ${.b} \\\"\"} | jq .\n  expect .a[0] not == 'x'\nend",
        "let 名 = {\"城市\": [1, 2.5e3, null]}; print \"a ${名.城市[0]} \\u00e9\" # 注释",
        "invoke <<EOF > out.json\n{\"a\": ${x}}\nEOF\n!ls | wc\nsecret s = ${env.X:-y}\ncapture --secret t %-1.a",
        "a && b {\"x\": tru} 'open\n\"never ${closed",
    ]

    @Test("Every piece lies in the text, and marking changes nothing of what is read", arguments: texts)
    func prefixes(text: String) {
        let bytes = Array(text.utf8)
        for count in 0...bytes.count {
            let source = SourceText(name: "", bytes: Array(bytes[..<count]))
            let marked = Parser.parseMarking(source)
            let plain = Parser.parse(source)
            #expect(
                marked.marks.allSatisfy { 0 <= $0.span.start && $0.span.start < $0.span.end && $0.span.end <= count })
            #expect(marked.script.diagnostics == plain.diagnostics)
            #expect(marked.script.statements.map(\.span) == plain.statements.map(\.span))
            #expect(marked.certainFaults.allSatisfy { plain.diagnostics.contains($0) })
        }
    }

    @Test(
        "What more text can mend is not certain",
        arguments: [
            ("invoke {\"a\": \"x", 0), ("print \"open", 0), ("test \"x\" do", 0),
            ("a && b", 1), ("expect .a = 1", 1), ("invoke {\"a\": tru} x", 1), ("let = 5 x", 1),
        ])
    func certain(text: String, count: Int) {
        #expect(Parser.parseMarking(SourceText(name: "", text)).certainFaults.count == count)
    }
}

import ShellSyntax
import Testing

/// A fault in one statement hides none in the next.
@Suite struct RecoveryTests {
    @Test(arguments: [
        ("let = 5; capture; expect", ["missing-name", "missing-name", "missing-assertion"], ""),
        (
            "invoke {a:1}\nexpect .a = 1\nwait for 5\nstatus", ["unquoted-key", "bad-comparison", "missing-unit"],
            "invoke json(‹{a:1}›) ; status"
        ),
        ("test a b do\nexpect\nend\nstatus", ["unquoted-test-name", "missing-assertion"], "status"),
        ("repeat x do\ninvoke\nend\nstatus", ["bad-count"], "status"),
        ("invoke {\"a\": 1\nexpect ok\nstatus", ["bad-json"], "expect ok ; status"),
        ("invoke {\"a\": 1\n  \"b\": 2}\nstatus", ["bad-json"], "invoke json(‹{\"a\": 1⏎  \"b\": 2}›) ; status"),
        ("invoke {\"a\": \"x}\nstatus", ["unclosed-json-string"], "status"),
        (
            "invoke \"\\q ${ x} \\z\" a; status", ["unknown-escape", "blank-in-expansion", "unknown-escape"],
            "invoke \" \"+\" \" a ; status"
        ),
        ("invoke && foo <<E\nE\nstatus", ["no-and"], "status"),
        (
            "test x do\n  repeat 2 do\n    expect\n  end\nstatus\n", ["unclosed-block", "missing-assertion"],
            "test x { repeat 2 {  } ; status }"
        ),
        ("invoke && a <<", ["no-and"], ""),
        ("expect | jq ; x\nstatus", ["bad-assertion"], "status"),
        ("let x = a b 'c; d' ; status", ["value-with-blanks"], "status"),
    ])
    func goesOn(_ text: String, _ ids: [String], _ shape: String) {
        let script = parse(text)
        #expect(script.diagnostics.map(\.id) == ids)
        let tree = TreeShape.of(script.statements)
        #expect(tree == shape)
    }

    @Test func anEndTakenForAnArgumentIsPointedAt() throws {
        let fault = try #require(parse("test x do\n  invoke end").diagnostics.first)
        #expect(fault.id == "unclosed-block")
        #expect(fault.notes.count == 1)
    }

    @Test func theDeepestBlockIsNamed() {
        let text = String(repeating: "test x do\n", count: 300) + String(repeating: "end\n", count: 300)
        #expect(parse(text).diagnostics.contains { $0.id == "too-deep" })
        let fine = String(repeating: "test x do\n", count: 200) + String(repeating: "end\n", count: 200)
        #expect(parse(fine).diagnostics.isEmpty)
    }

    @Test func deepJSONIsRefused() {
        func nested(_ depth: Int) -> String {
            "invoke " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(parse(nested(512)).diagnostics.isEmpty)
        #expect(parse(nested(513)).diagnostics.map(\.id) == ["json-too-deep"])
    }

    @Test func illFormedTextIsReportedOnce() {
        let script = Parser.parse(
            SourceText(name: "test", bytes: Array("invoke ".utf8) + [0xFF, 0xC3] + Array("\nstatus".utf8)))
        #expect(script.diagnostics.map(\.id) == ["invalid-utf8"])
        #expect(script.diagnostics.first?.span == SourceSpan(7, 8))
    }

    /// Texts made to hurt: they only have to end, without a crash.
    @Test(arguments: [
        "{", "[", "\"", "'", "${", "\\", "<<A ", "end\n", "do\n", "invoke {\n", "invoke {a\n", "expect .a[\n", "try ",
        "test x do ",
        "repeat 2 do\n", "invoke \"${\n", "invoke <<A\n", "a\\\n", "| ", "& ", "!", "\r", ".a", "{\"a\":", "\"${.a[\"",
        "${x:-",
        "\\${", "invoke \"a\\${", "let x = {\"a\": '\n", "invoke <<A; ", "invoke <<A&\n",
    ])
    func pathologicalTextEnds(_ unit: String) {
        for prefix in ["", "invoke ", "invoke {\"a\": \"", "invoke <<A\n{", "expect .a == ", "test x do "] {
            Self.checkEnds(prefix + String(repeating: unit, count: 2_000))
        }
    }

    @Test(arguments: ["{", "[", "\"", "'", "${", "invoke {a\n"])
    func longPathologicalTextEnds(_ unit: String) {
        Self.checkEnds("invoke " + String(repeating: unit, count: 100_000))
    }

    private static func checkEnds(_ text: String) {
        let script = parse(text)
        #expect(script.diagnostics.allSatisfy { $0.span.end <= script.source.bytes.count })
    }

    @Test func aLongLineEnds() {
        let line = "invoke {\"a\": \"" + String(repeating: "x", count: 1_000_000) + "\"}"
        #expect(parse(line).diagnostics.isEmpty)
        #expect(parse(String(repeating: "x ", count: 500_000)).statements.count == 1)
    }
}

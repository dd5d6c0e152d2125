import Testing

/// The scanner sees what the compiler sees.
@Suite struct LiteralScannerTests {
    private static func templates(_ source: String) -> [String] {
        LiteralScanner(source, file: "x.swift").literals.map(\.template)
    }

    @Test(arguments: [
        (#"let a = "one \(b) two""#, ["one ‹1› two"]),
        (#"f("a \(b ? "x" : "y") c", "d")"#, ["x", "y", "a ‹1› c", "d"]),
        ("\"first \" \n    + \"second \\(n)\"", ["first second ‹1›"]),
        (#"// "no" "# + "\n\"yes\"", ["yes"]),
        (#"/* "no" /* "no" */ */ "yes""#, ["yes"]),
        (##"#"a "quoted" \(b)"#"##, [#"a "quoted" \(b)"#]),
        (#""tab \t quote \" \u{41}""#, ["tab \t quote \" A"]),
        ("\"\"\"\n    one \\\n    two\n      three\n    \"\"\"", ["one two\n  three"]),
    ])
    func literals(source: String, expected: [String]) {
        #expect(Self.templates(source) == expected)
    }

    @Test func linesAreCounted() {
        let literals = LiteralScanner("a\n\"\"\"\n  b\n  \"\"\"\n\"c\"", file: "x.swift").literals
        #expect(literals.map(\.line) == [2, 5])
    }
}

import Testing

@testable import FCCore

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("\u{1B}[31mred", "\\x1b[31mred"),
        ("bell\u{07}", "bell\\x07"),
        ("\0", "\\x00"),
        ("del\u{7F}", "del\\x7f"),
        ("\u{9B}31m", "\\x9b31m"),
        ("a\u{202E}b\u{2066}c\u{2069}", "a\\u{202e}b\\u{2066}c\\u{2069}"),
        ("line\u{2028}paragraph\u{2029}", "line\\u{2028}paragraph\\u{2029}"),
        ("over\rwritten", "over\\x0dwritten"),
        ("crlf\r\nstays", "crlf\r\nstays"),
        ("ends\r", "ends\\x0d"),
        ("tab\tand\nnewline", "tab\tand\nnewline"),
        ("wörter 中文 👩‍👩‍👧 €", "wörter 中文 👩‍👩‍👧 €"),
        ("\u{A0}blank", "\u{A0}blank"),
    ])
    func shown(_ text: String, _ expected: String) {
        #expect(VisibleText.of(text) == expected)
    }

    @Test func aSingleLineHasNoLineEnds() {
        #expect(VisibleText.singleLine("a\nb\r\nc\td\u{1B}") == "a b c d\\x1b")
    }

    @Test func inJSONStaysJSON() {
        #expect(VisibleText.inJSON("\"\u{9B}\u{202E}\u{2028}\u{7F}\"") == "\"\\u009b\\u202e\\u2028\\u007f\"")
    }

    /// Whatever comes in, nothing that steers a terminal comes out.
    @Test func nothingIsLeft() {
        let everything = String(String.UnicodeScalarView((0...0x2100).compactMap { Unicode.Scalar($0 as UInt32) }))
        #expect(!VisibleText.of(everything).unicodeScalars.contains { VisibleText.isControl($0) })
    }
}

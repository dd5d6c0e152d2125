import Testing

@testable import Shell

@Suite struct TableRendererTests {
    private let table = TableRenderer([.init("NAME"), .init("COUNT", .trailing), .init("NOTE")])

    private func terminal(_ columns: Int) -> SinkCapabilities {
        SinkCapabilities(isTerminal: true, columns: columns, colour: false)
    }

    @Test func alignedOnATerminal() {
        let text = table.render([["hello", "1", "first"], ["中文", "1234567", ""]], for: terminal(80))
        #expect(
            text.plain == """
                NAME     COUNT  NOTE
                hello        1  first
                中文   1234567  \n
                """)
        #expect(text.fragments.first == .init("NAME", .bold))
    }

    @Test func theWidestColumnGivesWay() {
        let long = StyledText(String(repeating: "x", count: 60))
        let text = table.render([["hello", "1", long]], for: terminal(40)).plain
        let rows = text.split(separator: "\n")
        #expect(rows.allSatisfy { DisplayWidth.of($0) <= 40 })
        #expect(rows[1].hasPrefix("hello      1  xxx"))
        #expect(rows[1].hasSuffix("x…"))
        #expect(DisplayWidth.of(rows[1]) == 40)
    }

    @Test func anEmptyListingSaysSoToPeople() {
        #expect(table.render([], for: terminal(80)).plain == "NAME  COUNT  NOTE\n(none)\n")
        #expect(table.render([], for: .pipe).plain.isEmpty)
    }

    @Test func noHeadingsTakeNoLine() {
        let facts = TableRenderer([.init(""), .init("")])
        #expect(facts.render([["a", "1"], ["bc", "2"]], for: terminal(80)).plain == "a   1\nbc  2\n")
    }

    @Test func columnsStayReadableInATinyWindow() {
        let text = table.render([["a long name", "1", "a long note"]], for: terminal(10)).plain
        #expect(text.split(separator: "\n")[1] == "a lon…      1  a lon…")
    }

    @Test func anUnknownWindowIsNotFitted() {
        let long = StyledText(String(repeating: "x", count: 200))
        #expect(table.render([[long]], for: terminal(0)).plain.contains(String(repeating: "x", count: 200)))
    }

    @Test func tabsInAPipe() {
        let text = table.render([["a\tb", "1", "two\nlines"], ["c"]], for: .pipe)
        #expect(text.plain == "a b\t1\ttwo lines\nc\t\t\n")
    }

    @Test func controlsAreVisibleOnATerminalOnly() {
        #expect(table.render([["\u{1B}[2J"]], for: terminal(80)).plain.contains("\\x1b[2J"))
        #expect(table.render([["\u{1B}[2J"]], for: .pipe).plain == "\u{1B}[2J\t\t\n")
    }
}

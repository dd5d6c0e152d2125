import Testing

@testable import Shell

@Suite("Parts of the line editor")
struct LineEditorPartsTests {
    private let layout = ScreenLayout(columns: 10) { scalar in
        scalar.value < 0x20 ? 2 : scalar.value >= 0x4E00 && scalar.value < 0xA000 ? 2 : 1
    }

    @Test(
        "Where a text ends in a window of ten columns",
        arguments: [
            ("", 0, 0), ("abc", 0, 3), ("函数", 0, 4), ("0123456789", 1, 0), ("01234567函", 1, 0), ("012345678函", 1, 2),
            ("ab\ncd", 1, 2), ("0123456789\na", 2, 1), ("a\tb", 0, 9), ("01234567\tb", 1, 1), ("\u{1}", 0, 2),
        ])
    func positions(text: String, row: Int, column: Int) {
        #expect(layout.position(after: text.unicodeScalars) == .init(row: row, column: column))
    }

    @Test(
        "Escape sequences",
        arguments: [
            ("[A", .key(.up)), ("OB", .key(.down)), ("[1;5C", .key(.wordRight)), ("[1;3D", .key(.wordLeft)),
            ("[1;2C", .key(.right)), ("Od", .key(.wordLeft)), ("[3~", .key(.delete)),
            ("[3;5~", .key(.deleteWordForward)),
            ("[3^", .key(.deleteWordForward)), ("[7~", .key(.home)), ("[200~", .key(.paste)),
            ("[13;2u", .key(.newline)),
            ("[27;5;99~", .character(3)), ("[105;5u", .character(9)), ("[97u", .character(97)), ("OM", .character(13)),
            ("[Z", .key(.backTab)), ("[1;3A", .key(.pageUp)), ("[24~", .unknown), ("[201~", .unknown), ("OP", .unknown),
            ("[I", .unknown),
        ] as [(String, KeySequence)])
    func sequences(text: String, expected: KeySequence) {
        #expect(KeySequence(Array(text.utf8)[...]) == expected)
    }

    @Test("A second escape character is Alt")
    func altArrow() {
        #expect(KeySequence(Array("[C".utf8)[...], hasAlt: true) == .key(.wordRight))
    }

    @Test("Rows above the last are apart from it, and control characters are dropped")
    func promptRows() {
        let rows = PromptRows(StyledText("one\ntw", .blue) + "o\n> \u{1B}[0m")
        #expect(rows.leading.rendered(colour: true) == "\u{1B}[34mone\u{1B}[0m\n\u{1B}[34mtw\u{1B}[0mo\n")
        #expect(rows.last.plain == "> [0m")
        #expect(PromptRows(StyledText("a> ", .red)).leading.isEmpty)
    }

    @Test("Candidates in columns, with descriptions, and too many of them")
    func listing() {
        let layout = ScreenLayout(columns: 20) { _ in 1 }
        let listing = CompletionListing(layout: layout, rowLimit: 4)
        func candidates(_ names: [String]) -> [CompletionCandidate] { names.map { CompletionCandidate($0) } }
        #expect(listing.rows(candidates(["a", "bb", "ccc", "d", "e"])) == ["a    ccc  e", "bb   d"])
        let described = [
            CompletionCandidate("a", description: "first"), CompletionCandidate("bbb", description: "a long text here"),
        ]
        #expect(listing.rows(described) == ["a    first", "bbb  a long text h…"])
        let many = listing.rows(candidates((1...9).map { "a-rather-long-name-\($0)" }))
        #expect(many.count == 4 && many.last?.hasPrefix("… 9 in all") == true)
        #expect(listing.rows(candidates(["e\u{1B}[31m"])) == ["e\u{FFFD}[31m"])
        #expect(CompletionListing.commonPrefix(candidates(["测试一", "测试二"])) == "测试")
    }

    @Test("A bindings file is sorted by when its lines have to run")
    func bindings() {
        let file = BindingsFile(
            """
            # comment
            bind "\\e[18~" ed-move-to-beg
            bind -v
            other:bind ^A ed-insert
            fcsh:bind ^[[15~ ed-move-to-end
            edit on
            """, program: "fcsh")
        #expect(file.mode == .vi)
        #expect(file.lines == ["bind \"\\e[18~\" ed-move-to-beg", "bind ^[[15~ ed-move-to-end", "edit on"])
        #expect(file.sequences == [Array("[18~".utf8), Array("[15~".utf8)])
    }

    @Test(
        "Pasted text keeps newlines and tabs and loses other controls",
        arguments: [
            ("a\nb", "a\nb"), ("a\rb", "a\nb"), ("a\n\rb", "a\nb"), ("a\r\rb", "a\n\nb"),
            ("a\tb\u{7}\u{1B}[0m", "a\tb[0m"),
            ("函\u{85}数", "函数"),
        ])
    func pasted(text: String, expected: String) {
        #expect(TerminalInput.cleaned(Array(text.utf8)) == expected)
    }

    @Test("Undo goes back change by change")
    func undo() {
        var stack = UndoStack()
        func note(_ text: String, _ cursor: Int) {
            text.editorCharacters.withUnsafeBufferPointer { stack.note($0, cursor: cursor) }
        }
        note("", 0)
        note("a", 1)
        note("a", 0)
        note("ba", 1)
        #expect(stack.undo() == .init(text: "a".editorCharacters, cursor: 0))
        #expect(stack.undo() == .init(text: [], cursor: 0))
        #expect(stack.undo() == nil)
    }
}

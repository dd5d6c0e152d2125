import TestSupport
import Testing

@testable import Shell

@Suite("What the line looks like")
struct ScreenPainterTests {
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        scalar.properties.generalCategory == .nonspacingMark ? 0 : (0x4E00...0x9FFF).contains(scalar.value) ? 2 : 1
    }

    private static func frame(
        _ text: String, cursor: Int? = nil, columns: Int = 10, style: Style = .plain
    ) -> EditorFrame {
        var frame = EditorFrame(columns: columns, width: width)
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == cursor { frame.placeCursor() }
            frame.append(scalar, style)
        }
        if (cursor ?? .max) >= text.unicodeScalars.count { frame.placeCursor() }
        return frame
    }

    private static func text(_ row: EditorFrame.Row) -> String {
        row.cells.map { $0.scalar.map { String($0) + "" } ?? "" }.joined()
    }

    @Test(
        "Where characters stand and where the cursor goes",
        arguments: [
            ("", [""], 0, 0), ("abc", ["abc"], 0, 3), ("0123456789", ["0123456789", ""], 1, 0),
            ("012345678函", ["012345678", "函"], 1, 2), ("ab\ncd", ["ab", "cd"], 1, 2),
            ("0123456789\na", ["0123456789", "", "a"], 2, 1), ("a\tb", ["a       b"], 0, 9), ("\u{1}", ["^A"], 0, 2),
            ("e\u{301}x", ["ex"], 0, 2),
        ])
    func layout(text: String, rows: [String], row: Int, column: Int) {
        let frame = Self.frame(text)
        #expect(frame.rows.map(Self.text) == rows)
        #expect(frame.cursor == .init(row: row, column: column))
    }

    @Test("A hint takes the room there is and never a row more")
    func hint() {
        var frame = Self.frame("invoke")
        frame.appendHint(" x", .faint)
        #expect(frame.rows.map(Self.text) == ["invoke x"])
        frame = Self.frame("invoke")
        frame.appendHint(" function", .faint)
        #expect(frame.rows.map(Self.text) == ["invoke f…"])
        frame = Self.frame("012345678")
        frame.appendHint("9", .faint)
        #expect(frame.rows.map(Self.text) == ["012345678"])
        #expect(frame.cursor == .init(row: 0, column: 9))
    }

    @Test("A line taller than the window is shown around the cursor")
    func tall() {
        let frame = Self.frame((1...9).map(String.init).joined(separator: "\n"), cursor: 0)
        let first = frame.visible(height: 3, top: 0)
        #expect(first.frame.rows.map(Self.text) == ["1", "2", "3"])
        #expect(first.frame.cursor.row == 0)
        let end = Self.frame((1...9).map(String.init).joined(separator: "\n")).visible(height: 3, top: 0)
        #expect(end.frame.rows.map(Self.text) == ["7", "8", "9"])
        #expect(end.top == 6)
        #expect(end.frame.cursor.row == 2)
    }

    /// Texts as they follow each other while somebody types, deletes, recalls and pastes.
    private static let typed: [[(String, Int?)]] = [
        [("", nil), ("a", nil), ("ab", nil), ("ab", 1), ("aXb", 2), ("", nil)],
        [("012345678", nil), ("0123456789", nil), ("0123456789a", nil), ("0123456789", nil), ("012345678", nil)],
        [("one\ntwo\nthree", nil), ("one\ntwo\nthree", 4), ("one\nTtwo\nthree", 5), ("one", nil), ("a\nb", 0)],
        [("函数名字一二", nil), ("函数X名字一二", 3), ("X函数名字", 1), ("函", nil)],
        [("0123456789函数", nil), ("0函数", nil), ("\t\tx", nil), ("0123456789012345678901234567890", 15)],
    ]

    @Test("Frame after frame leaves the screen as the last one alone would", arguments: typed)
    func incremental(frames: [(String, Int?)]) {
        var painter = ScreenPainter()
        var screen = Screen(rows: 6, columns: 10)
        for (index, (text, cursor)) in frames.enumerated() {
            let frame = Self.frame("> " + text, cursor: cursor.map { $0 + 2 }, style: index % 2 == 0 ? .bold : .plain)
            screen.write(Array(painter.update(to: frame).utf8)[...])
            var fresh = Screen(rows: 6, columns: 10)
            var other = ScreenPainter()
            fresh.write(Array(other.update(to: frame).utf8)[...])
            #expect(screen.styledRows == fresh.styledRows)
            #expect(screen.cursorColumn == fresh.cursorColumn)
            #expect(screen.cursorRowNumber == fresh.cursorRowNumber)
            #expect(screen.visibleRows == Self.rows(of: frame))
        }
    }

    private static func rows(of frame: EditorFrame) -> [String] {
        let rows = frame.rows.map { row -> String in
            var text = text(row)
            while text.last == " " { text.removeLast() }
            return text
        }
        return rows + [String](repeating: "", count: 6 - rows.count)
    }

    @Test("A typed character costs a character")
    func economy() {
        var painter = ScreenPainter()
        _ = painter.update(to: Self.frame("> inv", columns: 80))
        #expect(painter.update(to: Self.frame("> invo", columns: 80)) == "o")
        #expect(painter.update(to: Self.frame("> invo", columns: 80)) == "")
        #expect(painter.update(to: Self.frame("> invo", cursor: 5, columns: 80)) == "\u{8}")
    }

    @Test("At the bottom of the window the rows scroll, and everything stays in its place")
    func bottom() {
        var painter = ScreenPainter()
        var screen = Screen(rows: 4, columns: 10)
        screen.write(Array("x\r\ny\r\nz\r\n".utf8)[...])
        screen.write(Array(painter.update(to: Self.frame("> a")).utf8)[...])
        screen.write(Array(painter.update(to: Self.frame("> a\nb\nc")).utf8)[...])
        #expect(screen.visibleRows == ["z", "> a", "b", "c"])
        screen.write(Array(painter.update(to: Self.frame("> a\nb\nc", cursor: 2)).utf8)[...])
        screen.write(Array(painter.update(to: Self.frame("> ")).utf8)[...])
        #expect(screen.visibleRows == ["z", ">", "", ""])
        screen.write(Array(painter.finish().utf8)[...])
        #expect(screen.cursorRowNumber == 2)
    }
}

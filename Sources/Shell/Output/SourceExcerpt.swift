import FCCore
package import ShellSyntax

/// The part of a source line around a span that fits into a window, and where the caret goes under it.
package struct SourceExcerpt: Sendable, Hashable {
    /// What is shown of the line: tabs as four blanks, control characters visible, `…` where something was cut.
    package private(set) var line: String
    /// Columns in front of the caret.
    package private(set) var caretColumn: Int
    /// Columns that the span takes, at least 1; a span of several lines is marked to the end of its first.
    package private(set) var caretWidth: Int

    /// A character as it is shown.
    private struct Cell {
        var text: String
        var width: Int
    }

    /// - Parameter columns: how wide the excerpt may be.
    package init(of span: SourceSpan, in source: SourceText, columns: Int) {
        let whole = source.lineSpan(source.position(at: span.start).line)
        let start = min(max(span.start, whole.start), whole.end)
        let end = min(max(span.end, start), whole.end)
        // A character is at most a few dozen bytes, so this is more than any window shows of an enormous line.
        let reach = columns * 32
        let low = Self.boundary(max(whole.start, start - reach), in: source.bytes, floor: whole.start)
        let high = Self.boundary(min(whole.end, start + reach), in: source.bytes, floor: start)

        var before = Self.cells(source[SourceSpan(low, start)])
        let marked = Self.cells(source[SourceSpan(start, min(end, high))])
        var behind = marked + Self.cells(source[SourceSpan(min(end, high), high)])
        let total = Self.width(before) + Self.width(behind)
        if low > whole.start || high < whole.end || total > columns {
            let room = max(columns / 2, columns - Self.width(behind) - 1)
            Self.keepEnd(&before, columns: room, isCut: low > whole.start)
            Self.keepStart(&behind, columns: columns - Self.width(before), isCut: high < whole.end)
        }
        line = (before + behind).reduce(into: "") { $0 += $1.text }
        caretColumn = Self.width(before)
        caretWidth = max(1, min(Self.width(marked), Self.width(behind)))
    }

    private static func width(_ cells: [Cell]) -> Int { cells.reduce(0) { $0 + $1.width } }

    private static func cells(_ text: String) -> [Cell] {
        text.map { character in
            let shown = character == "\t" ? "    " : VisibleText.of(String(character))
            return Cell(text: shown, width: DisplayWidth.of(shown))
        }
    }

    private static func keepEnd(_ cells: inout [Cell], columns: Int, isCut: Bool) {
        guard isCut || width(cells) > columns else { return }
        var left = columns - 1
        var kept: [Cell] = []
        for cell in cells.reversed() {
            guard cell.width <= left else { break }
            left -= cell.width
            kept.append(cell)
        }
        cells = [Cell(text: "…", width: 1)] + kept.reversed()
    }

    private static func keepStart(_ cells: inout [Cell], columns: Int, isCut: Bool) {
        guard isCut || width(cells) > columns else { return }
        var left = columns - 1
        var kept: [Cell] = []
        for cell in cells {
            guard cell.width <= left else { break }
            left -= cell.width
            kept.append(cell)
        }
        cells = kept + [Cell(text: "…", width: 1)]
    }

    /// Moves an offset back to where a character's encoding begins.
    private static func boundary(_ offset: Int, in bytes: [UInt8], floor: Int) -> Int {
        var offset = offset
        while offset > floor, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }
}

import FCCore

/// Rows under headings, for listings such as `set`, `history`, `functions`.
///
/// On a terminal columns are aligned, two blanks apart, and the widest shrink until a row fits the window. Elsewhere the
/// cells are separated by tabs and there are no headings: `cut -f2` gets data and nothing else. Headings that are all
/// empty take no line, and people are told of a listing that has nothing in it.
package struct TableRenderer: Sendable {
    /// What is known about a column.
    package struct Column: Sendable, Hashable {
        package var heading: Message
        package var alignment: DisplayWidth.Alignment

        package init(_ heading: Message, _ alignment: DisplayWidth.Alignment = .leading) {
            self.heading = heading
            self.alignment = alignment
        }
    }

    /// No column shrinks below this.
    private static let minimumWidth = 6
    private static let gap = 2

    private let columns: [Column]

    package init(_ columns: [Column]) {
        self.columns = columns
    }

    /// The rows as text, each with its newline.
    /// - Parameter rows: the cells of each row; missing ones are empty, surplus ones are left out.
    package func render(_ rows: [[StyledText]], for sink: SinkCapabilities) -> StyledText {
        let rows = rows.map { row in
            columns.indices.map { index in
                row.indices.contains(index) ? row[index].localized(in: sink.language) : StyledText()
            }
        }
        return sink.isTerminal ? aligned(rows, sink) : separated(rows)
    }

    private func separated(_ rows: [[StyledText]]) -> StyledText {
        var text = StyledText()
        for row in rows {
            text.appendLine(row.map { cell in String(cell.plain.map(Self.flattened)) }.joined(separator: "\t"))
        }
        return text
    }

    private static func flattened(_ character: Character) -> Character {
        character == "\t" || character.isNewline ? " " : character
    }

    private func aligned(_ rows: [[StyledText]], _ sink: SinkCapabilities) -> StyledText {
        let isHeaded = !columns.allSatisfy(\.heading.isEmpty)
        let headings = isHeaded ? [columns.map { StyledText($0.heading, .bold).localized(in: sink.language) }] : []
        let isEmpty = rows.isEmpty
        let rows = headings + rows.map { row in row.map { $0.mapText(VisibleText.singleLine) } }
        let widths = fitted(rows, to: sink.columns)
        var text = StyledText()
        for row in rows {
            var line = StyledText()
            for (index, cell) in row.enumerated() {
                append(cell, to: &line, width: widths[index], column: index)
            }
            text.appendLine(line)
        }
        if isEmpty, isHeaded { text.appendLine(StyledText("(none)", .faint).localized(in: sink.language)) }
        return text
    }

    /// Column widths that fit the window: the widest gives way first, as long as it is not too narrow to read.
    private func fitted(_ rows: [[StyledText]], to window: Int) -> [Int] {
        var widths = columns.indices.map { index in rows.map { $0[index].width }.max() ?? 0 }
        guard window > 0 else { return widths }
        var surplus = widths.reduce(0, +) + Self.gap * max(0, columns.count - 1) - window
        while surplus > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Self.minimumWidth
        {
            widths[widest] -= 1
            surplus -= 1
        }
        return widths
    }

    private func append(_ cell: StyledText, to line: inout StyledText, width: Int, column: Int) {
        let shown = cell.truncated(to: width)
        let blanks = String(repeating: " ", count: max(0, width - shown.width))
        let isLast = column == columns.count - 1
        if columns[column].alignment == .trailing { line.append(blanks) }
        line += shown
        if columns[column].alignment == .leading, !isLast { line.append(blanks) }
        if !isLast { line.append(String(repeating: " ", count: Self.gap)) }
    }
}

extension StyledText {
    /// A single line cut to a number of columns, with an ellipsis where something is missing.
    package func truncated(to columns: Int) -> StyledText {
        guard width > columns else { return self }
        guard columns > 0 else { return StyledText() }
        var cut = StyledText()
        var left = columns - 1
        for fragment in fragments {
            let (head, width) = DisplayWidth.prefix(of: fragment.text, columns: left)
            cut.append(head, fragment.style)
            left -= width
            guard head.utf8.count == fragment.text.utf8.count else {
                cut.append("…", fragment.style)
                break
            }
        }
        return cut
    }
}

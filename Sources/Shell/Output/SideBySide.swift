import FCCore

/// Two texts beside each other, line by line; equal lines stand opposite one another.
struct SideBySide {
    /// A line of both texts; `~` differs, `-` is on the left only, `+` on the right only.
    struct Row: Hashable {
        var mark: String
        var left: String
        var right: String
    }

    /// Longer texts are compared as far as this.
    private static let lineLimit = 500
    /// How many rows are shown.
    private static let rowLimit = 40
    /// How many equal rows are shown in front of the first that differs.
    private static let lead = 3

    let rows: [Row]

    init(_ left: [String], _ right: [String]) {
        let (left, right) = (Array(left.prefix(Self.lineLimit)), Array(right.prefix(Self.lineLimit)))
        rows = Self.shown(Self.aligned(left, right))
    }

    private static func aligned(_ left: [String], _ right: [String]) -> [Row] {
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in right.difference(from: left) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var rows: [Row] = []
        var (old, new) = (0, 0)
        while old < left.count || new < right.count {
            switch (removed.contains(old), inserted.contains(new)) {
            case (true, true): rows.append(Row(mark: "~", left: left[old], right: right[new]))
            case (true, false): rows.append(Row(mark: "-", left: left[old], right: ""))
            case (false, true): rows.append(Row(mark: "+", left: "", right: right[new]))
            case (false, false): rows.append(Row(mark: "", left: left[old], right: right[new]))
            }
            if !rows[rows.count - 1].isOnTheRightOnly { old += 1 }
            if !rows[rows.count - 1].isOnTheLeftOnly { new += 1 }
        }
        return rows
    }

    /// The part that is worth showing: a long beginning without a difference, and what exceeds the limit, are cut.
    private static func shown(_ rows: [Row]) -> [Row] {
        guard rows.count > rowLimit else { return rows }
        let cut = Row(mark: "", left: "…", right: "…")
        let first = max(0, (rows.firstIndex { !$0.mark.isEmpty } ?? 0) - lead)
        var part = Array(rows[first...].prefix(rowLimit))
        if first + part.count < rows.count { part.append(cut) }
        return first > 0 ? [cut] + part : part
    }

    /// The rows as a table under two headings.
    func table(_ left: String, _ right: String, for sink: SinkCapabilities, masker: Masker) -> StyledText {
        let table = TableRenderer([.init(""), .init(Message(verbatim: left)), .init(Message(verbatim: right))])
        let cells = rows.map { row -> [StyledText] in
            let styles: (Style, Style) = row.mark.isEmpty ? (.plain, .plain) : (.red, .green)
            return [
                StyledText(row.mark, .yellow), StyledText(masker.mask(row.left), styles.0),
                StyledText(masker.mask(row.right), styles.1),
            ]
        }
        return table.render(cells, for: sink)
    }
}

extension SideBySide.Row {
    fileprivate var isOnTheLeftOnly: Bool { mark == "-" }
    fileprivate var isOnTheRightOnly: Bool { mark == "+" }
}

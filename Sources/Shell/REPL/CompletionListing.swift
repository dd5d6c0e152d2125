/// Lays candidates out below the line.
struct CompletionListing {
    let layout: ScreenLayout
    /// Rows the list may take at most.
    let rowLimit: Int
    /// Whether descriptions may be drawn paler than names.
    var usesColor = false

    /// The rows of the list, each fitting the window.
    ///
    /// Descriptions are left out where the list would not fit with them.
    func rows(_ candidates: [CompletionCandidate]) -> [String] {
        let names = candidates.map { Self.visible($0.shown) }
        let isDescribed = candidates.contains { $0.description?.isEmpty == false }
        let rows = isDescribed && candidates.count <= rowLimit ? described(candidates, names) : inColumns(names)
        guard rows.count > rowLimit else { return rows }
        let more = layout.prefix(
            of: "… \(candidates.count) in all; type more to see fewer", columns: layout.columns - 1)
        return Array(rows.prefix(max(1, rowLimit - 1))) + [more]
    }

    private func described(_ candidates: [CompletionCandidate], _ names: [String]) -> [String] {
        let widest = min(names.map(layout.width(of:)).max() ?? 0, max(8, layout.columns / 2))
        return zip(candidates, names).map { candidate, name in
            guard let description = candidate.description, !description.isEmpty else { return fitted(name) }
            let head = fitted(padded(name, to: widest))
            let room = layout.columns - layout.width(of: head) - 2
            guard room > 4 else { return head }
            return head + "  " + pale(fitted(Self.visible(description), columns: room))
        }
    }

    private func pale(_ text: String) -> String {
        usesColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text
    }

    private func inColumns(_ names: [String]) -> [String] {
        let cell = (names.map(layout.width(of:)).max() ?? 0) + 2
        let perRow = max(1, (layout.columns - 1) / cell)
        let rowCount = (names.count + perRow - 1) / perRow
        // Down the columns, as `ls` does it.
        return (0..<rowCount).map { row in
            let inRow = stride(from: row, to: names.count, by: rowCount).map { names[$0] }
            return fitted(inRow.dropLast().map { padded($0, to: cell) }.joined() + (inRow.last ?? ""))
        }
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - layout.width(of: text)))
    }

    private func fitted(_ text: String, columns: Int? = nil) -> String {
        let columns = columns ?? layout.columns
        guard layout.width(of: text) >= columns else { return text }
        return layout.prefix(of: text, columns: columns - 2) + "…"
    }

    /// Control characters, in the name of a file for instance, must not reach the terminal.
    static func visible(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }))
    }

    /// What all candidates begin with.
    static func commonPrefix(_ candidates: [CompletionCandidate]) -> String {
        guard var prefix = candidates.first?.text else { return "" }
        for candidate in candidates.dropFirst() {
            prefix = String(zip(prefix, candidate.text).prefix { $0 == $1 }.map(\.0))
        }
        return prefix
    }
}

/// Lays candidates out below the line.
struct CompletionListing {
    let layout: ScreenLayout
    /// Rows the list may take at most.
    let rowLimit: Int

    /// The rows of the list, each fitting the window.
    func rows(_ candidates: [CompletionCandidate]) -> [String] {
        let names = candidates.map { Self.visible($0.text) }
        let rows =
            candidates.contains { $0.description?.isEmpty == false }
            ? described(candidates, names) : inColumns(names)
        guard rows.count > rowLimit else { return rows }
        return Array(rows.prefix(max(1, rowLimit - 1))) + ["… \(candidates.count) in all; type more to see fewer"]
    }

    private func described(_ candidates: [CompletionCandidate], _ names: [String]) -> [String] {
        let widest = min(names.map(layout.width(of:)).max() ?? 0, max(8, layout.columns / 2))
        return zip(candidates, names).map { candidate, name in
            guard let description = candidate.description, !description.isEmpty else { return fitted(name) }
            return fitted(padded(name, to: widest) + "  " + Self.visible(description))
        }
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

    private func fitted(_ text: String) -> String {
        guard layout.width(of: text) >= layout.columns else { return text }
        return layout.prefix(of: text, columns: layout.columns - 2) + "…"
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

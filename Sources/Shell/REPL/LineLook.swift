/// How a line looks while it is edited: runs of its text in a style, and a hint behind its end.
package struct LineLook: Sendable, Hashable {
    /// A part of the text, as offsets into its UTF-8.
    package struct Run: Sendable, Hashable {
        package var range: Range<Int>
        package var style: Style

        package init(_ range: Range<Int>, _ style: Style) {
            self.range = range
            self.style = style
        }
    }

    /// In order; a later run wins over an earlier one where they overlap. What no run covers is plain.
    package var runs: [Run]
    /// What may come next, shown behind the cursor at the end of the text.
    package var hint: String?

    package init(runs: [Run] = [], hint: String? = nil) {
        self.runs = runs
        self.hint = hint
    }

    /// The style of each byte of a text of that length.
    func styles(count: Int) -> [Style] {
        var styles = [Style](repeating: .plain, count: count)
        for run in runs {
            for offset in run.range.clamped(to: 0..<count) { styles[offset] = run.style }
        }
        return styles
    }
}

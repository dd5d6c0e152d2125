import FCCore

/// Differences as lines for people: `+` added, `-` removed, `~` changed.
package enum DifferenceText {
    /// Longer values are cut in the middle of a table of differences nobody could read otherwise.
    private static let valueLimit = 200

    /// One line for each difference, with its newline.
    package static func lines(_ differences: [Difference]) -> StyledText {
        var text = StyledText()
        for difference in differences { text.appendLine(line(difference)) }
        return text
    }

    private static func line(_ difference: Difference) -> StyledText {
        let path = VisibleText.singleLine(difference.path.pathText)
        switch difference.change {
        case .added(let value): return StyledText("+ \(path)  \(shown(value))", .green)
        case .removed(let value): return StyledText("- \(path)  \(shown(value))", .red)
        case .changed(let old, let new):
            return StyledText("~ \(path)  ", .yellow) + StyledText(shown(old), .red) + " → "
                + StyledText(shown(new), .green)
        }
    }

    private static func shown(_ value: Value) -> String {
        let text = VisibleText.inJSON(JSONWriter.text(value))
        return text.count > valueLimit ? text.prefix(valueLimit) + "…" : text
    }
}

extension StyledText {
    /// The character that stands around escape codes in what libedit is given.
    static let promptMarker = "\u{1}"

    /// A prompt as the editor needs it.
    struct PromptRendering: Hashable {
        /// Whole rows above the one that is edited, with escape codes, each ending in a newline.
        var leadingRows: String
        /// The rest, with escape codes between markers.
        var lastRow: String
        /// The same without escape codes, for measuring.
        var plainLastRow: String
    }

    /// Lays the text out as a prompt. A newline in it puts what comes before on rows of its own.
    ///
    /// libedit sends what stands between two markers together with the next visible character: two pairs side by side
    /// break the prompt and a pair at the end is lost. So a change of look is one pair directly before a character, and
    /// the way back to plain comes before a space at the end.
    func promptRendering(usesColor: Bool) -> PromptRendering {
        var rows: [[Fragment]] = [[]]
        for fragment in fragments {
            let parts = fragment.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0 { rows.append([]) }
                let text = Self.withoutControls(part)
                if !text.isEmpty { rows[rows.count - 1].append(Fragment(text, fragment.style)) }
            }
        }
        let last = rows.removeLast()
        let leading = rows.map { row in
            row.map { usesColor ? Self.wrapped($0) : $0.text }.joined() + "\n"
        }
        let plain = last.map(\.text).joined()
        guard usesColor, last.contains(where: { $0.style != .plain }) else {
            return PromptRendering(leadingRows: leading.joined(), lastRow: plain, plainLastRow: plain)
        }
        let spaced = plain.hasSuffix(" ") ? last : last + [Fragment(" ")]
        return PromptRendering(
            leadingRows: leading.joined(), lastRow: Self.marked(spaced),
            plainLastRow: spaced.map(\.text).joined())
    }

    private static func marked(_ fragments: [Fragment]) -> String {
        var text = ""
        var current = Style.plain
        for (index, fragment) in fragments.enumerated() {
            var visible = fragment.text
            let isLast = index == fragments.count - 1
            if isLast, fragment.style != .plain { visible.removeLast() }
            if !visible.isEmpty, fragment.style != current {
                text += promptMarker + change(from: current, to: fragment.style) + promptMarker
                current = fragment.style
            }
            text += visible
            if isLast, fragment.style != .plain {
                text += promptMarker + change(from: current, to: .plain) + promptMarker + " "
            }
        }
        return text
    }

    private static func wrapped(_ fragment: Fragment) -> String {
        guard fragment.style != .plain else { return fragment.text }
        return change(from: .plain, to: fragment.style) + fragment.text + change(from: fragment.style, to: .plain)
    }

    private static func change(from old: Style, to new: Style) -> String {
        (old == .plain ? "" : Style.closingSequence) + new.openingSequence
    }

    private static func withoutControls(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}

/// A prompt as pieces of text with a look each; the editor turns the looks into escape codes.
package struct PromptText: Sendable, Hashable {
    /// The eight colours every terminal has.
    package enum Color: Int, Sendable, CaseIterable {
        case black, red, green, yellow, blue, magenta, cyan, white
    }

    /// How a piece looks.
    package struct Style: Sendable, Hashable {
        /// Nil is the terminal's own colour.
        package var color: Color?
        package var isBold: Bool
        package var isFaint: Bool
        /// Letters in the background's colour, for what must not be overlooked.
        package var isReversed: Bool

        package init(color: Color? = nil, isBold: Bool = false, isFaint: Bool = false, isReversed: Bool = false) {
            self.color = color
            self.isBold = isBold
            self.isFaint = isFaint
            self.isReversed = isReversed
        }

        /// Text as it comes.
        package static let plain = Style()
    }

    /// A piece of text in one look.
    package struct Fragment: Sendable, Hashable {
        package var text: String
        package var style: Style

        package init(_ text: String, style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// The pieces from left to right. A newline among them puts what comes before it on rows of its own.
    package var fragments: [Fragment]

    package init(_ fragments: [Fragment]) {
        self.fragments = fragments
    }

    /// A prompt without any look.
    package init(_ text: String) {
        fragments = [Fragment(text)]
    }
}

extension PromptText {
    /// The character that stands around escape codes in what libedit is given.
    static let marker = "\u{1}"

    /// The prompt as the editor needs it.
    struct Rendering: Hashable {
        /// Whole rows above the one that is edited, with escape codes, each ending in a newline.
        var leadingRows: String
        /// The rest, with escape codes between markers.
        var lastRow: String
        /// The same without escape codes, for measuring.
        var plainLastRow: String
    }

    /// Lays the prompt out.
    ///
    /// libedit sends what stands between two markers together with the next visible character: two pairs side by side
    /// break the prompt and a pair at the end is lost. So a change of look is one pair directly before a character, and
    /// the way back to plain comes before a space at the end.
    func rendering(usesColor: Bool) -> Rendering {
        var rows: [[Fragment]] = [[]]
        for fragment in fragments {
            let parts = fragment.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if index > 0 { rows.append([]) }
                let text = Self.withoutControls(part)
                if !text.isEmpty { rows[rows.count - 1].append(Fragment(text, style: fragment.style)) }
            }
        }
        let last = rows.removeLast()
        let leading = rows.map { row in
            row.map { usesColor ? Self.wrapped($0) : $0.text }.joined() + "\n"
        }
        let plain = last.map(\.text).joined()
        guard usesColor, last.contains(where: { $0.style != .plain }) else {
            return Rendering(leadingRows: leading.joined(), lastRow: plain, plainLastRow: plain)
        }
        let spaced = plain.hasSuffix(" ") ? last : last + [Fragment(" ")]
        return Rendering(
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
                text += marker + change(from: current, to: fragment.style) + marker
                current = fragment.style
            }
            text += visible
            if isLast, fragment.style != .plain { text += marker + change(from: current, to: .plain) + marker + " " }
        }
        return text
    }

    private static func wrapped(_ fragment: Fragment) -> String {
        guard fragment.style != .plain else { return fragment.text }
        return change(from: .plain, to: fragment.style) + fragment.text + change(from: fragment.style, to: .plain)
    }

    private static func change(from old: Style, to new: Style) -> String {
        var codes = old == .plain ? [] : ["0"]
        if new.isBold { codes.append("1") }
        if new.isFaint { codes.append("2") }
        if new.isReversed { codes.append("7") }
        if let color = new.color { codes.append("\(30 + color.rawValue)") }
        return codes.isEmpty ? "" : "\u{1B}[" + codes.joined(separator: ";") + "m"
    }

    private static func withoutControls(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}

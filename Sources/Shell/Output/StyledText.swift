import ShellSyntax

/// Text with its looks, before it is known whether anybody will see colours and which language they read.
///
/// What is written as a literal is a ``Message`` and will be shown in the reader's language; a string is data.
package struct StyledText: Sendable, Hashable {
    /// A run of text in one style.
    package struct Fragment: Sendable, Hashable {
        package var text: String
        package var style: Style
        /// What the text was made from, when there may be a translation.
        var message: Message?

        package init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    /// The runs in order; none is empty and neighbours without a message differ in style.
    package private(set) var fragments: [Fragment]

    package init() {
        fragments = []
    }

    @_disfavoredOverload
    package init(_ text: some StringProtocol, _ style: Style = .plain) {
        fragments = text.isEmpty ? [] : [Fragment(String(text), style)]
    }

    package init(_ message: Message, _ style: Style = .plain) {
        fragments = []
        append(message, style)
    }

    /// The English text without any style.
    package var plain: String {
        if fragments.count == 1 { return fragments[0].text }
        var plain = ""
        for fragment in fragments { plain.append(fragment.text) }
        return plain
    }

    package var isEmpty: Bool { fragments.isEmpty }

    /// Whether the last character ends a line.
    package var endsWithNewline: Bool { fragments.last?.text.utf8.last == 0x0A }

    /// Columns of the text on a terminal; it should hold a single line.
    package var width: Int { fragments.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    /// Adds data at the end.
    @_disfavoredOverload
    package mutating func append(_ text: some StringProtocol, _ style: Style = .plain) {
        guard !text.isEmpty else { return }
        if let last = fragments.indices.last, fragments[last].style == style, fragments[last].message == nil {
            fragments[last].text += text
        } else {
            fragments.append(Fragment(String(text), style))
        }
    }

    /// Adds a message at the end.
    package mutating func append(_ message: Message, _ style: Style = .plain) {
        guard message.isTranslatable else { return append(message.description, style) }
        var fragment = Fragment(message.description, style)
        fragment.message = message
        fragments.append(fragment)
    }

    /// Adds data with a newline behind it.
    @_disfavoredOverload
    package mutating func appendLine(_ text: some StringProtocol, _ style: Style = .plain) {
        append(text, style)
        append("\n")
    }

    /// Adds a message with a newline behind it.
    package mutating func appendLine(_ message: Message = "", _ style: Style = .plain) {
        append(message, style)
        append("\n")
    }

    /// Adds styled text with a newline behind it.
    package mutating func appendLine(_ text: StyledText) {
        self += text
        append("\n")
    }

    /// Gives the text a newline at its end unless it has one.
    package mutating func endLine() {
        if !endsWithNewline { append("\n") }
    }

    /// The text for a sink, with or without terminal sequences.
    package func rendered(colour: Bool) -> String {
        guard colour else { return plain }
        var output = ""
        for fragment in fragments { Self.append(fragment, to: &output) }
        return output
    }

    /// The text with every fragment's letters changed and its style kept.
    package func mapText(_ change: (String) -> String) -> StyledText {
        var changed = StyledText()
        for fragment in fragments { changed.append(change(fragment.text), fragment.style) }
        return changed
    }

    /// A style is closed before a newline and opened again behind it: a pager or a scrolled line must not bleed.
    private static func append(_ fragment: Fragment, to output: inout String) {
        let opening = fragment.style.openingSequence
        guard !opening.isEmpty else {
            output += fragment.text
            return
        }
        guard fragment.text.utf8.contains(0x0A) else {
            output += opening
            output += fragment.text
            output += Style.closingSequence
            return
        }
        var isFirst = true
        for line in fragment.text.split(separator: "\n", omittingEmptySubsequences: false) {
            if !isFirst { output += "\n" }
            isFirst = false
            if !line.isEmpty { output += opening + line + Style.closingSequence }
        }
    }
}

extension StyledText: ExpressibleByStringInterpolation {
    package init(stringLiteral text: String) {
        self.init(Message(stringLiteral: text))
    }

    package init(stringInterpolation parts: Message.StringInterpolation) {
        self.init(Message(stringInterpolation: parts))
    }

    package static func += (left: inout StyledText, right: StyledText) {
        for fragment in right.fragments { left.append(fragment) }
    }

    package static func + (left: StyledText, right: StyledText) -> StyledText {
        var sum = left
        sum += right
        return sum
    }
}

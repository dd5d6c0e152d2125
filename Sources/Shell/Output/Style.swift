/// How a piece of text looks on a terminal.
package struct Style: Sendable, Hashable {
    /// The six colours every terminal has, as numbers of the "select graphic rendition" sequence (ECMA-48, SGR).
    package enum Colour: Int, Sendable {
        case red = 31
        case green, yellow, blue, magenta, cyan
    }

    /// The colour of the letters; nil for the terminal's own.
    package var colour: Colour?
    package var isBold = false
    package var isFaint = false
    package var isUnderlined = false

    package init(_ colour: Colour? = nil, bold: Bool = false, faint: Bool = false, underlined: Bool = false) {
        self.colour = colour
        isBold = bold
        isFaint = faint
        isUnderlined = underlined
    }

    /// The terminal's own look.
    package static let plain = Style()
    package static let bold = Style(bold: true)
    package static let faint = Style(faint: true)
    package static let underline = Style(underlined: true)
    package static let red = Style(.red)
    package static let green = Style(.green)
    package static let yellow = Style(.yellow)
    package static let blue = Style(.blue)
    package static let magenta = Style(.magenta)
    package static let cyan = Style(.cyan)
    /// The word `error:` and the caret under a fault.
    package static let failure = Style(.red, bold: true)
    /// The word `warning:`.
    package static let caution = Style(.yellow, bold: true)

    /// The sequence that switches the style on; empty for plain text.
    package var openingSequence: String {
        var codes: [Int] = []
        if isBold { codes.append(1) }
        if isFaint { codes.append(2) }
        if isUnderlined { codes.append(4) }
        if let colour { codes.append(colour.rawValue) }
        guard !codes.isEmpty else { return "" }
        return "\u{1B}[" + codes.map { String($0) }.joined(separator: ";") + "m"
    }

    /// The sequence that returns to plain text.
    package static let closingSequence = "\u{1B}[0m"
}

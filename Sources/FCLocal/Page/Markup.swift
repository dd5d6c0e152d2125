import FCCore

/// A piece of HTML.
///
/// What is written as a literal is markup; every text that is put into one is escaped. So nothing that a function, an
/// event or an s.yaml says can become markup.
struct Markup: Sendable, Hashable {
    /// The HTML.
    private(set) var text = ""

    /// Nothing.
    static let empty = Markup()

    static func += (left: inout Markup, right: Markup) { left.text += right.text }
}

extension Markup: ExpressibleByStringInterpolation {
    /// Collects literals as they are and everything else escaped.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { text += literal }

        /// Text, escaped for elements and attributes in quotes.
        mutating func appendInterpolation(_ data: String) { text += MarkupText.escaped(data) }

        mutating func appendInterpolation(_ number: Int) { text += String(number) }

        mutating func appendInterpolation(_ markup: Markup) { text += markup.text }
    }

    init(stringLiteral literal: String) { text = literal }

    init(stringInterpolation parts: StringInterpolation) { text = parts.text }
}

extension Sequence<Markup> {
    /// All pieces, one behind the other.
    func joined() -> Markup { reduce(into: Markup.empty) { $0 += $1 } }
}

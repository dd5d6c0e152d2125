/// A part of a JSON word or a heredoc.
package enum TemplatePiece: Sendable {
    /// Text as it is to be sent (`\${` has become `${`).
    case text(String)
    /// `${…}`; `isInsideString` when it stands between the quotes of a JSON string (always false in a plain heredoc).
    case expansion(Expansion, isInsideString: Bool)
}

/// A JSON value written as a word.
package struct JSONTemplate: Sendable {
    package var pieces: [TemplatePiece]
    package var span: SourceSpan

    package init(pieces: [TemplatePiece], span: SourceSpan) {
        self.pieces = pieces
        self.span = span
    }
}

/// One word: pieces that stand side by side.
package struct Word: Sendable {
    package enum Piece: Sendable {
        /// Unquoted text; what `\x` stands for is `.escaped`.
        case plain(String, SourceSpan)
        /// A character behind a backslash.
        case escaped(String, SourceSpan)
        /// `'…'`
        case single(String, SourceSpan)
        /// Text inside `"…"`, escapes decoded. A double-quoted word is its texts and expansions in order; `""` is one
        /// empty piece.
        case double(String, SourceSpan)
        /// `${…}`, quoted or not: it never splits a word.
        case expansion(Expansion, isQuoted: Bool)
        /// A JSON value: the whole word, or what follows an unquoted `=`.
        case json(JSONTemplate)
    }

    package var pieces: [Piece]
    package var span: SourceSpan

    package init(pieces: [Piece], span: SourceSpan) {
        self.pieces = pieces
        self.span = span
    }
}

/// `${ref[:json|:raw][:-default]}`
package struct Expansion: Sendable {
    package enum Rendering: Sendable {
        /// By the place: JSON in a JSON word, text elsewhere.
        case natural
        case json
        case raw
    }

    package enum Reference: Sendable, Hashable {
        case variable(String)
        case environment(String)
        /// A script argument, from 1.
        case argument(Int)
        /// `${#}`
        case argumentCount
        case selector(Selector)
    }

    package var reference: Reference
    package var rendering: Rendering
    /// The text behind `:-`, nil without.
    package var defaultText: String?
    package var span: SourceSpan

    package init(
        _ reference: Reference, rendering: Rendering = .natural, defaultText: String? = nil, span: SourceSpan
    ) {
        self.reference = reference
        self.rendering = rendering
        self.defaultText = defaultText
        self.span = span
    }
}

/// A place in a result: `.a.b[0]`, `@status`, `%2.items[*].id`, `%-1`.
package struct Selector: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        /// A path into the body; empty for `.`.
        case path([PathStep])
        /// `@name.rest`
        case fact([String])
        /// `%N` alone.
        case result
    }

    /// `%N` (from 1) or `%-N`; nil for the current result.
    package var result: Int?
    package var target: Target
    package var span: SourceSpan

    package init(result: Int? = nil, _ target: Target, span: SourceSpan) {
        self.result = result
        self.target = target
        self.span = span
    }
}

/// One step of a path.
package enum PathStep: Sendable, Hashable {
    case key(String)
    /// Negative counts from the end.
    case index(Int)
    /// `[*]`
    case all
}

/// `NAME { arg | redirect } [ "|" rest-of-line ]`
package struct CommandStatement: Sendable {
    package var name: Identifier
    package var arguments: [Word]
    package var redirections: [Redirection]
    package var pipe: ShellLine?

    package init(name: Identifier, arguments: [Word], redirections: [Redirection] = [], pipe: ShellLine? = nil) {
        self.name = name
        self.arguments = arguments
        self.redirections = redirections
        self.pipe = pipe
    }
}

/// Text for the system shell, to the end of its line.
package struct ShellLine: Sendable, Hashable {
    /// The text without the leading `!` or `|` and the blanks around it.
    package var text: String
    /// From the `!` or `|` on.
    package var span: SourceSpan

    package init(_ text: String, span: SourceSpan) {
        self.text = text
        self.span = span
    }
}

/// `< file`, `> file`, `>> file` or a heredoc.
package struct Redirection: Sendable {
    package enum Kind: Sendable {
        case input(Word)
        case output(Word)
        case append(Word)
        case heredoc(Heredoc)
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

/// `<<NAME` with the lines up to NAME alone.
package struct Heredoc: Sendable {
    package var delimiter: Identifier
    /// Whether the name was quoted: no expansion then, one `.text` piece.
    package var isQuoted: Bool
    /// The body, without the newline before the closing name. When ``isJSON`` the pieces follow the rules of a JSON word.
    package var pieces: [TemplatePiece]
    /// Whether the body is unquoted and begins with `{` or `[`: a lone `${x}` inserts JSON then.
    package var isJSON: Bool
    package var bodySpan: SourceSpan

    package init(
        delimiter: Identifier, isQuoted: Bool, pieces: [TemplatePiece], isJSON: Bool, bodySpan: SourceSpan
    ) {
        self.delimiter = delimiter
        self.isQuoted = isQuoted
        self.pieces = pieces
        self.isJSON = isJSON
        self.bodySpan = bodySpan
    }
}

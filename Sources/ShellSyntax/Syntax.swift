/// A whole text as a tree. Every node knows its bytes.
package struct Script: Sendable {
    package var source: SourceText
    package var statements: [Statement]
    /// The comments in order, for the formatter and for colouring.
    package var comments: [SourceSpan]
    /// Everything that is wrong with the text, in order of place.
    package var diagnostics: [Diagnostic]

    package init(source: SourceText, statements: [Statement], comments: [SourceSpan], diagnostics: [Diagnostic]) {
        self.source = source
        self.statements = statements
        self.comments = comments
        self.diagnostics = diagnostics
    }
}

/// One statement: what a line holds, or a block with its body.
package struct Statement: Sendable {
    package indirect enum Kind: Sendable {
        /// A command of the catalogue with its words.
        case command(CommandStatement)
        /// `wait [%N|all] [for D]`
        case wait(WaitStatement)
        /// A selector alone: prints what it selects.
        case selector(Selector)
        /// `!command …`: the rest of the line for the system shell.
        case shell(ShellLine)
        case `let`(LetStatement)
        case secret(SecretStatement)
        case capture(CaptureStatement)
        case expect(ExpectStatement)
        /// `on error stop|continue`
        case onError(ErrorPolicy)
        case source(SourceStatement)
        case `repeat`(RepeatStatement)
        case retry(RetryStatement)
        case test(TestStatement)
    }

    package var kind: Kind
    package var span: SourceSpan
    /// Whether `try` stands before it: it never fails, so that the next `expect` can examine it.
    package var isTried: Bool

    package init(_ kind: Kind, span: SourceSpan, isTried: Bool = false) {
        self.kind = kind
        self.span = span
        self.isTried = isTried
    }
}

/// A name as it stands in the text.
package struct Identifier: Sendable, Hashable {
    package var text: String
    package var span: SourceSpan

    package init(_ text: String, span: SourceSpan) {
        self.text = text
        self.span = span
    }
}

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

/// `let NAME = arg`
package struct LetStatement: Sendable {
    package var name: Identifier
    package var value: Word

    package init(name: Identifier, value: Word) {
        self.name = name
        self.value = value
    }
}

/// `secret NAME [= arg]`
package struct SecretStatement: Sendable {
    package var name: Identifier
    package var value: Word?

    package init(name: Identifier, value: Word?) {
        self.name = name
        self.value = value
    }
}

/// `capture [--secret] NAME selector`
package struct CaptureStatement: Sendable {
    package var name: Identifier
    package var selector: Selector
    package var isSecret: Bool

    package init(name: Identifier, selector: Selector, isSecret: Bool) {
        self.name = name
        self.selector = selector
        self.isSecret = isSecret
    }
}

/// `expect ( ok | error | selector [not] predicate )`
package struct ExpectStatement: Sendable {
    package enum Assertion: Sendable {
        case ok
        case error
        case predicate(Selector, isNegated: Bool, Predicate)
    }

    package var assertion: Assertion

    package init(_ assertion: Assertion) {
        self.assertion = assertion
    }
}

/// What `expect` may ask of a selected value.
package struct Predicate: Sendable {
    package enum Comparison: String, Sendable, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    package enum TypeName: String, Sendable, CaseIterable {
        case null, bool, number, string, array, object
    }

    package enum Test: Sendable {
        case exists
        case isType(TypeName)
        case compare(Comparison, Word)
        case contains(Word)
        case startsWith(Word)
        case endsWith(Word)
        case matches(Word)
    }

    package var test: Test
    package var span: SourceSpan

    package init(_ test: Test, span: SourceSpan) {
        self.test = test
        self.span = span
    }
}

/// `on error ( stop | continue )`
package enum ErrorPolicy: String, Sendable, CaseIterable {
    case stop
    case `continue`
}

/// `source path [arg …]`
package struct SourceStatement: Sendable {
    package var path: Word
    package var arguments: [Word]

    package init(path: Word, arguments: [Word]) {
        self.path = path
        self.arguments = arguments
    }
}

/// `wait [ %N | all ] [ for D ]`
package struct WaitStatement: Sendable {
    package enum Target: Sendable, Hashable {
        /// The last asynchronous call.
        case last
        case result(Int)
        case all
    }

    package var target: Target
    package var limit: DurationLiteral?

    package init(target: Target, limit: DurationLiteral?) {
        self.target = target
        self.limit = limit
    }
}

/// A number with a unit: `800ms`, `2s`, `1.5m`, `1h`.
package struct DurationLiteral: Sendable, Hashable {
    package var duration: Duration
    package var span: SourceSpan

    package init(_ duration: Duration, span: SourceSpan) {
        self.duration = duration
        self.span = span
    }
}

/// How often: a number in the text or one known later.
package enum CountExpression: Sendable {
    case literal(Int, SourceSpan)
    case expansion(Expansion)
}

/// `repeat COUNT [parallel COUNT] [every DUR] [for DUR] tail`
package struct RepeatStatement: Sendable {
    package var count: CountExpression
    package var parallel: CountExpression?
    package var interval: DurationLiteral?
    package var limit: DurationLiteral?
    package var body: Block

    package init(
        count: CountExpression, parallel: CountExpression?, interval: DurationLiteral?, limit: DurationLiteral?,
        body: Block
    ) {
        self.count = count
        self.parallel = parallel
        self.interval = interval
        self.limit = limit
        self.body = body
    }
}

/// `retry COUNT [every DUR] [for DUR] tail`
package struct RetryStatement: Sendable {
    package var count: CountExpression
    package var interval: DurationLiteral?
    package var limit: DurationLiteral?
    package var body: Block

    package init(count: CountExpression, interval: DurationLiteral?, limit: DurationLiteral?, body: Block) {
        self.count = count
        self.interval = interval
        self.limit = limit
        self.body = body
    }
}

/// `test "name" do … end`
package struct TestStatement: Sendable {
    package var name: Word
    package var body: Block

    package init(name: Word, body: Block) {
        self.name = name
        self.body = body
    }
}

/// The statements of a block: those between `do` and `end`, or the single one that stands in their place.
package struct Block: Sendable {
    package var statements: [Statement]
    /// Whether it was written with `do … end`.
    package var isDelimited: Bool
    package var span: SourceSpan

    package init(statements: [Statement], isDelimited: Bool, span: SourceSpan) {
        self.statements = statements
        self.isDelimited = isDelimited
        self.span = span
    }
}

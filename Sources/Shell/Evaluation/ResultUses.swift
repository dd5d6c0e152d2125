import ShellSyntax

/// The results a statement reads, each with the bytes that name it. Blocks are left to their own statements.
struct ResultUses {
    /// One use: `%3`, `%-1`, or nil for the current result.
    struct Use: Sendable, Hashable {
        var result: Int?
        /// Where the selector begins.
        var start: Int
    }

    private(set) var uses: [Use] = []
    private let source: SourceText

    init(of statement: Statement, in source: SourceText) {
        self.source = source
        collect(statement)
    }

    private mutating func collect(_ statement: Statement) {
        switch statement.kind {
        case .command(let command): collect(command)
        case .let(let statement): collect(statement.value)
        case .secret(let statement): statement.value.map { collect($0) }
        case .expect(let statement): collect(statement)
        case .capture(let statement): collect(statement.selector)
        case .selector(let selector): collect(selector)
        case .source(let statement):
            collect(statement.path)
            statement.arguments.forEach { collect($0) }
        case .test, .repeat, .retry, .wait, .shell, .onError: break
        }
    }

    private mutating func collect(_ command: CommandStatement) {
        for word in command.arguments {
            if case .plain(let text, let span)? = word.pieces.first, text.hasPrefix("%"),
                let selector = SelectorParser.parse(source[word.span]), let result = selector.result
            {
                uses.append(Use(result: result, start: span.start))
            } else {
                collect(word)
            }
        }
        // What it calls again is the last call.
        if command.name.text == AgainCommand.spec.name { uses.append(Use(result: nil, start: command.name.span.start)) }
        for redirection in command.redirections {
            switch redirection.kind {
            case .input(let word), .output(let word), .append(let word): collect(word)
            case .heredoc(let heredoc): heredoc.pieces.forEach { collect($0) }
            }
        }
    }

    private mutating func collect(_ word: Word) {
        for piece in word.pieces {
            switch piece {
            case .expansion(let expansion, _): collect(expansion)
            case .json(let template): template.pieces.forEach { collect($0) }
            case .plain, .escaped, .single, .double: break
            }
        }
    }

    private mutating func collect(_ statement: ExpectStatement) {
        switch statement.assertion {
        case .ok, .error: uses.append(Use(result: nil, start: 0))
        case .predicate(let selector, _, let predicate):
            collect(selector)
            switch predicate.test {
            case .compare(_, let word), .contains(let word), .startsWith(let word), .endsWith(let word),
                .matches(let word):
                collect(word)
            case .exists, .isType: break
            }
        }
    }

    private mutating func collect(_ piece: TemplatePiece) {
        if case .expansion(let expansion, _) = piece { collect(expansion) }
    }

    private mutating func collect(_ expansion: Expansion) {
        if case .selector(let selector) = expansion.reference { collect(selector) }
    }

    /// Figures of a `repeat` and counts of differences are about no result.
    private mutating func collect(_ selector: Selector) {
        if case .fact(let name) = selector.target, RepetitionFact(name) != nil || name == ["diff", "count"] { return }
        uses.append(Use(result: selector.result, start: selector.span.start))
    }
}

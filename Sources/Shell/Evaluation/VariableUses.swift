import ShellSyntax

/// The variables a statement reads and has no default for. Blocks are left to their own statements.
struct VariableUses {
    private(set) var references: [(name: String, span: SourceSpan)] = []

    mutating func collect(_ statement: Statement) {
        switch statement.kind {
        case .command(let command):
            command.arguments.forEach { collect($0) }
            command.redirections.forEach { collect($0) }
        case .let(let statement): collect(statement.value)
        case .secret(let statement): statement.value.map { collect($0) }
        case .expect(let statement): collect(statement)
        case .source(let statement):
            collect(statement.path)
            statement.arguments.forEach { collect($0) }
        case .test(let statement): collect(statement.name)
        case .repeat(let statement):
            collect(statement.count)
            statement.parallel.map { collect($0) }
        case .retry(let statement): collect(statement.count)
        case .wait, .selector, .shell, .capture, .onError: break
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

    private mutating func collect(_ redirection: Redirection) {
        switch redirection.kind {
        case .input(let word), .output(let word), .append(let word): collect(word)
        case .heredoc(let heredoc): heredoc.pieces.forEach { collect($0) }
        }
    }

    private mutating func collect(_ statement: ExpectStatement) {
        guard case .predicate(_, _, let predicate) = statement.assertion else { return }
        switch predicate.test {
        case .compare(_, let word), .contains(let word), .startsWith(let word), .endsWith(let word), .matches(let word):
            collect(word)
        case .exists, .isType: break
        }
    }

    private mutating func collect(_ count: CountExpression) {
        if case .expansion(let expansion) = count { collect(expansion) }
    }

    private mutating func collect(_ piece: TemplatePiece) {
        if case .expansion(let expansion, _) = piece { collect(expansion) }
    }

    private mutating func collect(_ expansion: Expansion) {
        guard case .variable(let name) = expansion.reference, expansion.defaultText == nil else { return }
        references.append((name, expansion.span))
    }
}

// The fuzz target compiles this file into one module with the parser.
#if canImport(ShellSyntax)
    import ShellSyntax
#endif

/// Finds nodes of a tree whose bytes lie outside of their parent's or come before their elder sibling's.
struct SpanChecker {
    private(set) var problems: [String] = []

    static func problems(in script: Script) -> [String] {
        var checker = SpanChecker()
        let whole = SourceSpan(0, script.source.bytes.count)
        checker.check(script.statements, in: whole)
        checker.check(ordered: script.comments, in: whole, "comment")
        for fault in script.diagnostics {
            checker.check(fault.span, in: whole, "diagnostic \(fault.id)")
            if let fix = fault.fix { checker.check(fix.span, in: whole, "fix of \(fault.id)") }
            for note in fault.notes {
                if let span = note.span { checker.check(span, in: whole, "note of \(fault.id)") }
            }
        }
        return checker.problems
    }

    private mutating func check(_ span: SourceSpan, in parent: SourceSpan, _ what: String) {
        guard span.start > span.end || span.start < parent.start || span.end > parent.end else { return }
        problems.append("\(what) \(span.start)..<\(span.end) is not inside \(parent.start)..<\(parent.end)")
    }

    private mutating func check(ordered spans: [SourceSpan], in parent: SourceSpan, _ what: String) {
        var end = parent.start
        for span in spans {
            check(span, in: SourceSpan(end, parent.end), what)
            end = max(end, span.end)
        }
    }

    private mutating func check(_ statements: [Statement], in parent: SourceSpan) {
        check(ordered: statements.map(\.span), in: parent, "statement")
        for statement in statements { check(statement) }
    }

    private mutating func check(_ statement: Statement) {
        let span = statement.span
        switch statement.kind {
        case .command(let command):
            check(command.name.span, in: span, "command name")
            check(command.arguments, in: span)
            for redirection in command.redirections { check(redirection, in: span) }
            if let pipe = command.pipe { check(pipe.span, in: span, "pipe") }
        case .wait(let wait): check(wait.limit, in: span)
        case .selector(let selector): check(selector.span, in: span, "selector")
        case .shell(let line): check(line.span, in: span, "shell line")
        case .let(let statement):
            check(statement.name.span, in: span, "name")
            check([statement.value], in: span)
        case .secret(let statement):
            check(statement.name.span, in: span, "name")
            check(statement.value.map { [$0] } ?? [], in: span)
        case .capture(let statement):
            check(ordered: [statement.name.span, statement.selector.span], in: span, "capture")
        case .expect(let statement): check(statement.assertion, in: span)
        case .onError: break
        case .source(let statement): check([statement.path] + statement.arguments, in: span)
        case .repeat(let statement):
            check(statement.interval, in: span)
            check(statement.limit, in: span)
            check(statement.body, in: span)
        case .retry(let statement):
            check(statement.interval, in: span)
            check(statement.limit, in: span)
            check(statement.body, in: span)
        case .test(let statement):
            check([statement.name], in: span)
            check(statement.body, in: span)
        }
    }

    private mutating func check(_ block: Block, in parent: SourceSpan) {
        check(block.span, in: parent, "block")
        check(block.statements, in: block.span)
    }

    private mutating func check(_ duration: DurationLiteral?, in parent: SourceSpan) {
        if let duration { check(duration.span, in: parent, "duration") }
    }

    private mutating func check(_ assertion: ExpectStatement.Assertion, in parent: SourceSpan) {
        guard case .predicate(let selector, _, let predicate) = assertion else { return }
        check(ordered: [selector.span, predicate.span], in: parent, "expect")
        switch predicate.test {
        case .exists, .isType: break
        case .compare(_, let word), .contains(let word), .startsWith(let word), .endsWith(let word), .matches(let word):
            check([word], in: predicate.span)
        }
    }

    private mutating func check(_ redirection: Redirection, in parent: SourceSpan) {
        check(redirection.span, in: parent, "redirection")
        switch redirection.kind {
        case .input(let word), .output(let word), .append(let word): check([word], in: redirection.span)
        case .heredoc(let heredoc):
            check(heredoc.delimiter.span, in: redirection.span, "delimiter")
            check(heredoc.pieces, in: heredoc.bodySpan)
        }
    }

    private mutating func check(_ words: [Word], in parent: SourceSpan) {
        check(ordered: words.map(\.span), in: parent, "word")
        for word in words {
            check(ordered: word.pieces.map(\.span), in: word.span, "piece")
            for piece in word.pieces {
                if case .json(let template) = piece { check(template.pieces, in: template.span) }
            }
        }
    }

    private mutating func check(_ pieces: [TemplatePiece], in parent: SourceSpan) {
        let spans = pieces.compactMap { if case .expansion(let expansion, _) = $0 { expansion.span } else { nil } }
        check(ordered: spans, in: parent, "expansion")
    }
}

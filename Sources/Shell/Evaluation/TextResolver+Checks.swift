import ShellSyntax

extension TextResolver {
    /// `try` goes before a call or a `repeat`; anywhere else it would hide a mistake.
    mutating func checkTry(_ statement: Statement, _ resolution: ResolvedStatement.Resolution) {
        guard statement.isTried, case .command(let command, _) = resolution, !command.spec.makesResult else { return }
        report(
            "try-without-call", "`try` goes before a call or a `repeat`; \(command.spec.name) is neither",
            at: statement.span)
    }

    /// Finds what can be wrong with a check before there is anything to check: the fact's name, a length of time
    /// without its unit, a malformed regular expression, what can never hold.
    mutating func check(_ statement: ExpectStatement) {
        guard case .predicate(let selector, let isNegated, let predicate) = statement.assertion else { return }
        if case .fact(let name) = selector.target { checkName(name, at: selector.span) }
        if case .compare(_, let word) = predicate.test, selector.isLengthOfTime {
            guard let literal = word.literalText, DurationLiteral.parse(literal) == nil else { return }
            return diagnose(
                Diagnostic(
                    "duration-without-unit", "a length of time is compared with a length of time", at: word.span,
                    next: "give the number a unit: 800ms, 2s, 1m"))
        }
        if case .matches(let word) = predicate.test, let literal = word.literalText {
            do {
                _ = try Regex(literal)
            } catch {
                report("malformed-regex", "the regular expression is malformed: \(error)", at: word.span)
            }
        }
        if let problem = ImpossiblePredicate.find(predicate, of: selector, isNegated: isNegated) {
            diagnose(
                Diagnostic(
                    "impossible-predicate", problem.message, at: problem.span ?? predicate.span, next: problem.next))
        }
    }

    /// A count that is written out is at least 1.
    mutating func checkCounts(_ counts: [CountExpression?]) {
        for case .literal(let number, let span) in counts where number < 1 {
            report("count", "a count is at least 1", at: span)
        }
    }

    private mutating func checkName(_ name: [String], at span: SourceSpan) {
        guard let first = name.first, FactName(rawValue: first) == nil, RepetitionFact(name) == nil else { return }
        let near = NearestName.suggestion(for: first, among: FactName.allCases.map(\.rawValue))
        diagnose(
            Diagnostic(
                "unknown-fact", "there is no fact @\(name.joined(separator: "."))", at: span,
                next: near.map { "did you mean @\($0)?" } ?? "help facts"))
    }
}

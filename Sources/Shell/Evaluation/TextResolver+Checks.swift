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
    /// without its unit, a malformed regular expression.
    mutating func check(_ statement: ExpectStatement) {
        guard case .predicate(let selector, _, let predicate) = statement.assertion else { return }
        if case .fact(let name) = selector.target { checkName(name, at: selector.span) }
        switch predicate.test {
        case .compare(_, let word):
            guard let literal = word.literalText, isDuration(selector), DurationLiteral.parse(literal) == nil else {
                return
            }
            diagnose(
                Diagnostic(
                    "duration-without-unit", "a length of time is compared with a length of time", at: word.span,
                    next: "give the number a unit: 800ms, 2s, 1m"))
        case .matches(let word):
            guard let literal = word.literalText else { return }
            do {
                _ = try Regex(literal)
            } catch {
                report("malformed-regex", "the regular expression is malformed: \(error)", at: word.span)
            }
        case .exists, .isType, .contains, .startsWith, .endsWith: return
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

    private func isDuration(_ selector: Selector) -> Bool {
        guard case .fact(let name) = selector.target else { return false }
        if let figure = RepetitionFact(name)?.figure { return figure.isLatency }
        guard name.count == 1, let first = name.first else { return false }
        switch FactName(rawValue: first) {
        case .duration, .functionDuration: return true
        default: return false
        }
    }
}

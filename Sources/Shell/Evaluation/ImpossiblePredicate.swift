import FCCore
import ShellSyntax

/// Finds checks whose answer is known before any call: `@status contains 5`, `@cold == "yes"`, `.a < true`.
enum ImpossiblePredicate {
    /// Why a check decides nothing.
    struct Problem {
        var message: Message
        var span: SourceSpan?
        var next: Message?
    }

    /// What is wrong with a predicate of a selector; nil when an answer can make it true and another one false.
    static func find(_ predicate: Predicate, of selector: Selector, isNegated: Bool) -> Problem? {
        let name = selector.factName.map { "@\($0.joined(separator: "."))" } ?? ""
        let kind = selector.factKind
        switch predicate.test {
        case .exists: return nil
        case .isType(let type):
            guard let kind, kind.rawValue != type.rawValue, !isNegated else { return nil }
            return Problem(message: "\(name) is \(Selection.article(kind)), never \(phrase(type))")
        case .contains, .startsWith, .endsWith, .matches:
            guard let kind, kind != .string else { return nil }
            return Problem(
                message: "\(name) is \(Selection.article(kind)): only text is examined so", next: "compare with == or <"
            )
        case .compare(let comparison, let word):
            guard let value = word.literalValue else { return nil }
            return find(comparison, value, word.span, kind, name) ?? find(outcome: selector, value, word.span)
        }
    }

    private static func find(
        _ comparison: Predicate.Comparison, _ value: Value, _ span: SourceSpan, _ kind: Value.Kind?, _ name: String
    ) -> Problem? {
        if let kind, kind != value.kind {
            let isQuoted = value.stringValue.map { Expander.typed($0).kind == kind } ?? false
            return Problem(
                message: "\(name) is \(Selection.article(kind)), and this is \(Selection.article(value.kind))",
                span: span,
                next: isQuoted ? "leave the quotes out" : nil)
        }
        switch (comparison, value) {
        case (.equal, _), (.notEqual, _), (_, .number), (_, .string): return nil
        default:
            return Problem(
                message: "numbers and texts have an order, \(Selection.article(value.kind)) has none", span: span,
                next: "compare with == or !=")
        }
    }

    private static func find(outcome selector: Selector, _ value: Value, _ span: SourceSpan) -> Problem? {
        guard selector.factName == [FactName.outcome.rawValue], let word = value.stringValue,
            Outcome(rawValue: word) == nil
        else { return nil }
        let words = Outcome.allCases.map(\.rawValue)
        let near = NearestName.suggestion(for: word, among: words)
        return Problem(
            message: "there is no outcome '\(word)'", span: span,
            next: near.map { "did you mean \($0)?" } ?? "one of \(words.joined(separator: ", "))")
    }

    private static func phrase(_ type: Predicate.TypeName) -> Message {
        Value.Kind(rawValue: type.rawValue).map { Selection.article($0) } ?? Message(verbatim: type.rawValue)
    }
}

extension Selector {
    /// The dotted name of the fact it selects.
    var factName: [String]? {
        if case .fact(let name) = target { name } else { nil }
    }

    /// The type a fact always has; nil for paths and unknown facts.
    var factKind: Value.Kind? {
        guard let name = factName, let first = name.first else { return nil }
        if RepetitionFact(name) != nil { return .number }
        switch FactName(rawValue: first) {
        case .status, .duration, .functionDuration, .memory, .diff: return .number
        case .cold: return .bool
        case .outcome, .requestId, .instance, .qualifier, .errorType, .errorCode, .errorMessage, .logs, .headers, .task:
            return .string
        case nil: return nil
        }
    }

    /// Whether it selects a length of time, which compares with lengths of time only.
    var isLengthOfTime: Bool {
        guard let name = factName else { return false }
        if let figure = RepetitionFact(name)?.figure { return figure.isLatency }
        switch name.count == 1 ? name.first.flatMap({ FactName(rawValue: $0) }) : nil {
        case .duration, .functionDuration: return true
        default: return false
        }
    }
}

extension Word {
    /// The typed value, when nothing in the word has to be expanded.
    fileprivate var literalValue: Value? {
        isLiteral ? try? Expander.empty.value(of: self) : nil
    }
}

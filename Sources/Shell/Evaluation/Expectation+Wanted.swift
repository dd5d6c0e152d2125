import FCCore
import ShellSyntax

extension Expectation {
    /// What a predicate asks of a value, its right side evaluated.
    enum Wanted {
        case type(Predicate.TypeName)
        case comparison(Predicate.Comparison, Value, written: String)
        case part(Value)
        case beginning(String)
        case end(String)
        case pattern(String, Regex<AnyRegexOutput>)

        /// - Parameter isDuration: whether a length of time is examined, which compares with nothing else.
        /// - Throws: ``Failure`` with status 2 when the right side makes no sense.
        init(_ predicate: Predicate, isDuration: Bool, _ expander: Expander) throws(Failure) {
            switch predicate.test {
            case .exists: preconditionFailure("existence is no property of a value")
            case .isType(let type): self = .type(type)
            case .compare(let comparison, let word) where isDuration:
                let text = try expander.text(of: word)
                guard let literal = DurationLiteral.parse(text) else { throw Failure.withoutUnit(at: word.span) }
                self = .comparison(
                    comparison, .number(.decimal(literal.milliseconds, places: 6)), written: text)
            case .compare(let comparison, let word):
                let value = try expander.value(of: word)
                self = .comparison(comparison, value, written: JSONWriter.text(value))
            case .contains(let word): self = .part(try expander.value(of: word))
            case .startsWith(let word): self = .beginning(try expander.text(of: word))
            case .endsWith(let word): self = .end(try expander.text(of: word))
            case .matches(let word):
                let pattern = try expander.text(of: word)
                do {
                    self = .pattern(pattern, try Regex(pattern))
                } catch {
                    throw Failure(.usage, "the regular expression is malformed: \(error)", at: word.span)
                }
            }
        }

        /// How it reads behind the selector.
        var text: String {
            switch self {
            case .type(let type): "is \(type.rawValue)"
            case .comparison(let comparison, _, let written): "\(comparison.rawValue) \(written)"
            case .part(let part): "contains \(JSONWriter.text(part))"
            case .beginning(let part): "startsWith \(JSONWriter.quoted(part))"
            case .end(let part): "endsWith \(JSONWriter.quoted(part))"
            case .pattern(let pattern, _): "matches \(JSONWriter.quoted(pattern))"
            }
        }
    }

    /// Whether a value is what was wanted.
    struct Verdict {
        var holds: Bool
        /// Whether such a value can be examined this way at all.
        var isPossible = true
        /// What else to say when the expectation fails.
        var remark: Message?
    }
}

extension Expectation.Wanted {
    /// Examines a value.
    func verdict(on actual: Value) -> Expectation.Verdict {
        switch self {
        case .type(let type):
            let holds = actual.kind.rawValue == type.rawValue
            return Expectation.Verdict(holds: holds, remark: holds ? nil : "it is \(Selection.article(actual.kind))")
        case .comparison(let comparison, let expected, _): return Self.verdict(on: actual, comparison, expected)
        case .part(let part): return Self.verdict(on: actual, containing: part)
        case .beginning(let part): return Self.verdict(on: actual, "startsWith") { $0.hasPrefix(part) }
        case .end(let part): return Self.verdict(on: actual, "endsWith") { $0.hasSuffix(part) }
        case .pattern(_, let regex): return Self.verdict(on: actual, "matches") { $0.contains(regex) }
        }
    }

    private static func verdict(
        on actual: Value, _ comparison: Predicate.Comparison, _ expected: Value
    ) -> Expectation.Verdict {
        guard let holds = holds(actual, comparison, expected) else {
            return Expectation.Verdict(
                holds: false, isPossible: false,
                remark: "\(actual.kind.rawValue) and \(expected.kind.rawValue) have no order")
        }
        let differ = actual.kind != expected.kind
        return Expectation.Verdict(
            holds: holds,
            remark: differ ? "the types differ: \(actual.kind.rawValue) and \(expected.kind.rawValue)" : nil)
    }

    /// Whether a comparison holds; nil when the two have no order.
    static func holds(_ left: Value, _ comparison: Predicate.Comparison, _ right: Value) -> Bool? {
        switch comparison {
        case .equal: return left == right
        case .notEqual: return left != right
        case .less, .lessOrEqual, .greater, .greaterOrEqual: break
        }
        switch (left, right) {
        case (.number(let left), .number(let right)): return ordered(left, comparison, right)
        case (.string(let left), .string(let right)): return ordered(left, comparison, right)
        default: return nil
        }
    }

    private static func ordered<Ordered: Comparable>(
        _ left: Ordered, _ comparison: Predicate.Comparison, _ right: Ordered
    ) -> Bool {
        switch comparison {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        case .greaterOrEqual: left >= right
        case .equal: left == right
        case .notEqual: left != right
        }
    }

    private static func verdict(on whole: Value, containing part: Value) -> Expectation.Verdict {
        let text = Expander.text(of: part)
        switch whole {
        case .string(let whole): return Expectation.Verdict(holds: whole.contains(text))
        case .object(let record): return Expectation.Verdict(holds: record[text] != nil)
        case .array(let elements):
            if elements.contains(part) { return Expectation.Verdict(holds: true) }
            // The commonest surprise: `"1"` is not `1`.
            let near = elements.first { $0.kind != part.kind && Expander.text(of: $0) == text }
            return Expectation.Verdict(
                holds: false, remark: near.map { "the types differ: \($0.kind.rawValue) and \(part.kind.rawValue)" })
        case .null, .bool, .number:
            return Expectation.Verdict(
                holds: false, isPossible: false,
                remark: "contains examines text, arrays and objects; it is \(Selection.article(whole.kind))")
        }
    }

    private static func verdict(
        on value: Value, _ name: String, _ test: (String) -> Bool
    ) -> Expectation.Verdict {
        if let text = value.stringValue { return Expectation.Verdict(holds: test(text)) }
        return Expectation.Verdict(
            holds: false, isPossible: false, remark: "\(name) examines text; it is \(Selection.article(value.kind))")
    }
}

extension Failure {
    /// A length of time is compared with something that is none.
    fileprivate static func withoutUnit(at span: SourceSpan) -> Failure {
        Failure(
            .usage, "a length of time is compared with a length of time", at: span,
            next: "give the number a unit: 800ms, 2s, 1m")
    }
}

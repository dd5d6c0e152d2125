import FCCore
package import ShellSyntax

/// Decides whether an `expect` holds. It prints nothing and calls nothing.
package struct Expectation {
    private let expander: Expander

    package init(expander: Expander) {
        self.expander = expander
    }

    /// Checks an assertion against the results so far.
    /// - Returns: what was compared.
    /// - Throws: ``Failure`` with status 4 when it is false, 2 when it makes no sense.
    @discardableResult
    package func check(_ statement: ExpectStatement, at span: SourceSpan) throws(Failure) -> Evidence {
        switch statement.assertion {
        case .ok:
            let result = try expander.result(nil, at: span)
            let evidence = Evidence(expected: Outcome.ok.rawValue, actual: result.outcome.rawValue)
            guard result.outcome != .ok else { return evidence }
            throw Failure(
                .expectation, "expected the call to be ok; its outcome is \(result.outcome.rawValue)", at: span,
                notes: result.errorMessage.map { [Message(verbatim: $0)] } ?? []
            ).with(evidence)
        case .error:
            let result = try expander.result(nil, at: span)
            let evidence = Evidence(expected: "an error", actual: result.outcome.rawValue)
            guard result.outcome == .ok else { return evidence }
            throw Failure(.expectation, "expected the call to fail; its outcome is ok", at: span).with(evidence)
        case .predicate(let selector, let isNegated, let predicate):
            return try check(selector, isNegated: isNegated, predicate)
        }
    }

    private func check(
        _ selector: Selector, isNegated: Bool, _ predicate: Predicate
    ) throws(Failure) -> Evidence {
        if case .exists = predicate.test { return try checkExistence(of: selector, isExpected: !isNegated) }
        let actual = try expander.select(selector)
        let verdict = try self.verdict(actual, predicate)
        let expected = "\(Self.text(of: selector)) \(isNegated ? "not " : "")\(verdict.expected)"
        let evidence = Evidence(expected: expected, actual: Self.shown(actual))
        guard verdict.holds == isNegated else { return evidence }
        throw Failure(
            .expectation, "expected \(expected)", at: selector.span,
            notes: ["it is \(evidence.actual)"] + (verdict.remark.map { [Message($0)] } ?? [])
        ).with(evidence)
    }

    private func checkExistence(of selector: Selector, isExpected: Bool) throws(Failure) -> Evidence {
        let name = Self.text(of: selector)
        var evidence = Evidence(expected: "\(name) \(isExpected ? "exists" : "not exists")", actual: "nothing")
        switch (try expander.find(selector), isExpected) {
        case (.nothing, false): return evidence
        case (.fact(let fact), true):
            evidence.actual = Self.shown(fact)
            return evidence
        case (.fact(let fact), false):
            evidence.actual = Self.shown(fact)
            throw Failure(
                .expectation, "expected \(name) not to exist", at: selector.span, notes: ["it is \(evidence.actual)"]
            ).with(evidence)
        case (.nothing(let reason), true):
            throw Failure(.expectation, "expected \(name) to exist", at: selector.span, notes: [reason]).with(evidence)
        }
    }

    /// Whether a predicate holds, and how it reads.
    private struct Verdict {
        var holds: Bool
        var expected: String
        var remark: String?
    }

    private func verdict(_ actual: Fact, _ predicate: Predicate) throws(Failure) -> Verdict {
        switch predicate.test {
        case .exists: return Verdict(holds: true, expected: "exists")
        case .isType(let type):
            return Verdict(holds: actual.value.kind.rawValue == type.rawValue, expected: "is \(type.rawValue)")
        case .compare(let comparison, let word): return try compare(actual, comparison, word)
        case .contains(let word):
            let part = try expander.value(of: word)
            return Verdict(holds: Self.contains(actual.value, part), expected: "contains \(JSONWriter.text(part))")
        case .startsWith(let word):
            let part = try expander.text(of: word)
            let holds = try text(actual, at: predicate.span).hasPrefix(part)
            return Verdict(holds: holds, expected: "startsWith \(JSONWriter.quoted(part))")
        case .endsWith(let word):
            let part = try expander.text(of: word)
            let holds = try text(actual, at: predicate.span).hasSuffix(part)
            return Verdict(holds: holds, expected: "endsWith \(JSONWriter.quoted(part))")
        case .matches(let word):
            let pattern = try expander.text(of: word)
            let holds = try text(actual, at: predicate.span).contains(try Self.regex(pattern, at: word.span))
            return Verdict(holds: holds, expected: "matches \(JSONWriter.quoted(pattern))")
        }
    }

    private func compare(
        _ actual: Fact, _ comparison: Predicate.Comparison, _ word: Word
    ) throws(Failure) -> Verdict {
        if actual.isDuration {
            let text = try expander.text(of: word)
            guard let literal = DurationLiteral.parse(text) else {
                throw Failure(
                    .usage, "a length of time is compared with a length of time", at: word.span,
                    next: "give the number a unit: 800ms, 2s, 1m")
            }
            let expected = Value.number(.decimal(literal.milliseconds, places: 6))
            return Verdict(
                holds: Self.holds(actual.value, comparison, expected) ?? false,
                expected: "\(comparison.rawValue) \(text)")
        }
        let expected = try expander.value(of: word)
        guard let holds = Self.holds(actual.value, comparison, expected) else {
            return Verdict(
                holds: false, expected: "\(comparison.rawValue) \(JSONWriter.text(expected))",
                remark: "\(actual.value.kind.rawValue) and \(expected.kind.rawValue) have no order")
        }
        return Verdict(
            holds: holds, expected: "\(comparison.rawValue) \(JSONWriter.text(expected))",
            remark: Self.typeRemark(actual.value, expected, holds: holds))
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

    private static func contains(_ whole: Value, _ part: Value) -> Bool {
        switch whole {
        case .string(let text): text.contains(Expander.text(of: part))
        case .array(let elements): elements.contains(part)
        case .object(let record): record[Expander.text(of: part)] != nil
        case .null, .bool, .number: false
        }
    }

    private func text(_ fact: Fact, at span: SourceSpan) throws(Failure) -> String {
        if let text = fact.value.stringValue { return text }
        throw Failure(
            .expectation, "only text can be examined this way", at: span, notes: ["it is \(Self.shown(fact))"])
    }

    private static func regex(_ pattern: String, at span: SourceSpan) throws(Failure) -> Regex<AnyRegexOutput> {
        do {
            return try Regex(pattern)
        } catch {
            throw Failure(.usage, "the regular expression is malformed: \(error)", at: span)
        }
    }

    /// A hint for the commonest surprise: `"1"` is not `1`.
    private static func typeRemark(_ actual: Value, _ expected: Value, holds: Bool) -> String? {
        guard !holds, actual.kind != expected.kind, Expander.text(of: actual) == Expander.text(of: expected) else {
            return nil
        }
        return "the types differ: \(actual.kind.rawValue) and \(expected.kind.rawValue)"
    }

    private static func shown(_ fact: Fact) -> String {
        let text = JSONWriter.text(fact.value)
        if fact.isDuration { return text + "ms" }
        return text.count > 400 ? text.prefix(400) + "…" : text
    }

    private static func text(of selector: Selector) -> String {
        let prefix = selector.result.map { "%\($0)" } ?? ""
        switch selector.target {
        case .result: return prefix
        case .fact(let name): return "\(prefix)@\(name.joined(separator: "."))"
        case .path(let steps): return prefix + steps.pathText
        }
    }
}

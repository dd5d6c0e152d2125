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
        let wanted = try Wanted(predicate, isDuration: selector.isLengthOfTime, expander)
        let expected = "\(Self.text(of: selector)) \(isNegated ? "not " : "")\(wanted.text)"
        let actual: Fact
        switch try expander.find(selector) {
        case .fact(let fact): actual = fact
        case .nothing(let reason):
            throw Failure(.expectation, reason, at: selector.span, notes: ["expected \(expected)"])
                .with(Evidence(expected: expected, actual: "nothing"))
        }
        let verdict = wanted.verdict(on: actual.value)
        let evidence = Evidence(expected: expected, actual: Self.shown(actual))
        // What cannot be examined so is no more the opposite than it is the thing itself.
        if verdict.isPossible, verdict.holds != isNegated { return evidence }
        throw Failure(
            .expectation, "expected \(expected)", at: selector.span,
            notes: ["it is \(evidence.actual)"] + (verdict.remark.map { [$0] } ?? [])
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

/// `expect ( ok | error | selector [not] predicate )`; `<` and `>` compare here.
extension Parser {
    mutating func expectStatement() throws(Abandoned) -> ExpectStatement {
        skipBlanks()
        expect(.assertion, from: position)
        let start = position
        if takeKeyword("ok") {
            expect(.assertion, from: start)
            return ExpectStatement(.ok)
        }
        if takeKeyword("error") {
            expect(.assertion, from: start)
            return ExpectStatement(.error)
        }
        guard let byte = peek, byte == Byte.dot || byte == Byte.at || byte == Byte.percent else {
            throw badAssertion()
        }
        let selector = try selector()
        skipBlanks()
        expect(.predicate(allowsNot: true), from: position)
        let begin = position
        let isNegated = takeKeyword("not")
        if isNegated {
            expect(.predicate(allowsNot: true), from: begin)
            skipBlanks()
            expect(.predicate(allowsNot: false), from: position)
        }
        return ExpectStatement(
            .predicate(selector, isNegated: isNegated, try predicate(on: selector, isNegated: isNegated)))
    }

    private mutating func badAssertion() -> Abandoned {
        let start = position
        guard !atStatementEnd else {
            return fail(
                "missing-assertion", "write `expect ok`, `expect error` or `expect .path == value`",
                at: SourceSpan(at: start))
        }
        if takeKeyword("not") {
            skipBlanks()
            if takeKeyword("ok") {
                let span = SourceSpan(start, position)
                return fail(
                    "bad-assertion", "`expect not ok` is written `expect error`", at: span,
                    fix: Diagnostic.Fix("write `error`", replacing: span, with: "error"))
            }
            return fail(
                "bad-assertion", "`not` stands behind the selector: `expect .path not exists`",
                at: SourceSpan(start, start + 3))
        }
        let span = SourceSpan(start, tokenEnd)
        let word = source[span]
        if bytes[start] != Byte.pipe { position = span.end }
        expect(.assertion, from: start)
        let isExpansion = word.hasPrefix("${")
        let hint = isExpansion ? "; `${…}` may stand on the right side only" : ""
        let fix = NearestName.suggestion(for: word, among: ["ok", "error"]).map {
            Diagnostic.Fix("write `\($0)`", replacing: span, with: $0)
        }
        return fail(
            "bad-assertion",
            "`\(word)` is no selector; write `expect ok`, `expect error` or `expect .path == value`\(hint)",
            at: span, fix: fix)
    }

    private mutating func predicate(on selector: Selector, isNegated: Bool) throws(Abandoned) -> Predicate {
        let start = position
        if let comparison = try comparison() {
            let value = try expectedValue(behind: comparison.rawValue, of: selector)
            return Predicate(.compare(comparison, value), span: SourceSpan(start, position))
        }
        let end = nameEnd(from: start)
        let word = text(start, end)
        position = end
        mark(.keyword, start, end)
        expect(.predicate(allowsNot: !isNegated), from: start)
        let test: Predicate.Test
        switch word {
        case "exists": test = .exists
        case "is": test = .isType(try typeName())
        case "contains": test = .contains(try expectedValue(behind: word, of: selector))
        case "startsWith": test = .startsWith(try expectedValue(behind: word, of: selector))
        case "endsWith": test = .endsWith(try expectedValue(behind: word, of: selector))
        case "matches": test = .matches(try expectedValue(behind: word, of: selector))
        default:
            position = start
            throw badPredicate()
        }
        return Predicate(test, span: SourceSpan(start, position))
    }

    private mutating func comparison() throws(Abandoned) -> Predicate.Comparison? {
        let start = position
        let isFollowedByEqual = byte(at: start + 1) == Byte.equal
        let comparison: Predicate.Comparison
        switch peek {
        case Byte.equal where isFollowedByEqual: comparison = .equal
        case Byte.bang where isFollowedByEqual: comparison = .notEqual
        case Byte.less: comparison = isFollowedByEqual ? .lessOrEqual : .less
        case Byte.greater: comparison = isFollowedByEqual ? .greaterOrEqual : .greater
        case Byte.equal:
            expect(.predicate(allowsNot: false), from: start)
            throw singleEqual()
        default: return nil
        }
        position += comparison.rawValue.utf8.count
        mark(.sign, start, position)
        expect(.predicate(allowsNot: false), from: start)
        if peek == Byte.equal, comparison == .equal || comparison == .notEqual {
            let span = SourceSpan(start, position + 1)
            throw fail(
                "bad-comparison", "the comparison is written `\(comparison.rawValue)`", at: span,
                fix: Diagnostic.Fix("write `\(comparison.rawValue)`", replacing: span, with: comparison.rawValue))
        }
        return comparison
    }

    /// `=`, `= =`, `=>` and `=<`, which are meant as comparisons.
    private mutating func singleEqual() -> Abandoned {
        let start = position
        var end = start + 1
        var meant = "=="
        if let next = byte(at: end), next == Byte.greater || next == Byte.less {
            meant = next == Byte.greater ? ">=" : "<="
            end += 1
        } else if byte(at: offset(behindBlanks: end)) == Byte.equal {
            end = offset(behindBlanks: end) + 1
        }
        let span = SourceSpan(start, end)
        return fail(
            "bad-comparison", "`\(source[span])` is written `\(meant)`", at: span,
            fix: Diagnostic.Fix("write `\(meant)`", replacing: span, with: meant))
    }

    private mutating func badPredicate() -> Abandoned {
        let start = position
        let forms =
            "write `==`, `!=`, `<`, `<=`, `>`, `>=`, `exists`, `is TYPE`, `contains`, `startsWith`, `endsWith` or `matches`"
        if let byte = peek, byte == Byte.pipe || byte == Byte.ampersand {
            return fail(
                "bad-predicate", "`expect` has no pipe and no `&`; \(forms)", at: SourceSpan(start, start + 1))
        }
        let span = SourceSpan(start, tokenEnd)
        guard !span.isEmpty, !atStatementEnd else {
            return fail("missing-predicate", "a comparison is missing; \(forms)", at: SourceSpan(at: start))
        }
        let word = source[span]
        position = span.end
        let names = ["not", "exists", "is", "contains", "startsWith", "endsWith", "matches"]
        let suggestion = NearestName.suggestion(for: word, among: names)
        return fail(
            "bad-predicate",
            suggestion.map { "`\(word)` is no predicate; did you mean `\($0)`?" }
                ?? "`\(word)` is no predicate; \(forms)",
            at: span, fix: suggestion.map { Diagnostic.Fix("write `\($0)`", replacing: span, with: $0) })
    }

    private mutating func typeName() throws(Abandoned) -> Predicate.TypeName {
        skipBlanks()
        let names = Predicate.TypeName.allCases.map(\.rawValue)
        expect(.keyword(names), from: position)
        let start = position
        let span = SourceSpan(start, atStatementEnd ? start : tokenEnd)
        position = span.end
        expect(.keyword(names), from: start)
        let word = source[span]
        mark(.keyword, span.start, span.end)
        if let type = Predicate.TypeName(rawValue: word) { return type }
        let other = ["boolean": "bool", "list": "array", "record": "object", "text": "string", "integer": "number"]
        let suggestion = other[word] ?? NearestName.suggestion(for: word, among: names)
        throw fail(
            "bad-type",
            (word.isEmpty ? "a type is missing; write " : "`\(word)` is no type; write ")
                + names.map { "`\($0)`" }.joined(separator: ", "), at: span,
            fix: suggestion.map { Diagnostic.Fix("write `\($0)`", replacing: span, with: $0) })
    }

    /// The right side of a predicate.
    private mutating func expectedValue(behind sign: String, of selector: Selector) throws(Abandoned) -> Word {
        skipBlanks()
        expect(.value(selector), from: position)
        let start = position
        guard let byte = peek, !Byte.endsWord(byte) else {
            throw fail(
                "missing-value", "a value is missing behind `\(sign)`; write `\"\"` for empty text",
                at: SourceSpan(at: start),
                fix: Diagnostic.Fix("compare with empty text", replacing: SourceSpan(at: start), with: " \"\""))
        }
        let value = try word(expecting: .value(selector))
        if byte == Byte.dot || byte == Byte.at { throw selectorAsValue(value) }
        return value
    }

    private mutating func selectorAsValue(_ value: Word) -> Abandoned {
        let written = source[value.span]
        let number = "0" + written
        if number.utf8.dropFirst(2).allSatisfy(Byte.isDigit), number.utf8.count > 2 {
            return fail(
                "selector-as-value", "`\(written)` is written `\(number)`", at: value.span,
                fix: Diagnostic.Fix("write `\(number)`", replacing: value.span, with: number))
        }
        let isSelector = SelectorParser.parse(written) != nil
        let fixed = isSelector ? "${\(written)}" : "'\(written)'"
        return fail(
            "selector-as-value",
            isSelector
                ? "`\(written)` on the right side is written `\(fixed)`, or in quotes for a text"
                : "a text that begins with `\(written.prefix(1))` has to be quoted: `\(fixed)`", at: value.span,
            fix: Diagnostic.Fix("write `\(fixed)`", replacing: value.span, with: fixed))
    }
}

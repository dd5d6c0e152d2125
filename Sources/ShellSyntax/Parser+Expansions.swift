/// `${ref[:json|:raw][:-default]}`
extension Parser {
    /// Reads the expansion at the current place; nil when it is faulty, with the place behind it.
    mutating func expansion() -> Expansion? {
        let start = position
        let mark = openMark(.variable)
        defer { closeMark(mark) }
        position += 2
        expect(.reference, from: position)
        do {
            let reference = try reference(from: start)
            let rendering = try rendering()
            let defaultText = try defaultText(from: start)
            guard peek == Byte.closeBrace else { throw badReferenceEnd(from: start) }
            position += 1
            return Expansion(
                reference, rendering: rendering, defaultText: defaultText, span: SourceSpan(start, position))
        } catch {
            skipFaultyExpansion()
            return nil
        }
    }

    private mutating func reference(from start: Int) throws(Abandoned) -> Expansion.Reference {
        let begin = position
        guard let byte = peek else { throw unclosedExpansion(start) }
        if byte == Byte.hash {
            position += 1
            return .argumentCount
        }
        if byte == Byte.dot || byte == Byte.at || byte == Byte.percent { return .selector(try selector()) }
        if Byte.isDigit(byte) { return try argument(from: start) }
        let end = nameEnd(from: begin)
        guard end > begin else { throw badReferenceStart(from: start) }
        position = end
        let name = text(begin, end)
        expect(.reference, from: begin)
        guard name == "env", peek == Byte.dot else { return .variable(name) }
        position += 1
        expect(.environment, from: position)
        let nameStart = position
        position = nameEnd(from: nameStart)
        expect(.environment, from: nameStart)
        guard position > nameStart else {
            throw fail(
                "missing-name", "a name is missing; write `${env.NAME}`", at: SourceSpan(start, nameStart))
        }
        return .environment(text(nameStart, position))
    }

    private mutating func argument(from start: Int) throws(Abandoned) -> Expansion.Reference {
        let begin = position
        while let byte = peek, Byte.isDigit(byte) { position += 1 }
        if nameEnd(from: position) > position {
            position = nameEnd(from: position)
            throw fail(
                "bad-reference", "a name does not begin with a digit; `${1}` is the first argument of the script",
                at: SourceSpan(begin, position))
        }
        guard let number = Int(text(begin, position)), number > 0 else {
            throw fail(
                "bad-reference", "arguments of the script count from 1, as in `${1}`", at: SourceSpan(begin, position))
        }
        return .argument(number)
    }

    private mutating func badReferenceStart(from start: Int) -> Abandoned {
        let begin = position
        switch bytes[begin] {
        case Byte.newline: return unclosedExpansion(start)
        case Byte.closeBrace:
            return fail(
                "empty-expansion", "`${}` names nothing; write `${name}`, or `\\${` for the two characters",
                at: SourceSpan(start, begin + 1))
        case Byte.space, Byte.tab:
            let end = offset(behindBlanks: begin)
            return fail(
                "blank-in-expansion", "no blanks inside `${…}`; write `${name}`", at: SourceSpan(begin, end),
                fix: Diagnostic.Fix("remove the blanks", replacing: SourceSpan(begin, end), with: ""))
        default:
            let end = begin + (scalar(at: begin)?.1 ?? 1)
            return fail(
                "bad-reference",
                "`\(source[SourceSpan(begin, end)])` cannot stand here; write `${name}`, `${env.NAME}`, `${1}`, `${.path}` "
                    + "or `${@fact}`, or `\\${` for the two characters", at: SourceSpan(begin, end))
        }
    }

    private mutating func rendering() throws(Abandoned) -> Expansion.Rendering {
        guard peek == Byte.colon, let next = byte(at: position + 1), next != Byte.minus else { return .natural }
        let start = position + 1
        let end = nameEnd(from: start)
        switch text(start, end) {
        case "json":
            position = end
            return .json
        case "raw":
            position = end
            return .raw
        default:
            let span = SourceSpan(position, max(end, position + 1))
            throw fail(
                "unknown-rendering", "`\(source[span])` is not known; write `:json`, `:raw` or `:-default`", at: span)
        }
    }

    private mutating func defaultText(from start: Int) throws(Abandoned) -> String? {
        guard peek == Byte.colon, byte(at: position + 1) == Byte.minus else { return nil }
        let begin = position + 2
        var offset = begin
        while offset < bytes.count, bytes[offset] != Byte.closeBrace, bytes[offset] != Byte.newline, searchBudget > 0 {
            offset += 1
            searchBudget -= 1
        }
        guard byte(at: offset) == Byte.closeBrace else {
            position = begin
            if offset == bytes.count { expectNothing() }
            throw unclosedExpansion(start)
        }
        // A default that was found costs nothing: only a search without a find is repeated.
        searchBudget += offset - begin
        position = offset
        return text(begin, offset)
    }

    /// Records that nothing can be proposed at the end of the text.
    private mutating func expectNothing() {
        guard tracksExpectation, expectation == nil else { return }
        expectation = Expectation(kind: .nothing, start: bytes.count)
    }

    private mutating func unclosedExpansion(_ start: Int) -> Abandoned {
        fail(
            "unclosed-expansion",
            "`${` is not closed; `}` is missing on this line (write `\\${` for the two characters)",
            at: SourceSpan(start, start + 2))
    }

    private mutating func badReferenceEnd(from start: Int) -> Abandoned {
        guard let byte = peek, byte != Byte.newline, byte != Byte.carriageReturn, byte != Byte.quote else {
            return unclosedExpansion(start)
        }
        if Byte.isBlank(byte) {
            let end = offset(behindBlanks: position)
            if self.byte(at: end) == Byte.closeBrace {
                let span = SourceSpan(position, end)
                return fail(
                    "blank-in-expansion", "no blanks inside `${…}`; write `${name}`", at: span,
                    fix: Diagnostic.Fix("remove the blanks", replacing: span, with: ""))
            }
            return unclosedExpansion(start)
        }
        let end = position + (scalar(at: position)?.1 ?? 1)
        let span = SourceSpan(position, end)
        return fail(
            "bad-reference", "`\(source[span])` is too much in `${…}`; a default is written `${name:-text}`", at: span)
    }

    /// Moves behind the `}` of a faulty expansion when there is one on the line.
    private mutating func skipFaultyExpansion() {
        var offset = position
        while offset < bytes.count, bytes[offset] != Byte.newline, bytes[offset] != Byte.quote, searchBudget > 0 {
            searchBudget -= 1
            offset += 1
            if bytes[offset - 1] == Byte.closeBrace {
                position = offset
                return
            }
        }
    }
}

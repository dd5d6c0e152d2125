/// Places in results: `.a.b[0]`, `@status`, `%2.items[*].id`, `%-1`.
extension Parser {
    mutating func selector() throws(Abandoned) -> Selector {
        let start = position
        let mark = openMark(.selector)
        defer { closeMark(mark) }
        let result = peek == Byte.percent ? try resultNumber() : nil
        switch peek {
        case Byte.dot:
            let steps = try path(of: result)
            return Selector(result: result, .path(steps), span: SourceSpan(start, position))
        case Byte.at:
            let names = try fact()
            return Selector(result: result, .fact(names), span: SourceSpan(start, position))
        default:
            guard result != nil else { throw missingSelector() }
            return Selector(result: result, .result, span: SourceSpan(start, position))
        }
    }

    private mutating func missingSelector() -> Abandoned {
        let start = position
        let span = SourceSpan(start, tokenEnd)
        let end = nameEnd(from: start)
        let fix = end == start ? nil : Diagnostic.Fix("put `.` before it", replacing: SourceSpan(at: start), with: ".")
        if start == span.end {
            return fail("missing-selector", "a selector is missing: `.path`, `@fact` or `%N`", at: span)
        }
        return fail(
            "bad-selector", "`\(source[span])` is no selector; write `.path`, `@fact` or `%N`", at: span, fix: fix)
    }

    /// `%N` or `%-N`
    mutating func resultNumber() throws(Abandoned) -> Int {
        let start = position
        position += 1
        if peek == Byte.minus { position += 1 }
        let digits = position
        while let byte = peek, Byte.isDigit(byte) { position += 1 }
        guard position > digits, let number = Int(text(start + 1, position)), number != 0 else {
            expect(.result, from: start)
            throw fail(
                "bad-result", "write `%2` for the second result, or `%-1` for the last", at: SourceSpan(start, position)
            )
        }
        expect(.result, from: start)
        return number
    }

    private mutating func fact() throws(Abandoned) -> [String] {
        let start = position
        position += 1
        let begin = position
        expect(.fact, from: begin)
        var names: [String] = []
        while true {
            let nameStart = position
            position = nameEnd(from: nameStart)
            guard position > nameStart else {
                expect(.fact, from: begin)
                throw fail(
                    "bad-fact", "a name is missing; write a fact such as `@status` or `@headers.content-type`",
                    at: SourceSpan(start, max(position, start + 1)))
            }
            names.append(text(nameStart, position))
            guard peek == Byte.dot else { break }
            position += 1
        }
        expect(.fact, from: begin)
        return names
    }

    private mutating func path(of result: Int?) throws(Abandoned) -> [PathStep] {
        var steps: [PathStep] = []
        position += 1
        expect(.path(result: result, []), from: position)
        if let key = pathKey() {
            expect(.path(result: result, []), from: key.start)
            steps.append(.key(source[key]))
        } else if peek == Byte.openBracket {
            steps.append(try step())
        } else {
            return []
        }
        while let byte = peek {
            if byte == Byte.openBracket {
                steps.append(try step())
            } else if byte == Byte.dot {
                position += 1
                expect(.path(result: result, steps), from: position)
                guard let key = pathKey() else { throw missingKey() }
                expect(.path(result: result, steps), from: key.start)
                steps.append(.key(source[key]))
            } else {
                break
            }
        }
        return steps
    }

    private mutating func missingKey() -> Abandoned {
        let dot = SourceSpan(position - 1, position)
        if peek == Byte.openBracket {
            return fail(
                "dot-before-bracket", "no `.` before `[` inside a path; write `.a[0]`", at: dot,
                fix: Diagnostic.Fix("remove the `.`", replacing: dot, with: ""))
        }
        return fail("missing-key", "a key is missing behind `.`; other keys are written `[\"odd key\"]`", at: dot)
    }

    /// KEY: letter, digit, `_` or `$`, then also `-`.
    private mutating func pathKey() -> SourceSpan? {
        let start = position
        while let byte = peek {
            if Byte.isLetter(byte) || Byte.isDigit(byte) || byte == Byte.underscore || byte == Byte.dollar {
                position += 1
            } else if byte == Byte.minus, position > start {
                position += 1
            } else if byte >= 0x80, let length = letterLength(at: position) {
                position += length
            } else {
                break
            }
        }
        return position > start ? SourceSpan(start, position) : nil
    }

    /// `[0]`, `[-1]`, `[*]` or `["odd key"]`
    private mutating func step() throws(Abandoned) -> PathStep {
        let start = position
        position += 1
        if peek == Byte.star, byte(at: position + 1) == Byte.closeBracket {
            position += 2
            return .all
        }
        if peek == Byte.quote {
            let key = try stepKey(from: start)
            return .key(key)
        }
        if peek == Byte.minus { position += 1 }
        while let byte = peek, Byte.isDigit(byte) { position += 1 }
        guard peek == Byte.closeBracket, let index = Int(text(start + 1, position)) else { throw badStep(from: start) }
        position += 1
        return .index(index)
    }

    private mutating func stepKey(from start: Int) throws(Abandoned) -> String {
        let opening = position
        var content = ""
        position += 1
        while let byte = peek, byte != Byte.quote, byte != Byte.newline {
            let runStart = position
            if byte == Byte.backslash {
                guard position + 1 < bytes.count else { break }
                escape(into: &content)
            } else if byte == Byte.dollar, self.byte(at: position + 1) == Byte.openBrace {
                throw fail(
                    "computed-key", "a key in a path is fixed text; `${…}` cannot stand in it",
                    at: SourceSpan(position, position + 2))
            } else {
                while let byte = peek, byte != Byte.quote, byte != Byte.newline, byte != Byte.backslash,
                    byte != Byte.dollar || position == runStart
                { position += 1 }
                content += text(runStart, position)
            }
        }
        guard peek == Byte.quote, byte(at: position + 1) == Byte.closeBracket else {
            expect(.nothing, from: opening + 1)
            throw fail(
                "unclosed-step", "`[\"` is not closed; `\"]` is missing", at: SourceSpan(start, opening + 1))
        }
        position += 2
        return content
    }

    private mutating func badStep(from start: Int) -> Abandoned {
        var end = start + 1
        while end < bytes.count, bytes[end] != Byte.closeBracket, !Byte.endsWord(bytes[end]) { end += 1 }
        let isClosed = byte(at: end) == Byte.closeBracket
        let inner = text(start + 1, end)
        let span = SourceSpan(start, isClosed ? end + 1 : end)
        position = span.end
        expect(.nothing, from: start)
        let message = "write `[0]`, `[-1]`, `[*]` or `[\"odd key\"]`"
        guard isClosed else { return fail("bad-step", "`[` is not closed; \(message)", at: span) }
        if inner.isEmpty {
            return fail(
                "bad-step", "`[]` is written `[*]` here", at: span,
                fix: Diagnostic.Fix("write `[*]`", replacing: span, with: "[*]"))
        }
        let key = inner.filter { $0 != "'" && $0 != "\"" && $0 != "\\" }
        return fail(
            "bad-step", "`\(source[span])` is no step; \(message)", at: span,
            fix: Diagnostic.Fix("write it as a key", replacing: span, with: "[\"\(key)\"]"))
    }
}

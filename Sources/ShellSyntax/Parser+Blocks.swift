/// `repeat`, `retry`, `test` and their bodies.
extension Parser {
    /// The clauses behind a count, each at most once.
    private struct Clauses {
        var parallel: CountExpression?
        var interval: DurationLiteral?
        var limit: DurationLiteral?
    }

    mutating func repeatStatement(_ keyword: Identifier) throws(Abandoned) -> RepeatStatement {
        let header = try blockHeader(keyword) { parser throws(Abandoned) in
            let count = try parser.count(behind: "repeat")
            return (count, try parser.clauses(of: "repeat", allowsParallel: true))
        }
        let (count, clauses) = header
        return RepeatStatement(
            count: count, parallel: clauses.parallel, interval: clauses.interval, limit: clauses.limit,
            body: try tail(of: keyword))
    }

    mutating func retryStatement(_ keyword: Identifier) throws(Abandoned) -> RetryStatement {
        let header = try blockHeader(keyword) { parser throws(Abandoned) in
            let count = try parser.count(behind: "retry")
            return (count, try parser.clauses(of: "retry", allowsParallel: false))
        }
        let (count, clauses) = header
        return RetryStatement(
            count: count, interval: clauses.interval, limit: clauses.limit, body: try tail(of: keyword))
    }

    mutating func testStatement(_ keyword: Identifier) throws(Abandoned) -> TestStatement {
        let name = try blockHeader(keyword) { parser throws(Abandoned) in try parser.testName(keyword) }
        return TestStatement(name: name, body: try delimitedTail(of: keyword))
    }

    private mutating func testName(_ keyword: Identifier) throws(Abandoned) -> Word {
        skipBlanks()
        expect(.nothing, from: position)
        if peek.map(Byte.endsWord) ?? true || atKeyword("do") {
            throw fail("missing-test-name", "a name is missing; write `test \"name\" do … end`", at: keyword.span)
        }
        try refuseJSON("the name of a test")
        let start = position
        let name = try word(expecting: .nothing)
        skipBlanks()
        if atStatementEnd || atKeyword("do") { return name }
        expect(.nothing, from: position)
        let rest = SourceSpan(position, tokenEnd)
        if !source[SourceSpan(start, name.span.end)].hasPrefix("\""), lineEndsInDo {
            throw fail("unquoted-test-name", "a name of several words has to be quoted", at: name.span.union(rest))
        }
        return name
    }

    /// Reads what stands between a block's keyword and its body. When that is faulty but the line ends in `do`, the body
    /// is read nevertheless, so that its `end` is not taken for a stray one.
    private mutating func blockHeader<Header>(
        _ keyword: Identifier, _ read: (inout Parser) throws(Abandoned) -> Header
    ) throws(Abandoned) -> Header {
        do {
            return try read(&self)
        } catch {
            if skipToDo() { _ = delimitedBody(opening: keyword.span) }
            throw error
        }
    }

    /// Whether the rest of the line ends in the word `do`.
    private var lineEndsInDo: Bool {
        var copy = position
        while copy < bytes.count, bytes[copy] != Byte.newline { copy += 1 }
        return wordDo(before: copy) != nil
    }

    private func wordDo(before lineEnd: Int) -> Int? {
        var end = lineEnd
        while end > position, Byte.isBlank(bytes[end - 1]) { end -= 1 }
        guard end - position >= 2, bytes[end - 1] == UInt8(ascii: "o"), bytes[end - 2] == UInt8(ascii: "d"),
            end - 2 == 0 || Byte.endsWord(bytes[end - 3])
        else { return nil }
        return end
    }

    /// Moves behind the `do` that ends the line; stays when there is none.
    private mutating func skipToDo() -> Bool {
        var lineEnd = position
        while lineEnd < bytes.count, bytes[lineEnd] != Byte.newline { lineEnd += 1 }
        guard let end = wordDo(before: lineEnd) else { return false }
        position = end
        return true
    }

    private mutating func count(behind keyword: String) throws(Abandoned) -> CountExpression {
        skipBlanks()
        expect(.nothing, from: position)
        let start = position
        if peek == Byte.dollar, byte(at: start + 1) == Byte.openBrace {
            guard let expansion = expansion() else { throw Abandoned() }
            if let byte = peek, !Byte.endsWord(byte) { throw badCount(behind: keyword, from: start) }
            return .expansion(expansion)
        }
        while let byte = peek, Byte.isDigit(byte) { position += 1 }
        expect(.nothing, from: start)
        guard position > start, peek.map(Byte.endsWord) ?? true, let number = Int(text(start, position)) else {
            throw badCount(behind: keyword, from: start)
        }
        mark(.number, start, position)
        return .literal(number, SourceSpan(start, position))
    }

    private mutating func badCount(behind keyword: String, from start: Int) -> Abandoned {
        position = start
        let span = SourceSpan(start, tokenEnd)
        return fail(
            "bad-count", "a whole number or `${…}` is expected behind `\(keyword)`, as in `\(keyword) 5`", at: span)
    }

    private mutating func clauses(of keyword: String, allowsParallel: Bool) throws(Abandoned) -> Clauses {
        var clauses = Clauses()
        while true {
            skipBlanks()
            let start = position
            let words = (allowsParallel ? ["parallel"] : []) + ["every", "for", "do"]
            expect(.clause(words), from: start)
            if tracksExpectation, nameEnd(from: start) == bytes.count, start < bytes.count, expectation == nil {
                expectation = Expectation(kind: .clause(words), start: start)
            }
            if takeKeyword("every") {
                try refuseRepeated(clauses.interval != nil, from: start)
                clauses.interval = try duration(behind: "every")
            } else if takeKeyword("for") {
                try refuseRepeated(clauses.limit != nil, from: start)
                clauses.limit = try duration(behind: "for")
            } else if takeKeyword("parallel") {
                guard allowsParallel else {
                    throw fail(
                        "misplaced-word", "`retry` tries one after the other; only `repeat` takes `parallel`",
                        at: SourceSpan(start, position))
                }
                try refuseRepeated(clauses.parallel != nil, from: start)
                clauses.parallel = try count(behind: "parallel")
            } else {
                return clauses
            }
        }
    }

    private mutating func refuseRepeated(_ isRepeated: Bool, from start: Int) throws(Abandoned) {
        guard isRepeated else { return }
        throw fail(
            "repeated-clause", "`\(text(start, position))` stands here twice; keep one", at: SourceSpan(start, position)
        )
    }

    /// `do … end` or one simple statement.
    private mutating func tail(of keyword: Identifier) throws(Abandoned) -> Block {
        skipBlanks()
        guard !atStatementEnd, !atKeyword("do"), let byte = peek else { return try delimitedTail(of: keyword) }
        let start = position
        if byte == Byte.bang || byte == Byte.dot || byte == Byte.at || byte == Byte.percent {
            throw fail(
                "bad-tail",
                byte == Byte.bang
                    ? "`\(keyword.text)` takes one command, or a block for a `!` line: `do … end`"
                    : "`\(keyword.text)` takes one command, or a block for a selector: `do … end`",
                at: SourceSpan(start, tokenEnd))
        }
        if atKeyword("repeat") || atKeyword("retry") || atKeyword("test") {
            let name = Identifier(text(start, tokenEnd), span: SourceSpan(start, tokenEnd))
            report("bad-tail", "a block inside a block needs `do … end` around it", at: name.span)
            position = tokenEnd
            _ = try statementKind(name)
            throw Abandoned()
        }
        let statement = try self.statement()
        return Block(statements: [statement], isDelimited: false, span: SourceSpan(start, contentEnd))
    }

    private mutating func delimitedTail(of keyword: Identifier) throws(Abandoned) -> Block {
        skipBlanks()
        let start = position
        expect(.keyword(["do"]), from: start)
        guard takeKeyword("do") else {
            position = tokenEnd
            expect(.keyword(["do"]), from: start)
            position = start
            let example = keyword.text == "test" ? "test \"name\" do … end" : "\(keyword.text) 5 do … end"
            let insertion = atStatementEnd ? contentEnd : start
            let fault = fail(
                "missing-do", "`do` is missing; write `\(example)`", at: SourceSpan(start, tokenEnd),
                fix: Diagnostic.Fix(
                    "put `do` in", replacing: SourceSpan(at: insertion), with: atStatementEnd ? " do" : "do "))
            if atStatementEnd, keyword.text == "test" || peek == Byte.newline {
                _ = delimitedBody(opening: keyword.span)
            }
            throw fault
        }
        return delimitedBody(opening: keyword.span, start: start)
    }

    /// The statements behind `do` and their `end`.
    mutating func delimitedBody(opening: SourceSpan, start: Int? = nil) -> Block {
        let start = start ?? position
        guard blockDepth < Self.blockLimit else {
            report(
                "too-deep", "blocks are nested deeper than \(Self.blockLimit); the rest of the text is not read",
                at: opening)
            position = bytes.count
            return Block(statements: [], isDelimited: true, span: SourceSpan(start, start))
        }
        blockDepth += 1
        defer { blockDepth -= 1 }
        let list = statements(insideBody: true)
        if !takeKeyword("end") { reportUnclosed(opening, last: list.last) }
        return Block(statements: list, isDelimited: true, span: SourceSpan(start, contentEnd))
    }

    private mutating func reportUnclosed(_ opening: SourceSpan, last: Statement?) {
        var notes: [Diagnostic.Note] = []
        if case .command(let command)? = last?.kind, let word = command.arguments.last, word.literalText == "end" {
            notes = [
                Diagnostic.Note(
                    "this `end` is an argument of `\(command.name.text)`; put `;` before it", at: word.span)
            ]
        }
        report(
            "unclosed-block", "the block of `\(source[opening])` is not closed; `end` is missing", at: opening,
            notes: notes, needsMore: true)
    }
}

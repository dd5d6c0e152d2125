/// The short statements: `let`, `secret`, `capture`, `on error`, `source`, `wait`.
extension Parser {
    mutating func letStatement() throws(Abandoned) -> LetStatement {
        let name = try variableName(behind: "let")
        skipBlanks()
        expect(.nothing, from: position)
        guard peek == Byte.equal else {
            throw fail(
                "missing-equal", "`=` is missing; write `let \(name.text) = VALUE`",
                at: SourceSpan(position, tokenEnd),
                fix: Diagnostic.Fix("put `=` in", replacing: SourceSpan(at: name.span.end), with: " ="))
        }
        return LetStatement(name: name, value: try assignedValue(to: name))
    }

    mutating func secretStatement() throws(Abandoned) -> SecretStatement {
        let name = try variableName(behind: "secret")
        skipBlanks()
        expect(.nothing, from: position)
        guard peek == Byte.equal else { return SecretStatement(name: name, value: nil) }
        return SecretStatement(name: name, value: try assignedValue(to: name))
    }

    /// `= arg`, exactly one word.
    private mutating func assignedValue(to name: Identifier) throws(Abandoned) -> Word {
        position += 1
        skipBlanks()
        if peek == Byte.equal {
            let span = SourceSpan(position, position + 1)
            throw fail(
                "double-equal", "a value is set with one `=`", at: span,
                fix: Diagnostic.Fix("remove the second `=`", replacing: span, with: ""))
        }
        expect(.value(nil), from: position)
        guard let byte = peek, !Byte.endsWord(byte) else {
            throw fail(
                "missing-value", "a value is missing behind `=`; write `\"\"` for empty text",
                at: SourceSpan(at: position),
                fix: Diagnostic.Fix("set empty text", replacing: SourceSpan(at: position), with: "\"\""))
        }
        let value = try word(expecting: .value(nil))
        skipBlanks()
        if !atStatementEnd, !atKeyword("end") || blockDepth == 0, let byte = peek, !Byte.endsWord(byte) {
            throw fail(
                "value-with-blanks", "`\(name.text)` takes one word; put a text with blanks in quotes",
                at: SourceSpan(position, tokenEnd))
        }
        return value
    }

    /// A NAME behind a keyword.
    mutating func variableName(behind keyword: String) throws(Abandoned) -> Identifier {
        skipBlanks()
        expect(.nothing, from: position)
        let start = position
        position = nameEnd(from: start)
        guard position > start, !(peek == Byte.dollar) else {
            position = start
            let found = source[SourceSpan(start, tokenEnd)]
            throw fail(
                "missing-name",
                found.isEmpty
                    ? "a name is missing behind `\(keyword)`"
                    : "`\(found)` is no name; a name begins with a letter or `_` and holds letters, digits, `_` and `-`",
                at: SourceSpan(start, tokenEnd))
        }
        expect(.nothing, from: start)
        mark(.variable, start, position)
        return Identifier(text(start, position), span: SourceSpan(start, position))
    }

    mutating func captureStatement() throws(Abandoned) -> CaptureStatement {
        skipBlanks()
        expect(.keyword(["--secret"]), from: position)
        let start = position
        let isSecret = takeKeyword("--secret")
        if !isSecret, peek == Byte.minus {
            position = tokenEnd
            expect(.keyword(["--secret"]), from: start)
            throw fail(
                "unknown-option", "`capture` knows one option, `--secret`", at: SourceSpan(start, position),
                fix: Diagnostic.Fix("write `--secret`", replacing: SourceSpan(start, position), with: "--secret"))
        }
        let name = try variableName(behind: "capture")
        let nameEnd = position
        skipBlanks()
        expect(.selector, from: position)
        guard !atStatementEnd, position > nameEnd else {
            throw fail(
                "missing-selector", "a selector is missing; write `capture \(name.text) .path` or `… @fact`",
                at: SourceSpan(position, tokenEnd))
        }
        return CaptureStatement(name: name, selector: try selector(), isSecret: isSecret)
    }

    mutating func errorPolicy(_ on: Identifier) throws(Abandoned) -> ErrorPolicy {
        skipBlanks()
        expect(.keyword(["error"]), from: position)
        let start = position
        guard takeKeyword("error") else {
            position = tokenEnd
            expect(.keyword(["error"]), from: start)
            throw fail(
                "bad-policy", "write `on error stop` or `on error continue`", at: SourceSpan(on.span.start, position))
        }
        expect(.nothing, from: start)
        skipBlanks()
        let word = position
        let policies = ErrorPolicy.allCases.map(\.rawValue)
        expect(.keyword(policies), from: word)
        position = tokenEnd
        expect(.keyword(policies), from: word)
        guard let policy = ErrorPolicy(rawValue: text(word, position)) else {
            throw fail(
                "bad-policy", "write `on error stop` or `on error continue`",
                at: position > word ? SourceSpan(word, position) : SourceSpan(on.span.start, word))
        }
        return policy
    }

    mutating func sourceStatement(_ keyword: Identifier) throws(Abandoned) -> SourceStatement {
        var words: [Word] = []
        while true {
            let before = position
            skipBlanks()
            guard !atStatementEnd, before < position, let byte = peek, byte != Byte.pipe, byte != Byte.less,
                byte != Byte.greater
            else { break }
            if words.isEmpty { try refuseJSON("the path of a script") }
            let index = words.count
            words.append(try word(expecting: .sourceArgument(index: index)))
        }
        expect(.sourceArgument(index: words.count), from: position)
        guard let path = words.first else {
            throw fail(
                "missing-file", "a file is missing; write `source FILE [ARGUMENT…]`", at: SourceSpan(position, tokenEnd)
            )
        }
        return SourceStatement(path: path, arguments: Array(words.dropFirst()))
    }

    mutating func waitStatement() throws(Abandoned) -> WaitStatement {
        skipBlanks()
        expect(.keyword(["all", "for"]), from: position)
        let start = position
        var target = WaitStatement.Target.last
        if takeKeyword("all") {
            target = .all
        } else if peek == Byte.percent {
            target = .result(try resultNumber())
            if let byte = peek, !Byte.endsWord(byte) {
                throw fail(
                    "bad-wait", "`wait` takes a result such as `%-2`, without a path", at: SourceSpan(start, tokenEnd))
            }
        }
        skipBlanks()
        expect(.keyword(["for"]), from: position)
        guard takeKeyword("for") else {
            try checkWaitEnd(from: start)
            return WaitStatement(target: target, limit: nil)
        }
        return WaitStatement(target: target, limit: try duration(behind: "for"))
    }

    private mutating func checkWaitEnd(from start: Int) throws(Abandoned) {
        guard !atStatementEnd, !(blockDepth > 0 && atKeyword("end")), let byte = peek, !Byte.endsWord(byte) else {
            return
        }
        let word = position
        if operatorFault(at: word) != nil { throw Abandoned() }
        position = tokenEnd
        expect(.keyword(["all", "for"]), from: word)
        throw fail(
            "bad-wait", "write `wait`, `wait %N` or `wait all`, then perhaps `for 10m`", at: SourceSpan(word, position))
    }

    /// Refuses a JSON value where the grammar has a plain word.
    mutating func refuseJSON(_ what: String) throws(Abandoned) {
        guard let byte = peek, byte == Byte.openBrace || byte == Byte.openBracket else { return }
        throw fail(
            "json-not-allowed", "\(what) cannot be JSON; put a text that begins with a bracket in quotes",
            at: SourceSpan(position, position + 1))
    }
}

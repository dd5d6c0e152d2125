/// One statement, chosen by its first word.
extension Parser {
    /// Words of the grammar that never begin a statement.
    static let clauseWords: Set<String> = [
        "all", "contains", "continue", "endsWith", "error", "every", "exists", "is", "matches", "not", "ok",
        "parallel", "startsWith",
    ]
    /// Words kept free for later.
    static let reservedWords: Set<String> = ["if", "else", "for", "while", "return", "def"]

    mutating func statement() throws(Abandoned) -> Statement {
        let start = position
        isInCommand = false
        switch bytes[position] {
        case Byte.bang:
            let line = try shellLine()
            return Statement(.shell(line), span: line.span)
        case Byte.dot, Byte.at, Byte.percent:
            let selector = try selector()
            return Statement(.selector(selector), span: selector.span)
        default: break
        }
        let name = try commandName()
        if name.text == "try" { return try triedStatement(from: start) }
        let kind = try statementKind(name)
        return Statement(kind, span: SourceSpan(start, contentEnd))
    }

    /// A statement without `try` and not a selector or shell line, behind its first word.
    mutating func statementKind(_ name: Identifier) throws(Abandoned) -> Statement.Kind {
        switch name.text {
        case "let": return .let(try letStatement())
        case "secret": return .secret(try secretStatement())
        case "capture": return .capture(try captureStatement())
        case "expect": return .expect(try expectStatement())
        case "on": return .onError(try errorPolicy(name))
        case "source": return .source(try sourceStatement(name))
        case "wait": return .wait(try waitStatement())
        case "repeat": return .repeat(try repeatStatement(name))
        case "retry": return .retry(try retryStatement(name))
        case "test": return .test(try testStatement(name))
        default:
            try checkCommandName(name)
            return .command(try command(name))
        }
    }

    /// `try` before a call or a `repeat`.
    mutating func triedStatement(from start: Int) throws(Abandoned) -> Statement {
        let word = SourceSpan(start, position)
        skipBlanks()
        expect(.tried, from: position)
        guard !atStatementEnd else {
            throw fail("try-alone", "`try` needs a call or a `repeat` behind it", at: word)
        }
        let byte = bytes[position]
        if byte == Byte.bang || byte == Byte.dot || byte == Byte.at || byte == Byte.percent {
            throw misplacedTry(word, what: byte == Byte.bang ? "a `!` line" : "a selector")
        }
        let name = try commandName()
        switch name.text {
        case "let", "secret", "capture", "expect", "on", "source", "retry", "test", "try":
            throw misplacedTry(word, what: "`\(name.text)`")
        default:
            let kind = try statementKind(name)
            return Statement(kind, span: SourceSpan(start, contentEnd), isTried: true)
        }
    }

    private mutating func misplacedTry(_ word: SourceSpan, what: String) -> Abandoned {
        let end = offset(behindBlanks: word.end)
        return fail(
            "misplaced-try", "`try` goes before a call or a `repeat`, not before \(what); remove it", at: word,
            fix: Diagnostic.Fix("remove `try`", replacing: SourceSpan(word.start, end), with: ""))
    }

    /// The first offset at or behind another that holds no blank.
    func offset(behindBlanks start: Int) -> Int {
        var offset = start
        while let byte = byte(at: offset), Byte.isBlank(byte) { offset += 1 }
        return offset
    }

    /// The name a statement begins with: always an unquoted NAME.
    mutating func commandName() throws(Abandoned) -> Identifier {
        let start = position
        let end = nameEnd(from: start)
        guard end > start, byte(at: end).map(Byte.endsWord) ?? true else { throw badCommandName(nameEnd: end) }
        position = end
        let name = Identifier(text(start, end), span: SourceSpan(start, end))
        let isInsideBody = blockDepth > 0
        expect(.statement(insideBody: isInsideBody), from: start)
        mark(.command, start, end)
        return name
    }

    private mutating func badCommandName(nameEnd end: Int) -> Abandoned {
        let start = position
        let first = bytes[start]
        if let operatorFault = operatorFault(at: start) { return operatorFault }
        let span = SourceSpan(start, tokenEnd)
        let written = source[span]
        if first == Byte.openBrace || first == Byte.openBracket {
            return fail(
                "json-as-command", "a statement begins with a command; write `invoke` before the JSON",
                at: SourceSpan(start, start + 1),
                fix: Diagnostic.Fix("put `invoke` before it", replacing: SourceSpan(at: start), with: "invoke "))
        }
        if first == Byte.quote || first == Byte.apostrophe {
            return fail("quoted-command", "a command name is never quoted; remove the quotes", at: span)
        }
        if end > start, let next = byte(at: end), next == Byte.openBrace || next == Byte.openBracket {
            position = end
            return fail(
                "missing-blank", "a blank has to stand before `\(Character(Unicode.Scalar(next)))`",
                at: SourceSpan(end, end + 1),
                fix: Diagnostic.Fix("put a blank before it", replacing: SourceSpan(at: end), with: " "))
        }
        if end > start, byte(at: end) == Byte.equal {
            return fail(
                "assignment", "variables are set with `let`: `let \(text(start, end)) = …`",
                at: SourceSpan(start, end + 1),
                fix: Diagnostic.Fix("put `let` before it", replacing: SourceSpan(at: start), with: "let "))
        }
        return fail(
            "bad-command-name",
            "`\(written)` is no command name; a name begins with a letter and holds letters, digits, `_` and `-`",
            at: span)
    }

    /// Refuses the words of the grammar as command names.
    private mutating func checkCommandName(_ name: Identifier) throws(Abandoned) {
        if name.text == "do" {
            report(
                "stray-do", "`do` belongs behind `repeat`, `retry` or `test`; write `test \"name\" do`", at: name.span)
            _ = delimitedBody(opening: name.span)
            throw Abandoned()
        }
        if Self.reservedWords.contains(name.text) {
            throw fail(
                "reserved-word", "`\(name.text)` is reserved and does nothing yet; there is no command of that name",
                at: name.span)
        }
        if Self.clauseWords.contains(name.text) {
            throw fail(
                "misplaced-word", "`\(name.text)` is a word of the grammar and cannot begin a statement",
                at: name.span)
        }
    }

    /// Reports an `end` that closes nothing.
    mutating func reportStrayEnd() {
        report(
            "stray-end", "`end` closes no `do`; remove it, or begin the block with `do`",
            at: SourceSpan(position, position + 3),
            fix: Diagnostic.Fix("remove `end`", replacing: SourceSpan(position, position + 3), with: ""))
        position += 3
    }

    /// Says what is wrong with text behind a complete statement.
    mutating func unexpectedText() -> Abandoned {
        if let fault = operatorFault(at: position) { return fault }
        let span = SourceSpan(position, tokenEnd)
        switch bytes[position] {
        case Byte.pipe:
            return fail("misplaced-pipe", "only a command has a pipe; write `|` behind the call", at: span)
        case Byte.less, Byte.greater:
            return fail(
                "misplaced-redirection", "only a command has a redirection; write it behind the call", at: span)
        default:
            return fail(
                "unexpected-text",
                "`\(source[span])` is too much here; begin the next statement on a new line or behind `;`",
                at: span)
        }
    }

    /// Reports `&&`, `||` and `&` of the system shell, with what to write instead.
    mutating func operatorFault(at start: Int) -> Abandoned? {
        let first = bytes[start]
        let second = byte(at: start + 1)
        let isDouble = second == first
        guard first == Byte.ampersand || (first == Byte.pipe && isDouble) else { return nil }
        let end = start + (isDouble ? 2 : 1)
        if first == Byte.ampersand, let next = byte(at: end), !Byte.endsWord(next) { return nil }
        let span = SourceSpan(start, end)
        if !isDouble {
            return fail(
                "no-background", "`&` does not run in the background; use `invoke --async`, or quote the `&`", at: span)
        }
        if first == Byte.pipe {
            position = end
            return fail(
                "no-or", "there is no `||`; write `try` before the call and look at `@outcome` behind it", at: span)
        }
        position = end
        return fail(
            "no-and", "there is no `&&`; write `;`: a script stops at the first failure", at: span,
            fix: Diagnostic.Fix("write `;`", replacing: span, with: ";"))
    }
}

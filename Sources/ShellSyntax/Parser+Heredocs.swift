/// Heredocs: opened inside a line, filled from the lines behind it.
extension Parser {
    /// A `<<NAME` whose body has not been read yet.
    struct HeredocOpening {
        /// Offset of `<<`, which names the heredoc until its body is known.
        let start: Int
        let delimiter: Identifier
        let isQuoted: Bool
    }

    /// Reads `<<NAME` or `<<'NAME'` from its second `<` on.
    mutating func heredocOpening(from start: Int) throws(Abandoned) -> Redirection {
        position = start + 2
        if peek == Byte.less {
            throw fail(
                "no-here-string", "`<<<` is not known; write the text as an argument, or `<<NAME` and lines",
                at: SourceSpan(start, start + 3))
        }
        if peek == Byte.minus {
            let dash = SourceSpan(position, position + 1)
            report(
                "heredoc-dash", "`<<-` is written `<<`; the closing name may be indented anyway", at: dash,
                fix: Diagnostic.Fix("remove the `-`", replacing: dash, with: ""))
            position += 1
        }
        while let byte = peek, byte == Byte.space || byte == Byte.tab { position += 1 }
        let quote = peek
        let isQuoted = quote == Byte.apostrophe || quote == Byte.quote
        if isQuoted { position += 1 }
        let nameStart = position
        position = nameEnd(from: nameStart)
        let span = SourceSpan(nameStart, position)
        guard !span.isEmpty else {
            position = max(nameStart, tokenEnd)
            throw fail(
                "missing-heredoc-name", "a name is missing; write `<<EOF`, then the lines, then `EOF` alone",
                at: SourceSpan(start, start + 2))
        }
        if isQuoted {
            guard peek == quote else {
                throw fail(
                    "unclosed-quote", "the quote around the name is not closed",
                    at: SourceSpan(nameStart - 1, nameStart))
            }
            position += 1
        }
        if quote == Byte.quote {
            let quoted = SourceSpan(nameStart - 1, position)
            report(
                "heredoc-quotes", "the name is written in single quotes (no expansion) or without quotes", at: quoted,
                fix: Diagnostic.Fix("use single quotes", replacing: quoted, with: "'\(source[span])'"))
        }
        if let byte = peek, !Byte.endsWord(byte) {
            throw fail(
                "unexpected-text", "a blank has to stand behind the name of a heredoc",
                at: SourceSpan(position, tokenEnd))
        }
        let name = Identifier(source[span], span: span)
        let opening = HeredocOpening(start: start, delimiter: name, isQuoted: isQuoted)
        waitingHeredocs.append(opening)
        mark(.sign, start, position)
        let empty = Heredoc(
            delimiter: name, isQuoted: isQuoted, pieces: [], isJSON: false, bodySpan: SourceSpan(at: position))
        return Redirection(.heredoc(empty), span: SourceSpan(start, position))
    }

    /// Reads the bodies of the heredocs opened in the line that has just ended.
    mutating func readHeredocs() {
        let openings = waitingHeredocs
        waitingHeredocs = []
        for (index, opening) in openings.enumerated() {
            if readHeredoc(opening) { continue }
            reportUnclosed(opening)
            waitingHeredocs = Array(openings[(index + 1)...])
            return
        }
    }

    /// Reads one body; false when the text ends before its closing name.
    private mutating func readHeredoc(_ opening: HeredocOpening) -> Bool {
        let start = position
        let body = openMark(.string)
        defer { closeMark(body) }
        let name = opening.delimiter.span
        while position < bytes.count {
            let lineStart = position
            skipToLineEnd()
            let lineEnd = position
            if position < bytes.count { position += 1 }
            guard isClosing(lineStart, lineEnd, name) else { continue }
            let next = position
            heredocs[opening.start] = heredoc(opening, body: bodySpan(start, lineStart))
            position = next
            return true
        }
        if tracksExpectation { _ = heredoc(opening, body: SourceSpan(start, bytes.count)) }
        position = bytes.count
        return false
    }

    /// Whether a line holds the name alone, perhaps indented.
    private func isClosing(_ lineStart: Int, _ lineEnd: Int, _ name: SourceSpan) -> Bool {
        var start = lineStart
        var end = lineEnd
        while start < end, Byte.isBlank(bytes[start]) { start += 1 }
        while end > start, Byte.isBlank(bytes[end - 1]) { end -= 1 }
        return bytes[start..<end] == bytes[name.start..<name.end]
    }

    /// The body without the line end before the closing name.
    private func bodySpan(_ start: Int, _ closing: Int) -> SourceSpan {
        guard closing > start else { return SourceSpan(at: start) }
        var end = closing - 1
        if end > start, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
        return SourceSpan(start, end)
    }

    private mutating func heredoc(_ opening: HeredocOpening, body: SourceSpan) -> Heredoc {
        var first = body.start
        while first < body.end, Byte.isBlank(bytes[first]) || bytes[first] == Byte.newline { first += 1 }
        let isJSON =
            !opening.isQuoted && first < body.end
            && (bytes[first] == Byte.openBrace || bytes[first] == Byte.openBracket)
        var pieces: [TemplatePiece] = []
        if opening.isQuoted {
            if !body.isEmpty { pieces = [.text(source[body])] }
        } else {
            pieces = template(body, isJSON: isJSON)
        }
        if tracksExpectation, body.end == bytes.count {
            position = bytes.count
            expect(isJSON ? .json(from: first, redirection: opening.start) : .nothing, from: position)
        }
        return Heredoc(
            delimiter: opening.delimiter, isQuoted: opening.isQuoted, pieces: pieces, isJSON: isJSON, bodySpan: body)
    }

    /// Text and expansions of an unquoted body. In a JSON body the strings are followed, so that each expansion knows
    /// whether it stands in one; whether the body is JSON is for the call to decide.
    private mutating func template(_ body: SourceSpan, isJSON: Bool) -> [TemplatePiece] {
        var pieces: [TemplatePiece] = []
        var textStart = body.start
        var isInString = false
        position = body.start
        while position < body.end {
            let byte = bytes[position]
            let next = position + 1 < body.end ? bytes[position + 1] : 0
            if byte == Byte.dollar, next == Byte.openBrace {
                if position > textStart { pieces.appendText(text(textStart, position)) }
                if let expansion = expansion() { pieces.append(.expansion(expansion, isInsideString: isInString)) }
                textStart = position
            } else if byte == Byte.backslash, next == Byte.dollar, self.byte(at: position + 2) == Byte.openBrace {
                if position > textStart { pieces.appendText(text(textStart, position)) }
                textStart = position + 1
                position += 3
            } else if byte == Byte.backslash, isInString, next != Byte.newline {
                position += 2
            } else {
                if isJSON, byte == Byte.quote { isInString.toggle() }
                if byte == Byte.newline { isInString = false }
                position += 1
            }
        }
        if body.end > textStart { pieces.appendText(text(textStart, body.end)) }
        return pieces
    }

    mutating func reportUnclosed(_ opening: HeredocOpening) {
        report(
            "unclosed-heredoc",
            "the text ends before `\(opening.delimiter.text)`; a line with the name alone is missing",
            at: SourceSpan(opening.start, opening.delimiter.span.end), needsMore: true)
    }

    /// Puts the bodies into the statements that opened them.
    func insertHeredocs(into statements: inout [Statement]) {
        for index in statements.indices {
            switch statements[index].kind {
            case .command(var command):
                guard insertHeredocs(into: &command) else { continue }
                statements[index].kind = .command(command)
            case .repeat(var block):
                insertHeredocs(into: &block.body.statements)
                statements[index].kind = .repeat(block)
            case .retry(var block):
                insertHeredocs(into: &block.body.statements)
                statements[index].kind = .retry(block)
            case .test(var block):
                insertHeredocs(into: &block.body.statements)
                statements[index].kind = .test(block)
            default: continue
            }
        }
    }

    private func insertHeredocs(into command: inout CommandStatement) -> Bool {
        var isChanged = false
        for index in command.redirections.indices {
            guard case .heredoc = command.redirections[index].kind,
                let heredoc = heredocs[command.redirections[index].span.start]
            else { continue }
            command.redirections[index].kind = .heredoc(heredoc)
            isChanged = true
        }
        return isChanged
    }
}

/// Statements of fixed form: the parts the tree knows, and the words and signs between them.
extension ScriptFormatter {
    /// A part of a statement that is one token whatever stands inside. An empty one only ends the token before it.
    struct Part {
        var span: SourceSpan
        var text: [UInt8]
    }

    func part(_ span: SourceSpan) -> Part { Part(span: span, text: Array(bytes[span.start..<span.end])) }

    func part(_ word: Word) -> Part { Part(span: word.span, text: text(of: word)) }

    func part(_ count: CountExpression) -> Part {
        switch count {
        case .literal(_, let span): part(span)
        case .expansion(let expansion): part(expansion.span)
        }
    }

    func parts(_ duration: DurationLiteral?) -> [Part] { duration.map { [part($0.span)] } ?? [] }

    func parts(of assertion: ExpectStatement.Assertion) -> [Part] {
        guard case .predicate(let selector, _, let predicate) = assertion else { return [] }
        let parts = [part(selector.span), part(SourceSpan(at: predicate.span.start))]
        switch predicate.test {
        case .exists, .isType: return parts
        case .compare(_, let word), .contains(let word), .startsWith(let word), .endsWith(let word), .matches(let word):
            return parts + [part(word)]
        }
    }

    /// The tokens of a whole statement.
    func scan(_ statement: Statement, parts: [Part]) -> [Token] {
        scan(from: statement.span.start, to: statement.span.end, parts: parts)
    }

    /// The tokens of a statement up to its block.
    func scan(_ statement: Statement, parts: [Part], to block: Block) -> [Token] {
        scan(from: statement.span.start, to: block.span.start, parts: parts)
    }

    /// The tokens of a range, where nothing but blanks and continued line ends stands between them.
    func scan(from start: Int, to end: Int, parts: [Part]) -> [Token] {
        var parts = parts[...]
        var tokens: [Token] = []
        var offset = offset(behindBlanks: start)
        while offset < end {
            if let part = parts.first, part.span.start <= offset {
                parts.removeFirst()
                if part.span.isEmpty { continue }
                tokens.append(Token(text: part.text, startsLine: startsLine(part.span.start)))
                offset = self.offset(behindBlanks: part.span.end)
                continue
            }
            let limit = min(end, parts.first?.span.start ?? end)
            let tokenStart = offset
            while offset < limit, !Byte.isBlank(bytes[offset]), continuation(at: offset) == nil { offset += 1 }
            tokens.append(Token(text: Array(bytes[tokenStart..<offset]), startsLine: startsLine(tokenStart)))
            offset = self.offset(behindBlanks: offset)
        }
        return tokens
    }
}

/// The words of a statement as they are written, up to its block.
extension ScriptFormatter {
    /// A word, a sign or a part that is kept whole.
    struct Token {
        var text: [UInt8]
        /// Whether it stood behind a continued line end.
        var startsLine: Bool
    }

    func tokens(of statement: Statement) -> [Token] {
        switch statement.kind {
        case .command(let command): return tokens(of: command, start: statement.span.start)
        case .shell(let line):
            // At the prompt `!!` and `!5` mean the history, so a blank keeps such a text what it is.
            let sign = line.text.utf8.first.map { $0 == Byte.bang || Byte.isDigit($0) } ?? false ? "! " : "!"
            return [Token(text: Array(sign.utf8) + rest(of: line), startsLine: false)]
        case .let(let binding):
            return scan(statement, parts: [part(binding.name.span), part(binding.value)])
        case .secret(let secret):
            return scan(statement, parts: [part(secret.name.span)] + (secret.value.map { [part($0)] } ?? []))
        case .capture(let capture):
            return scan(statement, parts: [part(capture.name.span), part(capture.selector.span)])
        case .selector(let selector): return scan(statement, parts: [part(selector.span)])
        case .expect(let expect): return scan(statement, parts: parts(of: expect.assertion))
        case .onError: return scan(statement, parts: [])
        case .source(let source):
            return scan(statement, parts: ([source.path] + source.arguments).map { part($0) })
        case .wait(let wait): return scan(statement, parts: parts(wait.limit))
        case .repeat(let block):
            let parallel = block.parallel.map { [part($0)] } ?? []
            let parts = [part(block.count)] + parallel + parts(block.interval) + parts(block.limit)
            return scan(statement, parts: parts, to: block.body)
        case .retry(let block):
            let parts = [part(block.count)] + parts(block.interval) + parts(block.limit)
            return scan(statement, parts: parts, to: block.body)
        case .test(let block): return scan(statement, parts: [part(block.name)], to: block.body)
        }
    }

    /// A command: its words in order, then the redirections in order, then the pipe.
    private func tokens(of command: CommandStatement, start: Int) -> [Token] {
        var tokens = scan(from: start, to: command.name.span.end, parts: [])
        for word in command.arguments {
            tokens.append(Token(text: text(of: word), startsLine: startsLine(word.span.start)))
        }
        for redirection in command.redirections {
            tokens.append(Token(text: text(of: redirection), startsLine: startsLine(redirection.span.start)))
        }
        if let pipe = command.pipe {
            tokens.append(Token(text: Array("| ".utf8) + rest(of: pipe), startsLine: startsLine(pipe.span.start)))
        }
        return tokens
    }

    private func text(of redirection: Redirection) -> [UInt8] {
        switch redirection.kind {
        case .input(let word): return Array("< ".utf8) + text(of: word)
        case .output(let word): return Array("> ".utf8) + text(of: word)
        case .append(let word): return Array(">> ".utf8) + text(of: word)
        case .heredoc(let heredoc):
            let name = heredoc.delimiter.text
            return Array((heredoc.isQuoted ? "<<'\(name)'" : "<<\(name)").utf8)
        }
    }

    /// Text for the system shell. A blank behind a `\` at its end keeps that from continuing the line.
    private func rest(of line: ShellLine) -> [UInt8] {
        let text = Array(line.text.utf8)
        let backslashes = text.reversed().prefix { $0 == Byte.backslash }.count
        return backslashes % 2 == 1 ? text + [Byte.space] : text
    }

    /// The text of a word, `\` at its line ends included where they stand inside it.
    func text(of word: Word) -> [UInt8] {
        var text: [UInt8] = []
        var offset = word.span.start
        for piece in word.pieces {
            text += unquoted(offset, piece.span.start)
            if case .plain = piece {
                text += unquoted(piece.span.start, piece.span.end)
            } else {
                text += bytes[piece.span.start..<piece.span.end]
            }
            offset = piece.span.end
        }
        var gap = unquoted(offset, word.span.end)
        while gap.suffix(2) == [Byte.backslash, Byte.newline] { gap.removeLast(2) }
        return text + gap
    }

    /// Unquoted text with its continued line ends as `\` and a newline.
    private func unquoted(_ start: Int, _ end: Int) -> [UInt8] {
        var text: [UInt8] = []
        var offset = start
        while offset < end {
            if let next = continuation(at: offset) {
                text += [Byte.backslash, Byte.newline]
                offset = next
            } else {
                text.append(bytes[offset])
                offset += 1
            }
        }
        return text
    }
}

import FCCore
package import ShellSyntax

/// One argument before expansion: a word of a script, or a word of argv that no quoting is left in.
package struct ArgumentWord: Sendable {
    /// What the argument is made of.
    package enum Content: Sendable {
        case word(Word)
        /// argv's text, taken as it is.
        case text(String)
    }

    package var content: Content
    package var span: SourceSpan

    package init(_ word: Word) {
        content = .word(word)
        span = word.span
    }

    package init(text: String, span: SourceSpan) {
        content = .text(text)
        self.span = span
    }

    /// The literal unquoted text the argument begins with: only that can make it an option.
    var leadingLiteral: String {
        switch content {
        case .text(let text): text
        case .word(let word):
            if case .plain(let text, _) = word.pieces.first { text } else { "" }
        }
    }

    /// Whether it is an option's name: a literal `-` first, and neither `-` alone, a path `-.x`, nor `--`.
    var isOption: Bool {
        let literal = leadingLiteral
        guard literal.hasPrefix("-"), !literal.hasPrefix("-.") else { return false }
        return !isExactly("-") && !isExactly("--")
    }

    /// Whether it is a JSON value, or looks like one where no quoting is left to tell.
    var isJSON: Bool {
        switch content {
        case .text(let text): text.first { !$0.isWhitespace }.map { $0 == "{" || $0 == "[" } ?? false
        case .word(let word): word.json != nil
        }
    }

    /// Whether nothing in it has to be expanded.
    var isLiteral: Bool {
        switch content {
        case .text: true
        case .word(let word): word.isLiteral
        }
    }

    /// The text when nothing in it has to be expanded.
    var literalText: String? {
        switch content {
        case .text(let text): text
        case .word(let word): word.literalText
        }
    }

    /// Whether the whole argument is this unquoted text.
    package func isExactly(_ text: String) -> Bool {
        switch content {
        case .text(let own): own == text
        case .word(let word): word.pieces.count == 1 && leadingLiteral == text
        }
    }

    /// What is left behind the first characters of the leading literal text, as after `--event=`.
    func dropping(_ count: Int) -> ArgumentWord {
        switch content {
        case .text(let text): return ArgumentWord(text: String(text.dropFirst(count)), span: span)
        case .word(var word):
            guard case .plain(let text, let span) = word.pieces.first else { return self }
            let cut = text.prefix(count).utf8.count
            let rest = String(text.dropFirst(count))
            word.pieces[0] = .plain(rest, SourceSpan(span.start + cut, span.end))
            if rest.isEmpty, word.pieces.count > 1 { word.pieces.removeFirst() }
            word.span.start += cut
            return ArgumentWord(word)
        }
    }

    /// The argument's text and value under a scope.
    func evaluated(by expander: Expander, source: SourceText) throws(Failure) -> ArgumentText {
        switch content {
        case .text(let text):
            return ArgumentText(
                text: text, value: isJSON ? Self.jsonValue(text) : Expander.typed(text), isJSON: isJSON,
                sourceText: text, assignment: assignment(by: expander, source: source), span: span)
        case .word(let word):
            if word.json != nil {
                // The text goes out as it was written; the value is read from it, so that nothing is expanded twice.
                let text = try expander.text(of: word)
                return ArgumentText(
                    text: text, value: Self.jsonValue(text), isJSON: true, sourceText: source[span], span: span)
            }
            let value = try expander.value(of: word)
            return ArgumentText(
                text: Expander.text(of: value), value: value, isJSON: false, sourceText: source[span],
                assignment: assignment(by: expander, source: source), span: span)
        }
    }

    private static func jsonValue(_ text: String) -> Value {
        (try? JSONReader.read(text)) ?? .string(text)
    }
}

extension Word {
    /// Whether no piece of the word has to be expanded.
    package var isLiteral: Bool {
        pieces.allSatisfy { piece in
            switch piece {
            case .plain, .escaped, .single, .double: true
            case .expansion: false
            case .json(let template): template.pieces.isLiteral
            }
        }
    }
}

extension [TemplatePiece] {
    /// Whether no piece has to be expanded.
    package var isLiteral: Bool {
        allSatisfy { piece in
            if case .text = piece { true } else { false }
        }
    }
}

/// What a word is, without evaluating it.
extension Word {
    /// The word as it is written, quotes included.
    package func sourceText(in source: SourceText) -> String { source[span] }

    /// Whether the word is an option: its first character is a literal unquoted `-`, and it is neither `-` alone
    /// (standard input) nor a path that begins with `-.`.
    package var isOption: Bool {
        guard case .plain(let text, _)? = pieces.first, text.utf8.first == Byte.minus else { return false }
        let second = text.utf8.dropFirst().first
        return second != Byte.dot && !(second == nil && pieces.count == 1)
    }

    /// The word's text when it holds no expansion and no JSON.
    package var literalText: String? {
        var result = ""
        for piece in pieces {
            switch piece {
            case .plain(let text, _), .escaped(let text, _), .single(let text, _), .double(let text, _): result += text
            case .expansion, .json: return nil
            }
        }
        return result
    }

    /// The word as a JSON value, when it is nothing else.
    package var json: JSONTemplate? {
        guard pieces.count == 1, case .json(let template)? = pieces.first else { return nil }
        return template
    }

    /// The word as one `${…}` without quotes, which keeps its type.
    package var loneExpansion: Expansion? {
        guard pieces.count == 1, case .expansion(let expansion, isQuoted: false)? = pieces.first else { return nil }
        return expansion
    }

    /// The part of the word from an offset of the source on, as a word of its own: the value of `path=value`. The offset
    /// lies on the border of a piece or inside unquoted text.
    package func suffix(from offset: Int) -> Word {
        var rest: [Piece] = []
        for piece in pieces where piece.span.end > offset {
            if case .plain(let text, let span) = piece, span.start < offset {
                let tail = String(decoding: text.utf8.dropFirst(offset - span.start), as: UTF8.self)
                rest.append(.plain(tail, SourceSpan(offset, span.end)))
            } else {
                rest.append(piece)
            }
        }
        return Word(pieces: rest, span: SourceSpan(offset, span.end))
    }
}

extension Word.Piece {
    /// The bytes of the piece.
    package var span: SourceSpan {
        switch self {
        case .plain(_, let span), .escaped(_, let span), .single(_, let span), .double(_, let span): span
        case .expansion(let expansion, _): expansion.span
        case .json(let template): template.span
        }
    }
}

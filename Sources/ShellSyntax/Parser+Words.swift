/// Words: pieces side by side, quoted or not.
extension Parser {
    /// Reads the word that begins at the current place, which is no blank and ends no word.
    mutating func word() throws(Abandoned) -> Word {
        let start = position
        if let byte = peek, byte == Byte.openBrace || byte == Byte.openBracket {
            let piece = Word.Piece.json(try jsonWord())
            return Word(pieces: [piece], span: SourceSpan(start, position))
        }
        var pieces: [Word.Piece] = []
        while let byte = peek, !Byte.endsWord(byte) {
            switch byte {
            case Byte.apostrophe:
                pieces.append(try singleQuoted())
            case Byte.quote:
                try doubleQuoted(into: &pieces)
            case Byte.backslash:
                try escaped(into: &pieces)
            case Byte.dollar where self.byte(at: position + 1) == Byte.openBrace:
                if let expansion = expansion() { pieces.append(.expansion(expansion, isQuoted: false)) }
            default:
                let isBeforeJSON = plain(into: &pieces)
                if isBeforeJSON { pieces.append(.json(try jsonWord())) }
            }
        }
        let word = Word(pieces: pieces, span: SourceSpan(start, position))
        markWord(word)
        return word
    }

    /// Reads a word that may be the unfinished one.
    mutating func word(expecting kind: @autoclosure () -> Expectation.Kind) throws(Abandoned) -> Word {
        let start = position
        do {
            let word = try word()
            expect(kind(), from: start)
            return word
        } catch {
            expect(kind(), from: start)
            throw error
        }
    }

    /// Reads unquoted text; gives whether a JSON value follows, directly behind a `=`.
    private mutating func plain(into pieces: inout [Word.Piece]) -> Bool {
        let start = position
        var isBeforeJSON = false
        while position < bytes.count {
            let byte = bytes[position]
            if Byte.isPlain(byte) {
                position += 1
            } else if byte == Byte.equal {
                position += 1
                guard let next = peek, next == Byte.openBrace || next == Byte.openBracket else { continue }
                isBeforeJSON = true
                break
            } else if byte == Byte.dollar, self.byte(at: position + 1) != Byte.openBrace {
                position += 1
            } else {
                break
            }
        }
        let run = text(start, position)
        if bytes[start] == 0xE2, pieces.isEmpty { warnOfSmartQuote(at: start) }
        guard case .plain? = pieces.last, case .plain(var joined, let span)? = pieces.popLast() else {
            pieces.append(.plain(run, SourceSpan(start, position)))
            return isBeforeJSON
        }
        joined += run
        pieces.append(.plain(joined, SourceSpan(span.start, position)))
        return isBeforeJSON
    }

    /// Warns of a typographic quote where a quoted text was probably meant: to the language it is a letter like others.
    private mutating func warnOfSmartQuote(at start: Int) {
        guard let (scalar, length) = scalar(at: start), isSmartQuote(scalar) || "‘’".unicodeScalars.contains(scalar)
        else {
            return
        }
        let span = SourceSpan(start, start + length)
        let mark = isSmartQuote(scalar) ? "\"" : "'"
        diagnostics.append(
            Diagnostic(
                "smart-quote", "`\(source[span])` is a typographic quote and quotes nothing; write `\(mark)`", at: span,
                severity: .warning, fix: Diagnostic.Fix("write `\(mark)`", replacing: span, with: mark)))
    }

    /// `\x` outside quotes; at the end of a line it joins the lines.
    private mutating func escaped(into pieces: inout [Word.Piece]) throws(Abandoned) {
        let start = position
        if let next = continuation(at: start) {
            position = next
            return
        }
        guard start + 1 < bytes.count else {
            reportOpenContinuation()
            throw Abandoned()
        }
        let length = scalar(at: start + 1)?.1 ?? 1
        position = start + 1 + length
        pieces.append(.escaped(text(start + 1, position), SourceSpan(start, position)))
    }

    private mutating func singleQuoted() throws(Abandoned) -> Word.Piece {
        let start = position
        let mark = openMark(.string)
        defer { closeMark(mark) }
        var offset = start + 1
        while offset < bytes.count, bytes[offset] != Byte.apostrophe { offset += 1 }
        position = offset
        guard offset < bytes.count else { throw unclosedQuote(start) }
        position += 1
        return .single(text(start + 1, offset), SourceSpan(start, position))
    }

    private mutating func unclosedQuote(_ start: Int) -> Abandoned {
        fail(
            "unclosed-quote", "the quote is not closed; `\(Character(Unicode.Scalar(bytes[start])))` is missing",
            at: SourceSpan(start, start + 1), needsMore: true)
    }

    /// `"…"`: texts and expansions in order, at least one.
    private mutating func doubleQuoted(into pieces: inout [Word.Piece]) throws(Abandoned) {
        let opening = position
        let mark = openMark(.string)
        defer { closeMark(mark) }
        let count = pieces.count
        var textStart = opening
        var content = ""
        position += 1
        var runStart = position
        while position < bytes.count {
            switch bytes[position] {
            case Byte.quote:
                content += text(runStart, position)
                position += 1
                if !content.isEmpty || pieces.count == count {
                    pieces.append(.double(content, SourceSpan(textStart, position)))
                }
                return
            case Byte.backslash:
                content += text(runStart, position)
                guard position + 1 < bytes.count else {
                    position = bytes.count
                    throw unclosedQuote(opening)
                }
                escape(into: &content)
                runStart = position
            case Byte.dollar where byte(at: position + 1) == Byte.openBrace:
                content += text(runStart, position)
                if !content.isEmpty { pieces.append(.double(content, SourceSpan(textStart, position))) }
                content = ""
                if let expansion = expansion() { pieces.append(.expansion(expansion, isQuoted: true)) }
                textStart = position
                runStart = position
            default:
                position += 1
            }
        }
        throw unclosedQuote(opening)
    }

    /// An escape of `"…"`; one that is not known is reported and passed over.
    mutating func escape(into content: inout String) {
        let start = position
        if let next = continuation(at: start) {
            position = next
            return
        }
        position += 2
        switch byte(at: start + 1) {
        case Byte.backslash: content += "\\"
        case Byte.quote: content += "\""
        case Byte.dollar: content += "$"
        case UInt8(ascii: "n"): content += "\n"
        case UInt8(ascii: "r"): content += "\r"
        case UInt8(ascii: "t"): content += "\t"
        case UInt8(ascii: "u"):
            if let scalar = unicodeEscape() { content.unicodeScalars.append(scalar) }
        default:
            position = start + 1 + (scalar(at: start + 1)?.1 ?? 1)
            let span = SourceSpan(start, position)
            report(
                "unknown-escape",
                "`\(source[span])` is no escape; known are `\\\\ \\\" \\$ \\n \\r \\t \\uXXXX`. "
                    + "Double the backslash to keep it, or use single quotes", at: span,
                fix: Diagnostic.Fix("double the backslash", replacing: SourceSpan(at: start), with: "\\"))
        }
    }

    /// The digits behind `\u`, two escapes for one character where needed; nil after a report.
    private mutating func unicodeEscape() -> Unicode.Scalar? {
        let start = position - 2
        guard let first = fourHexDigits(at: position) else { return badUnicodeEscape(from: start) }
        position += 4
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, byte(at: position) == Byte.backslash, byte(at: position + 1) == UInt8(ascii: "u"),
            let second = fourHexDigits(at: position + 2), (0xDC00..<0xE000).contains(second)
        else { return badUnicodeEscape(from: start) }
        position += 6
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func badUnicodeEscape(from start: Int) -> Unicode.Scalar? {
        while position < start + 6, let byte = peek, Byte.hexValue(byte) != nil { position += 1 }
        report(
            "bad-unicode-escape", "`\\u` takes four hexadecimal digits that make a character, such as `\\u00e9`",
            at: SourceSpan(start, position))
        return nil
    }

    func fourHexDigits(at offset: Int) -> UInt32? {
        guard offset + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for index in offset..<offset + 4 {
            guard let digit = Byte.hexValue(bytes[index]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }
}

/// What is wrong in a JSON word, said with the likely cause, and how to go on behind it.
extension Parser {
    mutating func unclosedJSON(_ walk: JSONWalk) -> Abandoned {
        let opening = walk.open.last ?? walk.start
        let close = bytes[opening] == Byte.openBrace ? "}" : "]"
        return fail(
            "unclosed-json", "the JSON value is not closed; `\(close)` is missing",
            at: SourceSpan(opening, opening + 1),
            needsMore: true)
    }

    /// The fault at the current place, where something else was expected.
    mutating func jsonFault(_ walk: JSONWalk) -> Abandoned {
        let start = position
        let byte = bytes[start]
        if byte == Byte.apostrophe { return singleQuotes() }
        if let (scalar, length) = scalar(at: start), isSmartQuote(scalar) {
            return smartQuotes(length: length)
        }
        if byte == Byte.hash || (byte == UInt8(ascii: "/") && (self.byte(at: start + 1) == byte)) {
            return fail("comment-in-json", "JSON knows no comments; write them outside of the value", at: here)
        }
        switch walk.phase {
        case .key, .keyOrClose: return keyFault(walk)
        case .colon: return colonFault()
        case .commaOrClose: return commaFault(walk)
        case .value, .valueOrClose: return valueFault(walk)
        }
    }

    private var here: SourceSpan {
        SourceSpan(position, min(bytes.count, position + (scalar(at: position)?.1 ?? 1)))
    }

    private var found: String { "`\(source[here])`" }

    /// The end of a bare word inside JSON.
    private var bareWordEnd: Int {
        var end = position
        while let byte = byte(at: end),
            Byte.isLetter(byte) || Byte.isDigit(byte) || byte >= 0x80 || byte == Byte.underscore || byte == Byte.minus
                || byte == Byte.dollar && self.byte(at: end + 1) != Byte.openBrace
        { end += 1 }
        return end
    }

    private mutating func keyFault(_ walk: JSONWalk) -> Abandoned {
        let start = position
        let end = bareWordEnd
        if end > start {
            let span = SourceSpan(start, end)
            return fail(
                "unquoted-key", "a key needs double quotes: `\"\(source[span])\"`", at: span,
                fix: Diagnostic.Fix("put the key in quotes", replacing: span, with: "\"\(source[span])\""))
        }
        if bytes[start] == Byte.closeBrace { return trailingComma() }
        if bytes[start] == Byte.dollar {
            return fail("unquoted-key", "a key needs double quotes: `\"${name}\"`", at: SourceSpan(start, start + 2))
        }
        return fail("bad-json", "a key in double quotes is expected, not \(found)", at: here)
    }

    private mutating func trailingComma() -> Abandoned {
        var comma = position - 1
        while bytes[comma] != Byte.comma { comma -= 1 }
        let span = SourceSpan(comma, comma + 1)
        return fail(
            "trailing-comma", "JSON has no comma before the close; remove it", at: span,
            fix: Diagnostic.Fix("remove the comma", replacing: span, with: ""))
    }

    private mutating func colonFault() -> Abandoned {
        if bytes[position] == Byte.equal {
            return fail(
                "bad-json", "`:` is expected behind a key, not `=`", at: here,
                fix: Diagnostic.Fix("write `:`", replacing: here, with: ":"))
        }
        return fail("bad-json", "`:` is expected behind a key, not \(found)", at: here)
    }

    private mutating func commaFault(_ walk: JSONWalk) -> Abandoned {
        let isObject = walk.open.last.map { bytes[$0] == Byte.openBrace } ?? true
        let notes = walk.open.last.map { opening in
            [Diagnostic.Note("the value begins here", at: SourceSpan(opening, opening + 1))]
        }
        return fail(
            "bad-json", "`,` or `\(isObject ? "}" : "]")` is expected, not \(found)", at: here, notes: notes ?? [])
    }

    private mutating func valueFault(_ walk: JSONWalk) -> Abandoned {
        let start = position
        let end = bareWordEnd
        let byte = bytes[start]
        if byte == Byte.closeBracket, walk.phase == .value, walk.open.last.map({ bytes[$0] }) == Byte.openBracket {
            return trailingComma()
        }
        guard end > start else { return fail("bad-json", "a value is expected, not \(found)", at: here) }
        let span = SourceSpan(start, end)
        let word = source[span]
        if let literal = ["true": "true", "false": "false", "none": "null", "null": "null", "nil": "null"][
            word.lowercased()]
        {
            return fail(
                "bad-json-word", "JSON writes `\(literal)`, not `\(word)`", at: span,
                fix: Diagnostic.Fix("write `\(literal)`", replacing: span, with: literal))
        }
        return fail(
            "unquoted-text", "a text needs double quotes: `\"\(word)\"`", at: span,
            fix: Diagnostic.Fix("put the text in quotes", replacing: span, with: "\"\(word)\""))
    }

    private mutating func singleQuotes() -> Abandoned {
        let start = position
        var end = start + 1
        while let byte = byte(at: end), byte != Byte.apostrophe, byte != Byte.newline { end += 1 }
        guard byte(at: end) == Byte.apostrophe else {
            return fail("single-quotes-in-json", "JSON writes texts and keys in double quotes", at: here)
        }
        let span = SourceSpan(start, end + 1)
        let inner = text(start + 1, end).split(separator: "\"", omittingEmptySubsequences: false).joined(
            separator: "\\\"")
        return fail(
            "single-quotes-in-json", "JSON writes texts and keys in double quotes", at: span,
            fix: Diagnostic.Fix("use double quotes", replacing: span, with: "\"\(inner)\""))
    }

    private mutating func smartQuotes(length: Int) -> Abandoned {
        let start = position
        let first = SourceSpan(start, start + length)
        var end = first.end
        while end < bytes.count, bytes[end] != Byte.newline, bytes[end] != Byte.quote {
            guard let (scalar, length) = scalar(at: end) else { break }
            end += length
            guard isSmartQuote(scalar) else { continue }
            let span = SourceSpan(start, end)
            let inner = text(first.end, end - length)
            return fail(
                "smart-quote", "`\(source[first])` is a typographic quote; JSON writes `\"`", at: span,
                fix: Diagnostic.Fix("write `\"`", replacing: span, with: "\"\(inner)\""))
        }
        return fail(
            "smart-quote", "`\(source[first])` is a typographic quote; JSON writes `\"`", at: first,
            fix: Diagnostic.Fix("write `\"`", replacing: first, with: "\""))
    }

    /// Whether a character is a typographic double quote.
    func isSmartQuote(_ scalar: Unicode.Scalar) -> Bool {
        "“”„‟".unicodeScalars.contains(scalar)
    }

    /// Goes on behind the close of a faulty value, or, when none is found, with the line of the fault.
    mutating func skipFaultyJSON(_ walk: JSONWalk) throws(Abandoned) {
        let fault = position
        guard fault < bytes.count else { throw Abandoned() }
        if let end = closeOfFaultyJSON(from: fault, depth: walk.open.count) {
            position = end
            return
        }
        var lineStart = fault
        while lineStart > walk.start, bytes[lineStart - 1] != Byte.newline { lineStart -= 1 }
        position = lineStart > walk.start ? lineStart - 1 : fault
        throw Abandoned()
    }

    private mutating func closeOfFaultyJSON(from start: Int, depth: Int) -> Int? {
        var depth = depth
        var offset = start
        var isInString = false
        while offset < bytes.count, searchBudget > 0 {
            searchBudget -= 1
            switch bytes[offset] {
            case Byte.newline: isInString = false
            case Byte.quote: isInString.toggle()
            case Byte.backslash where isInString: offset += 1
            case Byte.openBrace where !isInString, Byte.openBracket where !isInString: depth += 1
            case Byte.closeBrace where !isInString, Byte.closeBracket where !isInString:
                depth -= 1
                if depth <= 0 { return offset + 1 }
            default: break
            }
            offset += 1
        }
        return nil
    }
}

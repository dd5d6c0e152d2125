/// The smallest steps: bytes, blanks, line ends, names, and saying what is wrong.
extension Parser {
    /// The byte at the current place, nil at the end of the text.
    var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    func byte(at offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

    func text(_ start: Int, _ end: Int) -> String {
        String(decoding: bytes[start..<end], as: UTF8.self)
    }

    /// Passes over blanks, continued line ends and a comment.
    mutating func skipBlanks() {
        let start = position
        defer {
            if position > start {
                blanksStart = start
                blanksEnd = position
            }
        }
        while let byte = peek {
            if Byte.isBlank(byte) {
                position += 1
            } else if byte == Byte.backslash, let next = continuation(at: position) {
                position = next
            } else if byte == Byte.backslash, position + 1 == bytes.count {
                reportOpenContinuation()
            } else if byte == Byte.hash, position == 0 || !isInsideWord(position) {
                let start = position
                skipToLineEnd()
                comments.append(SourceSpan(start, position))
            } else {
                return
            }
        }
    }

    /// The end of what has been read, without blanks and a comment behind it.
    var contentEnd: Int { position == blanksEnd ? blanksStart : position }

    /// Whether a `#` stands directly behind something else, so that no word could start there.
    private func isInsideWord(_ offset: Int) -> Bool {
        let before = bytes[offset - 1]
        if offset == 3, before == 0xBF { return false }
        return !(Byte.isBlank(before) || before == Byte.newline || before == Byte.semicolon)
    }

    /// Where the text goes on behind a `\` at the end of a line; nil when the `\` at `offset` is none.
    func continuation(at offset: Int) -> Int? {
        guard let next = byte(at: offset + 1) else { return nil }
        if next == Byte.newline { return offset + 2 }
        if next == Byte.carriageReturn, byte(at: offset + 2) == Byte.newline { return offset + 3 }
        return nil
    }

    mutating func skipToLineEnd() {
        while position < bytes.count, bytes[position] != Byte.newline { position += 1 }
    }

    /// Passes over the line end at the current place and the heredocs that begin behind it.
    mutating func takeLineEnd() {
        position += 1
        if !waitingHeredocs.isEmpty { readHeredocs() }
    }

    /// Whether the statement has ended: a line end, a `;` or the end of the text.
    var atStatementEnd: Bool {
        guard let byte = peek else { return true }
        return byte == Byte.newline || byte == Byte.semicolon
    }

    /// Whether a word of the grammar stands here, alone.
    func atKeyword(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard position + length <= bytes.count else { return false }
        for index in 0..<length where bytes[position + index] != word.utf8Start[index] { return false }
        guard let after = byte(at: position + length) else { return true }
        return Byte.endsWord(after)
    }

    /// Takes a word of the grammar if it stands here.
    mutating func takeKeyword(_ word: StaticString) -> Bool {
        guard atKeyword(word) else { return false }
        mark(.keyword, position, position + word.utf8CodeUnitCount)
        position += word.utf8CodeUnitCount
        return true
    }

    /// The end of a name (letter or `_`, then also digits and `-`) that begins at an offset; the offset itself if none
    /// does.
    func nameEnd(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            if Byte.isLetter(byte) || byte == Byte.underscore {
                offset += 1
            } else if byte >= 0x80, let length = letterLength(at: offset) {
                offset += length
            } else if offset > start, Byte.isDigit(byte) || byte == Byte.minus {
                offset += 1
            } else {
                break
            }
        }
        return offset
    }

    /// How many bytes the letter outside ASCII at an offset has; nil when it is no letter.
    func letterLength(at offset: Int) -> Int? {
        guard let (scalar, length) = scalar(at: offset), scalar.properties.isAlphabetic else { return nil }
        return length
    }

    /// The character at an offset and its length in bytes; nil for ill-formed UTF-8.
    func scalar(at offset: Int) -> (Unicode.Scalar, Int)? {
        let length: Int
        switch bytes[offset] {
        case 0..<0x80: length = 1
        case 0xC2..<0xE0: length = 2
        case 0xE0..<0xF0: length = 3
        case 0xF0..<0xF5: length = 4
        default: return nil
        }
        guard offset + length <= bytes.count,
            let text = String(validating: bytes[offset..<offset + length], as: UTF8.self),
            let scalar = text.unicodeScalars.first
        else { return nil }
        return (scalar, length)
    }

    /// The end of what stands at the current place, for the span of a fault: a run of bytes up to a blank, or one
    /// character.
    var tokenEnd: Int {
        var offset = position
        while offset < bytes.count, !Byte.endsWord(bytes[offset]) { offset += 1 }
        if offset > position { return offset }
        return position < bytes.count && bytes[position] != Byte.newline ? position + 1 : position
    }

    /// Reports a fault and gives what to throw when the statement cannot go on.
    mutating func fail(
        _ id: String, _ message: Message, at span: SourceSpan, notes: [Diagnostic.Note] = [],
        fix: Diagnostic.Fix? = nil, needsMore: Bool = false
    ) -> Abandoned {
        let needsMore = needsMore || endsInContinuation
        diagnostics.append(Diagnostic(id, message, at: span, notes: notes, fix: fix, needsMore: needsMore))
        if recordsMarks, position >= bytes.count, let last = diagnostics.last { endFaults.append(last) }
        return Abandoned()
    }

    /// Reports a fault the statement can go on behind.
    mutating func report(
        _ id: String, _ message: Message, at span: SourceSpan, notes: [Diagnostic.Note] = [],
        fix: Diagnostic.Fix? = nil, needsMore: Bool = false
    ) {
        _ = fail(id, message, at: span, notes: notes, fix: fix, needsMore: needsMore)
    }

    /// Reports a `\` at the end of the text; what is missing from then on can still come.
    mutating func reportOpenContinuation() {
        report(
            "open-continuation", "the text ends behind `\\`, which continues the line",
            at: SourceSpan(position, bytes.count), needsMore: true)
        position = bytes.count
        endsInContinuation = true
    }

    /// Records what could stand here when the text ends here; the innermost place wins.
    mutating func expect(_ kind: @autoclosure () -> Expectation.Kind, from start: Int) {
        guard tracksExpectation, expectation == nil, position == bytes.count else { return }
        expectation = Expectation(kind: kind(), start: start)
    }

    /// Reports the first byte that is not UTF-8.
    mutating func checkEncoding() {
        guard bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) == nil else { return }
        var offset = 0
        while offset < bytes.count, let (_, length) = scalar(at: offset) { offset += length }
        report(
            "invalid-utf8", "the text is not UTF-8 from here on; save it as UTF-8",
            at: SourceSpan(offset, min(offset + 1, bytes.count)))
    }
}

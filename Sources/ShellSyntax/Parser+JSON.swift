/// JSON words: one value up to its matching close, with `${…}` in it.
extension Parser {
    /// What has been read of a JSON word.
    struct JSONWalk {
        /// What may come next.
        enum Phase {
            case value, valueOrClose, key, keyOrClose, colon, commaOrClose

            var mayClose: Bool { self == .valueOrClose || self == .keyOrClose || self == .commaOrClose }
        }

        let start: Int
        var phase = Phase.value
        var pieces: [TemplatePiece] = []
        /// Where the text not yet in ``pieces`` begins.
        var textStart: Int
        /// The brackets that are open.
        var open: [Int] = []

        init(start: Int) {
            self.start = start
            textStart = start
        }
    }

    /// Reads the value whose bracket stands at the current place. A fault inside is reported; the word then ends at the
    /// matching close if there is one.
    mutating func jsonWord() throws(Abandoned) -> JSONTemplate {
        var walk = JSONWalk(start: position)
        do {
            repeat { try jsonStep(&walk) } while !walk.open.isEmpty
        } catch {
            expect(.json(from: walk.start), from: position)
            try skipFaultyJSON(walk)
        }
        flushJSON(&walk)
        let template = JSONTemplate(pieces: walk.pieces, span: SourceSpan(walk.start, position))
        checkJSONEnd()
        return template
    }

    /// Reads one value, key or sign.
    private mutating func jsonStep(_ walk: inout JSONWalk) throws(Abandoned) {
        while let byte = peek, Byte.isBlank(byte) || byte == Byte.newline { position += 1 }
        guard let byte = peek else { throw unclosedJSON(walk) }
        let opening = bytes[walk.open.last ?? walk.start]
        if isClose(byte), walk.phase.mayClose {
            guard (byte == Byte.closeBrace) == (opening == Byte.openBrace) else { throw jsonFault(walk) }
            position += 1
            walk.open.removeLast()
            walk.phase = .commaOrClose
            return
        }
        switch walk.phase {
        case .colon:
            guard byte == Byte.colon else { throw jsonFault(walk) }
            position += 1
            walk.phase = .value
        case .commaOrClose:
            guard byte == Byte.comma else { throw jsonFault(walk) }
            position += 1
            walk.phase = opening == Byte.openBrace ? .key : .value
        case .key, .keyOrClose:
            guard byte == Byte.quote else { throw jsonFault(walk) }
            try jsonString(&walk)
            walk.phase = .colon
        case .value, .valueOrClose:
            try jsonValue(&walk, byte)
        }
    }

    private func isClose(_ byte: UInt8) -> Bool {
        byte == Byte.closeBrace || byte == Byte.closeBracket
    }

    private mutating func jsonValue(_ walk: inout JSONWalk, _ byte: UInt8) throws(Abandoned) {
        switch byte {
        case Byte.openBrace, Byte.openBracket:
            guard walk.open.count < Self.jsonLimit else {
                throw fail(
                    "json-too-deep", "the value is nested deeper than \(Self.jsonLimit) levels",
                    at: SourceSpan(position, position + 1))
            }
            walk.open.append(position)
            position += 1
            walk.phase = byte == Byte.openBrace ? .keyOrClose : .valueOrClose
            return
        case Byte.quote:
            try jsonString(&walk)
        case Byte.minus, Byte.zero...UInt8(ascii: "9"):
            try jsonNumber()
        case Byte.dollar where self.byte(at: position + 1) == Byte.openBrace:
            flushJSON(&walk)
            if let expansion = expansion() { walk.pieces.append(.expansion(expansion, isInsideString: false)) }
            walk.textStart = position
        default:
            guard takeLiteral("true") || takeLiteral("false") || takeLiteral("null") else { throw jsonFault(walk) }
        }
        walk.phase = .commaOrClose
    }

    private mutating func takeLiteral(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[position + index] != word.utf8Start[index] { return false }
        if let next = byte(at: end), Byte.isLetter(next) || Byte.isDigit(next) || next == Byte.underscore {
            return false
        }
        mark(.number, position, end)
        position = end
        return true
    }

    private mutating func jsonNumber() throws(Abandoned) {
        let start = position
        var end = start
        while let byte = byte(at: end), Byte.isLetter(byte) || Byte.isDigit(byte) || "+-._".utf8.contains(byte) {
            end += 1
        }
        guard isJSONNumber(start, end) else {
            throw fail(
                "bad-json-number", "`\(text(start, end))` is no JSON number; put it in quotes for a text",
                at: SourceSpan(start, end),
                fix: Diagnostic.Fix(
                    "put it in quotes", replacing: SourceSpan(start, end), with: "\"\(text(start, end))\""))
        }
        mark(.number, start, end)
        position = end
    }

    /// Whether a range is a number as RFC 8259 writes it.
    private func isJSONNumber(_ start: Int, _ end: Int) -> Bool {
        var offset = start
        func digits() -> Int {
            var count = 0
            while offset + count < end, Byte.isDigit(bytes[offset + count]) { count += 1 }
            return count
        }
        if bytes[offset] == Byte.minus { offset += 1 }
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[offset] != Byte.zero else { return false }
        offset += whole
        if offset < end, bytes[offset] == Byte.dot {
            offset += 1
            let fraction = digits()
            guard fraction > 0 else { return false }
            offset += fraction
        }
        if offset < end, bytes[offset] | 0x20 == UInt8(ascii: "e") {
            offset += 1
            if offset < end, bytes[offset] == Byte.minus || bytes[offset] == UInt8(ascii: "+") { offset += 1 }
            let exponent = digits()
            guard exponent > 0 else { return false }
            offset += exponent
        }
        return offset == end
    }

    /// A string of a JSON value; it must close on its line.
    private mutating func jsonString(_ walk: inout JSONWalk) throws(Abandoned) {
        let opening = position
        let mark = openMark(walk.phase == .key || walk.phase == .keyOrClose ? .key : .string)
        defer { closeMark(mark) }
        position += 1
        while let byte = peek, byte != Byte.newline {
            switch byte {
            case Byte.quote:
                position += 1
                return
            case Byte.backslash:
                try jsonEscape(&walk)
            case Byte.dollar where self.byte(at: position + 1) == Byte.openBrace:
                flushJSON(&walk)
                if let expansion = expansion() { walk.pieces.append(.expansion(expansion, isInsideString: true)) }
                walk.textStart = position
            case 0..<0x20 where byte != Byte.carriageReturn || self.byte(at: position + 1) != Byte.newline:
                throw fail(
                    "control-in-json", "a control character has to be escaped in a JSON string; a tab is written `\\t`",
                    at: SourceSpan(position, position + 1),
                    fix: byte == Byte.tab
                        ? Diagnostic.Fix("write `\\t`", replacing: SourceSpan(position, position + 1), with: "\\t")
                        : nil)
            default:
                position += 1
            }
        }
        expect(.json(from: walk.start), from: opening + 1)
        throw fail(
            "unclosed-json-string",
            "the string is not closed; a JSON string ends on its line, a line end is written `\\n`",
            at: SourceSpan(opening, opening + 1))
    }

    private mutating func jsonEscape(_ walk: inout JSONWalk) throws(Abandoned) {
        let start = position
        switch byte(at: start + 1) {
        case Byte.dollar where byte(at: start + 2) == Byte.openBrace:
            flushJSON(&walk)
            walk.textStart = start + 1
            position += 3
        case Byte.quote, Byte.backslash, UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u") where fourHexDigits(at: start + 2) != nil:
            position += 6
        case nil, Byte.newline:
            position += 1
        default:
            position = start + 1 + (scalar(at: start + 1)?.1 ?? 1)
            let span = SourceSpan(start, position)
            report(
                "unknown-escape",
                "`\(source[span])` is no JSON escape; JSON knows `\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX`. "
                    + "Double the backslash to keep it", at: span,
                fix: Diagnostic.Fix("double the backslash", replacing: SourceSpan(at: start), with: "\\"))
        }
    }

    /// Moves the text read since the last piece into the pieces.
    private func flushJSON(_ walk: inout JSONWalk) {
        guard position > walk.textStart else { return }
        walk.pieces.appendText(text(walk.textStart, position))
        walk.textStart = position
    }

    /// Checks that white space or the end of the statement follows.
    private mutating func checkJSONEnd() {
        guard let byte = peek, !Byte.isBlank(byte), byte != Byte.newline, byte != Byte.semicolon,
            continuation(at: position) == nil || byte != Byte.backslash
        else { return }
        let start = position
        if !Byte.endsWord(byte) { position = tokenEnd }
        report(
            "text-behind-json",
            "a blank has to stand behind a JSON value; put the whole word in quotes if it is meant as text",
            at: SourceSpan(start, max(position, start + 1)),
            fix: Diagnostic.Fix("put a blank behind the value", replacing: SourceSpan(at: start), with: " "))
    }
}

extension [TemplatePiece] {
    /// Adds text, joined with text that stands at the end.
    mutating func appendText(_ text: String) {
        guard case .text? = last, case .text(var joined)? = popLast() else {
            append(.text(text))
            return
        }
        joined += text
        append(.text(joined))
    }
}

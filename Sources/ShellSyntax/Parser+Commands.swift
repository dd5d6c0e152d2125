/// Commands of the catalogue: words, redirections, a pipe; and `!` lines.
extension Parser {
    mutating func command(_ name: Identifier) throws(Abandoned) -> CommandStatement {
        var command = CommandStatement(name: name, arguments: [])
        isInCommand = true
        while true {
            skipBlanks()
            guard let byte = peek else {
                expect(.argument(command), from: position)
                return command
            }
            switch byte {
            case Byte.newline, Byte.semicolon:
                return command
            case Byte.pipe:
                command.pipe = try pipe()
                return command
            case Byte.less, Byte.greater:
                command.redirections.append(try redirection())
            default:
                command.arguments.append(try argument(of: command))
            }
        }
    }

    private mutating func argument(of command: CommandStatement) throws(Abandoned) -> Word {
        let start = position
        if bytes[start] == Byte.ampersand, let fault = operatorFault(at: start) { throw fault }
        let word = try word(expecting: .argument(command))
        if let byte = peek, byte == Byte.less || byte == Byte.greater, Byte.isDigit(bytes[position - 1]),
            case .plain? = word.pieces.last
        {
            throw digitBeforeRedirection(word)
        }
        return word
    }

    private mutating func digitBeforeRedirection(_ word: Word) -> Abandoned {
        let sign = bytes[position] == Byte.less ? "<" : ">"
        let span = SourceSpan(position - 1, position + 1)
        position += 1
        return fail(
            "digit-before-redirection",
            "`\(source[span])` of the system shell is not known: only the answer is redirected, messages always go to "
                + "standard error (`--silent` leaves them out). Put a blank before `\(sign)` if the digit belongs to the word",
            at: span,
            fix: Diagnostic.Fix("put a blank before it", replacing: SourceSpan(at: span.end - 1), with: " "))
    }

    private mutating func redirection() throws(Abandoned) -> Redirection {
        let start = position
        let isInput = bytes[start] == Byte.less
        position += 1
        if isInput, peek == Byte.less { return try heredocOpening(from: start) }
        let isAppend = !isInput && peek == Byte.greater
        if isAppend { position += 1 }
        let sign = SourceSpan(start, position)
        mark(.sign, start, position)
        skipBlanks()
        expect(.file, from: position)
        guard let byte = peek, !Byte.endsWord(byte) else {
            throw fail("missing-file", "a file is missing behind `\(source[sign])`", at: sign)
        }
        if byte == Byte.ampersand, position > sign.end, let fault = operatorFault(at: position) { throw fault }
        if byte == Byte.ampersand, position == sign.end {
            throw fail(
                "no-descriptors",
                "`\(source[sign])&` of the system shell is not known; only the answer is redirected, to a file",
                at: SourceSpan(start, position + 1))
        }
        try refuseJSON("a file name")
        let word = try word(expecting: .file)
        let span = SourceSpan(start, position)
        if isInput { return Redirection(.input(word), span: span) }
        return Redirection(isAppend ? .append(word) : .output(word), span: span)
    }

    private mutating func pipe() throws(Abandoned) -> ShellLine {
        let start = position
        if let fault = operatorFault(at: start) { throw fault }
        return try restOfLine(missing: "missing-command", "a command of the system shell is missing behind `|`")
    }

    mutating func shellLine() throws(Abandoned) -> ShellLine {
        try restOfLine(missing: "missing-command", "a command of the system shell is missing behind `!`")
    }

    /// Text for the system shell behind the sign at the current place. A `\` at the end of a line continues it.
    private mutating func restOfLine(missing id: String, _ message: Message) throws(Abandoned) -> ShellLine {
        let sign = position
        let mark = openMark(.shell)
        defer { closeMark(mark) }
        position += 1
        var content = ""
        var runStart = position
        while position < bytes.count, bytes[position] != Byte.newline {
            guard bytes[position] == Byte.backslash else {
                position += 1
                continue
            }
            if let next = continuation(at: position) {
                content += text(runStart, position) + "\\\n"
                runStart = next
                position = next
            } else if position + 1 < bytes.count {
                position += 2
            } else {
                reportOpenContinuation()
                throw Abandoned()
            }
        }
        content += text(runStart, position)
        expect(.nothing, from: sign + 1)
        var end = position
        while end > sign + 1, Byte.isBlank(bytes[end - 1]) { end -= 1 }
        let trimmed = content.trimmingBlanks()
        guard !trimmed.isEmpty else { throw fail(id, message, at: SourceSpan(sign, sign + 1)) }
        return ShellLine(trimmed, span: SourceSpan(sign, end))
    }
}

extension String {
    /// The text without the blanks around it.
    func trimmingBlanks() -> String {
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { !Byte.isBlank($0) }),
            let last = bytes.lastIndex(where: { !Byte.isBlank($0) })
        else { return "" }
        return String(self[first...last])
    }
}

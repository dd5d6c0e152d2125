/// Writes a script in its one canonical form, with its comments.
///
/// One statement per line, two blanks of indentation per block, one blank between words, redirections behind the words, at
/// most one empty line in a row and none at the edges of a block. Words stay as they were written, quotes included; JSON
/// values and heredoc bodies stay byte for byte. A line that was continued with `\` stays continued at the same word, the
/// rest indented by four. Formatting a second time changes nothing, and the tree of the text stays the same.
package struct ScriptFormatter {
    /// One line of the new text.
    struct Line {
        var depth: Int
        var text: [UInt8]
        var isBehindEmptyLine: Bool
        /// The comment behind the statement.
        var comment: [UInt8]?
        /// The bodies of the heredocs the line opens, each with its closing line.
        var heredocs: [UInt8] = []
        /// Whether a `#` behind the text would belong to it: text for the system shell.
        var takesRestOfLine = false
    }

    let bytes: [UInt8]
    /// Comments not written yet.
    private var comments: ArraySlice<SourceSpan>
    private var lines: [Line] = []
    /// The end of what has been written, as an offset of the old text.
    private var cursor = 0
    /// Whether the next line is the first of the text or of a block, where no empty line stands.
    private var isAtBeginning = true

    private init(_ script: Script) {
        bytes = script.source.bytes
        comments = script.comments[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { cursor = 3 }
    }

    /// The canonical text.
    /// - Returns: nil when the script has an error: then nothing is known of what its author meant.
    package static func format(_ script: Script) -> [UInt8]? {
        guard !script.diagnostics.contains(where: { $0.severity == .error }) else { return nil }
        var formatter = ScriptFormatter(script)
        formatter.write(script.statements, depth: 0)
        formatter.writeComments(before: script.source.bytes.count + 1, depth: 0)
        return formatter.text
    }

    private mutating func write(_ statements: [Statement], depth: Int) {
        for statement in statements {
            writeComments(before: statement.span.start, depth: depth)
            begin(at: statement.span.start, depth: depth)
            write(statement, depth: depth)
        }
    }

    /// Adds a statement to the line just begun, and the lines of its block.
    private mutating func write(_ statement: Statement, depth: Int) {
        append(tokens(of: statement))
        switch statement.kind {
        case .command(let command):
            if command.pipe != nil { lines[lines.count - 1].takesRestOfLine = true }
            finish(at: statement.span.end)
            for redirection in command.redirections {
                if case .heredoc(let heredoc) = redirection.kind { write(heredoc, depth: depth) }
            }
        case .repeat(let statement): write(statement.body, depth: depth)
        case .retry(let statement): write(statement.body, depth: depth)
        case .test(let statement): write(statement.body, depth: depth)
        case .shell:
            lines[lines.count - 1].takesRestOfLine = true
            finish(at: statement.span.end)
        default:
            finish(at: statement.span.end)
        }
    }

    private mutating func write(_ block: Block, depth: Int) {
        guard block.isDelimited else {
            for statement in block.statements { write(statement, depth: depth) }
            return
        }
        append([Token(text: Array("do".utf8), startsLine: false)])
        finish(at: block.span.start + 2)
        isAtBeginning = true
        let end = block.span.end - 3
        write(block.statements, depth: depth + 1)
        writeComments(before: end, depth: depth + 1)
        isAtBeginning = true
        begin(at: end, depth: depth)
        append([Token(text: Array("end".utf8), startsLine: false)])
        finish(at: block.span.end)
    }

    private mutating func write(_ heredoc: Heredoc, depth: Int) {
        let closing = closingLine(of: heredoc)
        lines[lines.count - 1].heredocs += bytes[heredoc.bodySpan.start..<closing.start]
        lines[lines.count - 1].heredocs += indentation(depth) + Array(heredoc.delimiter.text.utf8) + [Byte.newline]
        finish(at: closing.end)
    }

    /// Writes the comments that stand before an offset: behind the statement they follow on its line, or on their own.
    private mutating func writeComments(before offset: Int, depth: Int) {
        while let comment = comments.first, comment.start < offset {
            comments.removeFirst()
            let text = trimmed(comment)
            let follows = comment.start < cursor || lineEnds(from: cursor, to: comment.start) == 0
            if follows, let last = lines.indices.last, lines[last].comment == nil, !lines[last].takesRestOfLine {
                lines[last].comment = text
            } else {
                begin(at: comment.start, depth: depth)
                lines[lines.count - 1].text = text
                lines[lines.count - 1].takesRestOfLine = true
            }
            finish(at: comment.end)
        }
    }

    /// Begins a line for what stands at an offset.
    private mutating func begin(at offset: Int, depth: Int) {
        let isBehindEmptyLine = !isAtBeginning && lineEnds(from: cursor, to: offset) > 1
        lines.append(Line(depth: depth, text: [], isBehindEmptyLine: isBehindEmptyLine))
        isAtBeginning = false
    }

    /// Adds words to the line, one blank apart, continued where they were.
    private mutating func append(_ tokens: [Token]) {
        let last = lines.count - 1
        for token in tokens {
            if !lines[last].text.isEmpty {
                let rest = [Byte.space, Byte.backslash, Byte.newline] + indentation(lines[last].depth + 2)
                lines[last].text += token.startsLine ? rest : [Byte.space]
            }
            lines[last].text += token.text
        }
    }

    /// Takes note that everything up to an offset is written; heredocs make offsets come out of order.
    private mutating func finish(at offset: Int) {
        cursor = max(cursor, offset)
    }

    private func indentation(_ depth: Int) -> [UInt8] {
        Array(repeating: Byte.space, count: 2 * depth)
    }

    private var text: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 8)
        for line in lines {
            if line.isBehindEmptyLine { text.append(Byte.newline) }
            text += indentation(line.depth)
            text += line.text
            if let comment = line.comment { text += [Byte.space, Byte.space] + comment }
            text.append(Byte.newline)
            text += line.heredocs
        }
        return text
    }
}

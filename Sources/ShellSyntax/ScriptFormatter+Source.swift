/// What the formatter looks up in the old text.
extension ScriptFormatter {
    /// The line ends between two offsets; one behind a `\`, which only continues the line, does not count.
    func lineEnds(from start: Int, to end: Int) -> Int {
        guard start < end else { return 0 }
        var count = 0
        for offset in start..<end where bytes[offset] == Byte.newline {
            var before = offset - 1
            if before >= start, bytes[before] == Byte.carriageReturn { before -= 1 }
            if before >= start, bytes[before] == Byte.backslash { continue }
            count += 1
        }
        return count
    }

    /// Whether what stands at an offset inside a statement comes first on its line.
    func startsLine(_ offset: Int) -> Bool {
        var before = offset - 1
        while before >= 0, Byte.isBlank(bytes[before]) { before -= 1 }
        return before >= 0 && bytes[before] == Byte.newline
    }

    /// The offset behind blanks and continued line ends.
    func offset(behindBlanks start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            if Byte.isBlank(bytes[offset]) {
                offset += 1
            } else if let next = continuation(at: offset) {
                offset = next
            } else {
                break
            }
        }
        return offset
    }

    /// Where the text goes on behind a `\` that ends its line; nil when there is none at the offset.
    func continuation(at offset: Int) -> Int? {
        guard bytes[offset] == Byte.backslash else { return nil }
        var next = offset + 1
        if next < bytes.count, bytes[next] == Byte.carriageReturn { next += 1 }
        return next < bytes.count && bytes[next] == Byte.newline ? next + 1 : nil
    }

    /// The text of a range without the blanks behind it.
    func trimmed(_ span: SourceSpan) -> [UInt8] {
        var end = span.end
        while end > span.start, Byte.isBlank(bytes[end - 1]) { end -= 1 }
        return Array(bytes[span.start..<end])
    }

    /// The line that closes a heredoc, without its line end.
    func closingLine(of heredoc: Heredoc) -> SourceSpan {
        let body = heredoc.bodySpan
        if body.isEmpty {
            let line = SourceSpan(body.start, lineEnd(from: body.start))
            if !trimmed(line).allSatisfy(Byte.isBlank) { return line }
        }
        let start = lineEnd(from: body.end) + 1
        return SourceSpan(start, lineEnd(from: start))
    }

    private func lineEnd(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count, bytes[offset] != Byte.newline { offset += 1 }
        return offset
    }
}

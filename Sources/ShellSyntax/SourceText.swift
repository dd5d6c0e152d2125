/// A range of bytes in a source text.
package struct SourceSpan: Sendable, Hashable {
    /// Offset of the first byte.
    package var start: Int
    /// Offset behind the last byte.
    package var end: Int

    package init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = end
    }

    /// An empty range at an offset.
    package init(at offset: Int) {
        self.init(offset, offset)
    }

    /// Whether the range holds no byte.
    package var isEmpty: Bool { start == end }

    /// The smallest range that holds both.
    package func union(_ other: SourceSpan) -> SourceSpan {
        SourceSpan(min(start, other.start), max(end, other.end))
    }
}

/// A place in a text as people count: line and column from 1, the column in characters.
package struct SourcePosition: Sendable, Hashable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Named UTF-8 text that turns byte offsets into lines and columns on demand.
package struct SourceText: Sendable {
    /// What an error calls the text: a file's path as it was given, `<standard input>`, `-c`, `<prompt>`.
    package let name: String
    /// The text.
    package let bytes: [UInt8]
    /// Offset of the first byte of every line.
    private let lineStarts: [Int]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        lineStarts = starts
    }

    package init(name: String, _ text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// The number of lines; text that ends in a newline has an empty last one.
    package var lineCount: Int { lineStarts.count }

    /// The text of a range.
    package subscript(span: SourceSpan) -> String {
        let end = min(span.end, bytes.count)
        return String(decoding: bytes[min(span.start, end)..<end], as: UTF8.self)
    }

    /// Line and column of an offset.
    package func position(at offset: Int) -> SourcePosition {
        let line = lineIndex(at: offset)
        let column = self[SourceSpan(lineStarts[line], offset)].count + 1
        return SourcePosition(line: line + 1, column: column)
    }

    /// The range of a line (from 1) without its line end.
    package func lineSpan(_ line: Int) -> SourceSpan {
        let start = lineStarts[line - 1]
        var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return SourceSpan(start, end)
    }

    /// Index of the line an offset is on, by halving.
    private func lineIndex(at offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}

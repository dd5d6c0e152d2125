/// Where a part of an s.yaml was written, and by which way it reached the place where it counts.
///
/// A class, so that every node of a file can point at the one text it is from.
package final class YAMLSource: Sendable, Hashable {
    /// How a value came to stand where it counts.
    package enum Layer: Sendable, Hashable {
        /// It stands there.
        case own
        /// It comes from the file that `extend` names.
        case base
        /// It comes from a template of that name.
        case template(String)
        /// It comes from an environment of that name.
        case overlay(String)
    }

    /// The file's absolute path.
    package let path: String
    /// The way the value took.
    package let layer: Layer
    private let text: [UInt8]

    /// A source.
    package init(path: String, text: [UInt8], layer: Layer = .own) {
        self.path = path
        self.text = text
        self.layer = layer
    }

    /// The same text, reached by another way.
    func reached(by layer: Layer) -> YAMLSource {
        YAMLSource(path: path, text: text, layer: layer)
    }

    /// The folder the file lies in.
    package var directory: String { FilePaths.directory(of: path) }

    /// Whether a word stands anywhere in the text.
    func mentions(_ word: String) -> Bool {
        text.firstRange(of: Array(word.utf8)) != nil
    }

    /// Where an expression of a scalar begins.
    /// - Parameters:
    ///   - expression: with its braces.
    ///   - number: how many of the same stand before it in the scalar.
    ///   - start: where the scalar begins.
    /// - Returns: the scalar's own place when the expression is not found behind it, as after an escape.
    func place(of expression: String, number: Int, from start: YAMLPosition) -> YAMLPosition {
        guard var position = offset(of: start) else { return start }
        let word = Array(expression.utf8)
        for _ in 0...number {
            guard let range = text[position...].prefix(Self.searchLength).firstRange(of: word) else { return start }
            position = range.upperBound
        }
        return self.position(of: position - word.count)
    }

    /// A scalar this long is nobody's.
    private static let searchLength = 1 << 16

    private func offset(of place: YAMLPosition) -> Int? {
        var line = 1
        var offset = 0
        while line < place.line {
            guard let end = text[offset...].firstIndex(of: 0x0A) else { return nil }
            offset = end + 1
            line += 1
        }
        var column = 1
        while column < place.column, offset < text.count {
            offset += 1
            // Bytes inside a character do not count.
            if offset < text.count, text[offset] & 0xC0 == 0x80 { continue }
            column += 1
        }
        return offset
    }

    private func position(of offset: Int) -> YAMLPosition {
        let before = text.prefix(offset)
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        return YAMLPosition(line: before.count { $0 == 0x0A } + 1, column: column)
    }

    package static func == (left: YAMLSource, right: YAMLSource) -> Bool {
        left.path == right.path && left.layer == right.layer
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(path)
        hasher.combine(layer)
    }
}

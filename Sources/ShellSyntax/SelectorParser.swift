/// Reads selectors from the source text of a word, for commands that take a path.
package enum SelectorParser {
    /// A selector that fills the whole text; nil for anything else.
    package static func parse(_ text: String) -> Selector? {
        guard case .success(let selector) = read(text) else { return nil }
        return selector
    }

    /// A selector that fills the whole text, or what is wrong with it, with places inside `text`.
    package static func read(_ text: String) -> Result<Selector, Diagnostic> {
        var parser = Parser(SourceText(name: "", text))
        if let selector = try? parser.selector() {
            guard parser.diagnostics.isEmpty else { return .failure(parser.diagnostics[0]) }
            if parser.position == parser.bytes.count { return .success(selector) }
        }
        if let fault = parser.diagnostics.first { return .failure(fault) }
        let rest = SourceSpan(parser.position, parser.bytes.count)
        return .failure(
            Diagnostic("bad-selector", "`\(parser.source[rest])` is too much behind the selector", at: rest))
    }

    /// The left side of `path=value` in a word, such as `.user["odd key"]=5`: the path from the word's source text. The
    /// value is what stands behind ``Assignment/valueStart``.
    package struct Assignment: Sendable {
        package var selector: Selector
        /// Offset of the first byte behind the `=`, in the whole source.
        package var valueStart: Int
    }

    /// Reads `path=` at the start of a word; nil when the word does not begin with a path and an unquoted `=`.
    package static func assignment(in word: Word, of source: SourceText) -> Assignment? {
        let written = word.sourceText(in: source)
        guard let first = written.utf8.first, first == Byte.dot || first == Byte.at || first == Byte.percent else {
            return nil
        }
        var parser = Parser(SourceText(name: "", written))
        guard var selector = try? parser.selector(), parser.diagnostics.isEmpty, parser.peek == Byte.equal else {
            return nil
        }
        let base = word.span.start
        selector.span = SourceSpan(base + selector.span.start, base + selector.span.end)
        return Assignment(selector: selector, valueStart: base + parser.position + 1)
    }
}

import ShellSyntax
import Testing

/// What holds for the formatted form of every text without a fault.
enum FormattingProperties {
    /// Checks that the tree and the comments stay, that a second time changes nothing, and that no line ends in blanks
    /// except where they belong to a word, a body or a text for the system shell.
    static func check(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
        let script = parse(text)
        guard let bytes = ScriptFormatter.format(script) else {
            Issue.record("refused: \(text)", sourceLocation: sourceLocation)
            return
        }
        let formatted = String(decoding: bytes, as: UTF8.self)
        let again = parse(formatted)
        let change = "\(text)\n---\n\(formatted)" as Comment
        #expect(!again.diagnostics.contains { $0.severity == .error }, change, sourceLocation: sourceLocation)
        #expect(
            TreeShape.of(again.statements) == TreeShape.of(script.statements), change, sourceLocation: sourceLocation)
        #expect(comments(again) == comments(script), change, sourceLocation: sourceLocation)
        #expect(ScriptFormatter.format(again) == bytes, change, sourceLocation: sourceLocation)
        #expect(bytes.isEmpty || bytes.last == UInt8(ascii: "\n"), change, sourceLocation: sourceLocation)
    }

    /// The comments in order, without the blanks behind them.
    private static func comments(_ script: Script) -> [String] {
        script.comments.map { span in
            var text = script.source[span][...]
            while let last = text.unicodeScalars.last, " \t\r".unicodeScalars.contains(last) {
                text.unicodeScalars.removeLast()
            }
            return String(text)
        }
    }
}

import ShellSyntax

/// Alt-.: the last word of the line before, and with each further press of the one before that.
struct LastWordWalk {
    /// How far back the word shown comes from.
    var age = 0
    /// How many characters of libedit the word takes before the cursor.
    var length = 0
    /// The length of the line and the cursor's place behind the word: where they differ, the walk is over.
    var place: [Int] = []

    /// The last word of a line as it was written; a JSON value is one word.
    static func lastWord(of line: String) -> String? {
        let source = SourceText(name: "<history>", line)
        let script = Parser.parse(source)
        if !script.diagnostics.contains(where: { $0.severity == .error }), let last = script.statements.last,
            case .command(let command) = last.kind, command.pipe == nil
        {
            return command.arguments.last.map { source[$0.span] } ?? command.name.text
        }
        return line.split(whereSeparator: \.isWhitespace).last.map { String($0) }
    }
}

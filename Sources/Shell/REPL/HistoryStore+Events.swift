import FCCore
import ShellSyntax

extension HistoryStore {
    /// How many lines of the file are looked at.
    private static let searchedLines = 3000
    /// How many events are enough.
    private static let eventLimit = 50

    /// The JSON events that a function was called with, the newest first, as far as lines of history show them.
    func events(of function: String) -> [Value] {
        guard let file, let end = HistoryFile.size(of: file) else { return [] }
        let mark = Array(("\"function\":" + JSONWriter.quoted(function)).utf8)
        var reader = BackwardLineReader(file: file, end: end)
        var events: [Value] = []
        for _ in 0..<Self.searchedLines {
            guard events.count < Self.eventLimit, let line = reader.next() else { break }
            guard line.contains(mark), let entry = HistoryEntry(line: line), entry.target.function == function else {
                continue
            }
            events += Self.events(in: entry.text)
        }
        return events
    }

    /// The events written out in a text; `${…}` counts as some value.
    static func events(in text: String) -> [Value] {
        let script = Parser.parse(SourceText(name: "<history>", text))
        return script.statements.flatMap { statement -> [Value] in
            guard case .command(let command) = statement.kind else { return [] }
            let words = command.arguments.compactMap { word -> String? in
                if let template = word.json { return Self.text(of: template.pieces) }
                return word.literalText.flatMap { $0.hasPrefix("{") ? $0 : nil }
            }
            let heredocs = command.redirections.compactMap { redirection -> String? in
                guard case .heredoc(let heredoc) = redirection.kind else { return nil }
                return Self.text(of: heredoc.pieces)
            }
            return (words + heredocs).compactMap { try? JSONReader.read($0) }
        }
    }

    private static func text(of pieces: [TemplatePiece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .expansion(_, let isInsideString): isInsideString ? "" : "null"
            }
        }.joined()
    }
}

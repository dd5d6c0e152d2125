import Synchronization

extension HistoryStore {
    /// The entries that match, oldest first: those of all shells, as the file holds them now.
    package func entries(_ query: HistoryQuery = HistoryQuery()) -> [NumberedHistoryEntry] {
        guard query.limit > 0 else { return [] }
        var found: [NumberedHistoryEntry] = []
        forEachNewestFirst { numbered in
            if query.matches(numbered.entry) { found.append(numbered) }
            return found.count < query.limit
        }
        return found.reversed()
    }

    /// The text a reference stands for; nil when there is no such entry.
    ///
    /// `!-N` counts back through what ``recall(_:)`` gives, `!N` names the entry that ``entries(_:)`` shows as N.
    package func text(for reference: HistoryReference) -> String? {
        switch reference {
        case .back(let count): return recall(count - 1)
        case .number(let number):
            var text: String?
            forEachNewestFirst { numbered in
                if numbered.number == number { text = numbered.entry.text }
                return numbered.number > number
            }
            return text
        }
    }

    /// Walks through all entries from the newest on until the closure says stop.
    private func forEachNewestFirst(_ body: (NumberedHistoryEntry) -> Bool) {
        let (session, isWritable) = state.withLock { ($0.session, $0.isWritable) }
        let end = file.map(Self.size) ?? 0
        var number = file.map { HistoryFile.lineCount($0, end: end) } ?? 0
        if file == nil || !isWritable {
            for (index, entry) in session.enumerated().reversed() {
                guard body(NumberedHistoryEntry(number: number + index + 1, entry: entry)) else { return }
            }
        }
        guard let file else { return }
        var reader = BackwardLineReader(file: file, end: end)
        while let line = reader.next() {
            if let entry = HistoryEntry(line: line) {
                guard body(NumberedHistoryEntry(number: number, entry: entry)) else { return }
            }
            number -= 1
        }
    }
}

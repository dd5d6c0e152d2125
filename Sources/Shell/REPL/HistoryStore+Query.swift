import Synchronization

extension HistoryStore {
    /// The entries that match, oldest first: those of all shells, as the file holds them now.
    package func entries(_ query: HistoryQuery = HistoryQuery()) -> [NumberedHistoryEntry] {
        found(query).map(\.numbered)
    }

    /// Erases the entries that match, in the file and in what running shells recall.
    /// - Parameter time: now, ISO 8601 in UTC.
    /// - Returns: how many there were.
    package func erase(_ query: HistoryQuery, at time: String) -> Int {
        let found = found(query)
        state.withLock { state in
            for match in found where match.place == nil { state.dropUnwritten(match.numbered.entry) }
        }
        let unwritten = found.count { $0.place == nil }
        guard let file else { return unwritten }
        let places = HistoryFile.erase(found.compactMap(\.place), in: file)
        guard !places.isEmpty else { return unwritten }
        _ = HistoryFile.append(HistoryErasure(time: time, places: places).value, to: file)
        refresh()
        return unwritten + places.count
    }

    /// The text a reference stands for; nil when there is no such entry.
    ///
    /// `!-N` counts back through what ``recall(_:)`` gives, `!N` names the entry that ``entries(_:)`` shows as N.
    package func text(for reference: HistoryReference) -> String? {
        switch reference {
        case .back(let count): return recall(count - 1)
        case .number(let number):
            var query = HistoryQuery()
            query.numbers = [number...number]
            return found(query).first?.numbered.entry.text
        }
    }

    /// An entry with its place in the file; nil when it is in memory alone.
    private struct Match {
        var numbered: NumberedHistoryEntry
        var place: HistoryFile.Place?
    }

    private func found(_ query: HistoryQuery) -> [Match] {
        guard query.limit > 0 else { return [] }
        let lowest = query.numbers?.map(\.lowerBound).min() ?? 0
        var found: [Match] = []
        forEachNewestFirst(where: query.mayMatch) { match in
            if query.matches(match.numbered) { found.append(match) }
            return found.count < query.limit && match.numbered.number > lowest
        }
        return found.reversed()
    }

    /// Walks through all entries from the newest on until the closure says stop.
    private func forEachNewestFirst(where mayMatch: ([UInt8]) -> Bool, _ body: (Match) -> Bool) {
        let unwritten = state.withLock { $0.own.filter { $0.place == nil }.map(\.entry) }
        let end = file.flatMap { HistoryFile.size(of: $0) } ?? 0
        var number = file.map { HistoryFile.lineCount($0, end: end) } ?? 0
        for (index, entry) in unwritten.enumerated().reversed() {
            let numbered = NumberedHistoryEntry(number: number + index + 1, entry: entry)
            guard body(Match(numbered: numbered)) else { return }
        }
        guard let file else { return }
        var reader = BackwardLineReader(file: file, end: end)
        while let line = reader.next() {
            if mayMatch(line), let entry = HistoryEntry(line: line) {
                let place = HistoryFile.Place(start: reader.lineStart, length: line.count)
                let numbered = NumberedHistoryEntry(number: number, entry: entry)
                guard body(Match(numbered: numbered, place: place)) else { return }
            }
            number -= 1
        }
    }
}

/// Which entries the `history` command shows.
package struct HistoryQuery: Sendable, Hashable {
    /// Only what went wrong.
    package var failedOnly = false
    /// Only what was aimed at this function.
    package var function: String?
    /// Only what was run in this folder.
    package var directory: String?
    /// Only what holds this text, whatever the case of its letters.
    package var text: String?
    /// At most so many, the newest ones.
    package var limit = Int.max

    package init() {}

    func matches(_ entry: HistoryEntry) -> Bool {
        if failedOnly, !entry.hasFailed { return false }
        if let function, entry.target.function != function { return false }
        if let directory, entry.directory != directory { return false }
        if let text, !entry.text.lowercased().contains(text.lowercased()) { return false }
        return true
    }
}

/// An entry with the number `!N` knows it by.
package struct NumberedHistoryEntry: Sendable, Hashable {
    /// The line of the file the entry is on, from 1: appending never changes it.
    package var number: Int
    package var entry: HistoryEntry
}

/// Which entries the `history` command is about.
package struct HistoryQuery: Sendable, Hashable {
    /// Only what went wrong.
    package var failedOnly = false
    /// Only what was aimed at this function.
    package var function: String?
    /// Only what was run in this folder.
    package var directory: String?
    /// Only what holds this text, whatever the case of its letters.
    package var text: String?
    /// Only entries with these numbers.
    package var numbers: [ClosedRange<Int>]?
    /// At most so many, the newest ones.
    package var limit = Int.max

    package init() {}

    /// Whether it says anything about which entries are meant.
    var isSelective: Bool {
        failedOnly || function != nil || directory != nil || text != nil || numbers != nil
    }

    /// Whether a stored line is worth reading whole: a quick look that never loses an entry.
    func mayMatch(_ line: [UInt8]) -> Bool {
        if failedOnly, line.contains(Array(#""outcome":"ok""#.utf8)) { return false }
        guard let text, text.utf8.allSatisfy({ $0 < 0x80 }), let found = HistoryEntry.text(ofLine: line) else {
            return true
        }
        // The one letter outside ASCII that becomes one of ASCII in lower case is the Kelvin sign.
        return ByteNeedle(text, ignoresCase: true).stands(in: found)
            || ByteNeedle("\u{212A}", ignoresCase: false).stands(in: found)
    }

    func matches(_ numbered: NumberedHistoryEntry) -> Bool {
        let entry = numbered.entry
        if let numbers, !numbers.contains(where: { $0.contains(numbered.number) }) { return false }
        if failedOnly, !entry.hasFailed { return false }
        if let function, entry.target.function != function { return false }
        if let directory, entry.directory != directory { return false }
        if let text, !entry.text.lowercased().contains(text.lowercased()) { return false }
        return true
    }
}

/// An entry with the number `!N` knows it by.
package struct NumberedHistoryEntry: Sendable, Hashable {
    /// The line of the file the entry is on, from 1: neither appending nor erasing changes it.
    package var number: Int
    package var entry: HistoryEntry
}

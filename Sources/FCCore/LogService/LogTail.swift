/// Finds what is new in answers about one stretch of time after the other.
///
/// The log service has no position to go on from, and a line may be found later than one that was written after it. So
/// every answer overlaps the ones before it, and each line is counted: two that are alike in everything, their time
/// included, are two lines.
package struct LogTail: Sendable {
    /// How far back an answer reaches behind the moment of the one before it, in seconds.
    package static let overlap = 15

    /// The first second of the answer that is asked for.
    package private(set) var from: Int
    /// The first second of the next one.
    package private(set) var nextFrom: Int
    private var shown: [LogEntry: Int] = [:]
    private var counts: [LogEntry: Int] = [:]

    /// - Parameter from: the first second of the first answer, counted from 1970.
    package init(from: Int) {
        self.from = from
        nextFrom = from
    }

    /// Begins an answer that covers everything from ``from`` to a moment.
    package mutating func begin(now: Int) {
        counts = [:]
        nextFrom = max(from, now - Self.overlap)
    }

    /// Takes some of the answer, in any order.
    /// - Returns: the entries that no answer before had.
    package mutating func fresh(in entries: [LogEntry]) -> [LogEntry] {
        entries.filter { entry in
            // What no later answer reaches need not be remembered.
            guard !shown.isEmpty || covers(entry) else { return true }
            counts[entry, default: 0] += 1
            return counts[entry, default: 0] > shown[entry, default: 0]
        }
    }

    /// Ends the answer: what it held is known from now on.
    package mutating func end() {
        shown.merge(counts) { max($0, $1) }
        shown = shown.filter { covers($0.key) }
        counts = [:]
        from = nextFrom
    }

    /// Whether the next answer will have the entry as well.
    package func covers(_ entry: LogEntry) -> Bool { entry.time >= Int64(nextFrom) * 1000 }
}

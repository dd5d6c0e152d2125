/// The newest log records of a function, bounded in bytes.
struct LogRing: Sendable {
    /// The most that is kept of one function, in bytes; the newest record stays whatever its size.
    static let limit = 1 << 20

    /// The records, the oldest first.
    private(set) var records: [LogRecord] = []
    private var size = 0

    /// Adds a record and lets go of the oldest ones.
    mutating func append(_ record: LogRecord) {
        records.append(record)
        size += record.bytes.count
        var excess = 0
        while size > Self.limit, excess < records.count - 1 {
            size -= records[excess].bytes.count
            excess += 1
        }
        records.removeFirst(excess)
    }
}

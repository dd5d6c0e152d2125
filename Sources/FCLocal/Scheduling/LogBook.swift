import Synchronization

/// The newest log records of an endpoint's functions in the order their requests ended.
///
/// Every record gets a position when it comes in, so that whoever follows the log asks for what is behind the last one.
final class LogBook: Sendable {
    /// The most that is kept of one version of a function, in bytes; the newest record stays whatever its size.
    static let limit = 1 << 20
    /// The most that is kept of all, in bytes; versions that have been silent longest are forgotten first.
    static let totalLimit = 32 << 20
    /// What a record takes besides its text, in bytes, about.
    fileprivate static let overhead = 256

    /// A function in one of its versions.
    private struct Owner: Hashable {
        var function: String
        var version: String
    }

    fileprivate struct Ring {
        var records: [LogRecord] = []
        var size = 0

        var lastPosition: Int { records.last?.position ?? 0 }
    }

    private struct State {
        var lastPosition = 0
        var rings: [Owner: Ring] = [:]
        /// The bytes of all rings.
        var size = 0

        /// Forgets whole rings but never the one that was written last.
        mutating func trim() {
            while size > LogBook.totalLimit, rings.count > 1 {
                let oldest = rings.min { $0.value.lastPosition < $1.value.lastPosition }
                guard let oldest else { return }
                rings[oldest.key] = nil
                size -= oldest.value.size
            }
        }
    }

    private let state = Mutex(State())

    /// Adds a record and lets go of the oldest ones of its function.
    func append(_ record: LogRecord) {
        state.withLock { state in
            state.lastPosition += 1
            var record = record
            record.position = state.lastPosition
            let owner = Owner(function: record.function, version: record.version)
            let before = state.rings[owner]?.size ?? 0
            state.rings[owner, default: Ring()].append(record)
            state.size += (state.rings[owner]?.size ?? 0) - before
            state.trim()
        }
    }

    /// The records behind a position, in order.
    /// - Parameter function: whose; everyone's without it.
    func records(of function: String? = nil, after position: Int = 0) -> [LogRecord] {
        let rings = state.withLock { $0.rings }
        return rings.filter { function == nil || $0.key.function == function }.values
            .flatMap { ring in ring.records.drop { $0.position <= position } }
            .sorted { $0.position < $1.position }
    }

    /// The position of the newest record; 0 before the first one.
    var lastPosition: Int { state.withLock { $0.lastPosition } }
}

extension LogBook.Ring {
    fileprivate mutating func append(_ record: LogRecord) {
        records.append(record)
        size += record.bytes.count + LogBook.overhead
        var excess = 0
        while size > LogBook.limit, excess < records.count - 1 {
            size -= records[excess].bytes.count + LogBook.overhead
            excess += 1
        }
        records.removeFirst(excess)
    }
}

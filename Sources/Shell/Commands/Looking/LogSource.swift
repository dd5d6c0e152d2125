import FCCore
import ShellSyntax

/// Which lines of a log are wanted.
package struct LogFilter: Sendable {
    package var qualifier: String?
    package var requestID: String?
    package var instanceID: String?
    /// What lines contain.
    package var search: String?
    /// The first moment, in milliseconds since 1970; nil for everything there is.
    package var since: Int64?

    package init() {}

    /// Whether a line of the local log is wanted; its version has been seen to.
    func lets(_ entry: LogEntry) -> Bool {
        if let requestID, entry.requestID != requestID { return false }
        if let instanceID, entry.instanceID != instanceID { return false }
        if let since, entry.time < since { return false }
        guard let search else { return true }
        return entry.message.lowercased().contains(search.lowercased())
    }
}

/// Where lines come from: the log service, or the local endpoint.
protocol LogSource: Sendable {
    /// How long to wait between two questions.
    var pause: Duration { get }

    /// Hands out what there is already, in order.
    /// - Parameters:
    ///   - limit: only the last so many lines.
    ///   - follows: whether news will be asked for.
    mutating func past(limit: Int?, follows: Bool, _ show: ([LogEntry]) -> Void) async throws(Failure)

    /// What has come since.
    mutating func news() async throws(Failure) -> [LogEntry]
}

/// The log of the local endpoint's functions.
struct LocalLogSource: LogSource {
    let pause = Duration.milliseconds(250)
    let filter: LogFilter
    /// Asks for the records behind a position, explaining what goes wrong.
    let ask: @Sendable (_ position: Int) async throws(Failure) -> LocalLogPage
    private var position = 0

    init(_ filter: LogFilter, ask: @escaping @Sendable (Int) async throws(Failure) -> LocalLogPage) {
        self.filter = filter
        self.ask = ask
    }

    mutating func past(limit: Int?, follows: Bool, _ show: ([LogEntry]) -> Void) async throws(Failure) {
        let entries = try await news()
        show(limit.map { Array(entries.suffix($0)) } ?? entries)
    }

    mutating func news() async throws(Failure) -> [LogEntry] {
        try await records().flatMap { record in record.entries.filter { filter.lets($0) } }
    }

    /// The records that have come, whole.
    mutating func records() async throws(Failure) -> [LocalLogPage.Record] {
        var found: [LocalLogPage.Record] = []
        while true {
            let page = try await ask(position)
            found += page.records
            position = page.position
            if page.isComplete { return found }
        }
    }
}

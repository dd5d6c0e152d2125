import FCCore
import ShellSyntax

/// A function's log in the log service.
struct CloudLogSource: LogSource {
    let pause = Duration.milliseconds(1500)
    /// How often a question is asked again whose answer is not complete, and how long it waits before each time.
    private static let patience = 20
    private static let completionPause = Duration.milliseconds(300)

    private let client: LogServiceClient
    private let text: String
    private let now: @Sendable () -> Int
    private let alarms: Alarms
    private let context: CommandContext
    private let failure: FailureContext
    private var tail: LogTail

    /// - Parameters:
    ///   - text: the query.
    ///   - from: the first second, counted from 1970.
    ///   - failure: what explanations of refusals draw on.
    init(_ client: LogServiceClient, text: String, from: Int, in context: CommandContext, failure: FailureContext) {
        self.client = client
        self.text = text
        self.context = context
        self.failure = failure
        let clock = context.session.world.now
        now = { UTCTime(clock()).seconds }
        alarms = context.session.alarms
        tail = LogTail(from: from)
    }

    mutating func past(limit: Int?, follows: Bool, _ show: ([LogEntry]) -> Void) async throws(Failure) {
        let moment = now()
        tail.begin(now: moment)
        if let limit {
            let newest = try await newest(limit, until: moment, follows: follows)
            show(Array(tail.fresh(in: newest).suffix(limit)))
        } else {
            try await pages(until: moment) { tail, page in show(tail.fresh(in: page)) }
        }
        tail.end()
    }

    mutating func news() async throws(Failure) -> [LogEntry] {
        let moment = now()
        var found: [LogEntry] = []
        tail.begin(now: moment)
        try await pages(until: moment) { tail, page in found += tail.fresh(in: page) }
        tail.end()
        return found
    }

    /// Everything from where the tail stands to a moment, page by page.
    private mutating func pages(
        until moment: Int, _ take: (inout LogTail, [LogEntry]) -> Void
    ) async throws(Failure) {
        var query = LogQuery(text: text, from: tail.from, to: moment + 1)
        while true {
            let page = try await complete(query)
            take(&tail, page)
            query.offset += page.count
            if page.count < query.line { return }
        }
    }

    /// The newest lines, the oldest of them first. Whoever follows the log gets all that the next answer will have too:
    /// what the limit leaves out must not come up as news.
    private func newest(_ limit: Int, until moment: Int, follows: Bool) async throws(Failure) -> [LogEntry] {
        var query = LogQuery(text: text, from: tail.from, to: moment + 1)
        query.isReversed = true
        var found: [LogEntry] = []
        while found.count < limit || (follows && found.last.map(tail.covers) ?? false) {
            let page = try await complete(query)
            found += page
            query.offset += page.count
            if page.count < query.line { break }
        }
        return found.reversed()
    }

    /// The page of a query, asked for until the service has looked at everything.
    private func complete(_ query: LogQuery) async throws(Failure) -> [LogEntry] {
        var attempts = 0
        while true {
            let page: LogPage
            do throws(FCError) {
                page = try await client.getLogs(
                    query, deadline: .now.advanced(by: InvocationLimit.management.duration))
            } catch {
                throw await explained(error)
            }
            if page.isComplete { return page.entries }
            attempts += 1
            if attempts >= Self.patience {
                if await context.session.isFirst("incomplete-log") {
                    context.console.warning("the log service did not look at everything: lines may be missing")
                }
                return page.entries
            }
            guard await alarms.sleep(until: .now.advanced(by: Self.completionPause)) else {
                throw Failure.shown(.interrupted)
            }
        }
    }

    private func explained(_ error: FCError) async -> Failure {
        if Task.isCancelled { return Failure.shown(.interrupted) }
        context.console.explain(Explanation.of(error, failure).offering(context.catalog, isLocal: false))
        if case .credentials = error { return Failure.shown(.identity) }
        return Failure.shown(Outcome(error).exitStatus)
    }
}

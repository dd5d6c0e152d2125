extension FCClient {
    /// Which tasks ListAsyncTasks gives.
    public struct TaskFilter: Sendable, Hashable {
        /// What ids begin with.
        public var prefix: String?
        /// The state they are in.
        public var status: String?
        /// Whether the oldest come first.
        public var isAscending: Bool
        /// Whether events come along.
        public var includesPayload: Bool

        /// A filter that lets everything pass, the newest first.
        public init(
            prefix: String? = nil, status: String? = nil, isAscending: Bool = false, includesPayload: Bool = false
        ) {
            self.prefix = prefix
            self.status = status
            self.isAscending = isAscending
            self.includesPayload = includesPayload
        }
    }

    /// What the platform knows about an asynchronous task (docs: FC API, GetAsyncTask).
    public func getAsyncTask(
        _ taskID: String, of function: String, qualifier: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> AsyncTask {
        let operation = Operation(
            "GetAsyncTask", segments: ["functions", function, "async-tasks", taskID],
            query: [("qualifier", qualifier)])
        return AsyncTask(try await perform(operation, deadline: deadline))
    }

    /// One page of a function's tasks (docs: FC API, ListAsyncTasks).
    /// - Parameters:
    ///   - limit: the largest page, 1 to 100; the service's own is 20.
    ///   - nextToken: what the page before gave.
    public func listAsyncTasks(
        of function: String, qualifier: String? = nil, _ filter: TaskFilter = TaskFilter(), limit: Int? = nil,
        nextToken: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> Page<AsyncTask> {
        let query: [(name: String, value: String?)] = [
            ("qualifier", qualifier), ("prefix", filter.prefix), ("status", filter.status),
            ("sortOrderByTime", filter.isAscending ? "asc" : "desc"),
            ("includePayload", filter.includesPayload ? "true" : nil), ("limit", limit.map { String($0) }),
            ("nextToken", nextToken),
        ]
        let operation = Operation(
            "ListAsyncTasks", segments: ["functions", function, "async-tasks"], query: query)
        return Page(try await perform(operation, deadline: deadline), key: "tasks", element: AsyncTask.init)
    }

    /// Asks for a task to be stopped (docs: FC API, StopAsyncTask). It may go on for a moment.
    public func stopAsyncTask(
        _ taskID: String, of function: String, qualifier: String? = nil, deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) {
        let operation = Operation(
            "StopAsyncTask", method: "PUT", segments: ["functions", function, "async-tasks", taskID, "stop"],
            query: [("qualifier", qualifier)])
        _ = try await perform(operation, deadline: deadline)
    }
}

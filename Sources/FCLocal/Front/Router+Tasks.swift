import FCCore

/// Asynchronous invocations and what became of them.
extension Router {
    /// The longest event of an asynchronous call, in bytes.
    static let asyncBodyLimit = 128 << 10

    /// Takes an event, answers at once and runs the function in the background.
    func acceptEvent(
        _ name: String, _ target: FunctionTarget, _ request: FrontRequest, http: ServerRequest? = nil,
        requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        guard request.body.count <= Self.asyncBodyLimit else { throw .entityTooLarge(limit: Self.asyncBodyLimit) }
        let settings = registry.asyncSettings(of: await target.scheduler.function)
        let id = settings.isTaskMode ? try taskID(of: request) ?? requestID : requestID
        let event = AcceptedEvent(
            id: id, requestID: requestID, bytes: request.body, http: http,
            secrets: CallOrigin.secrets(in: request.headers))
        try await begin(event, of: name, target, settings)
        var reply = FrontReply(
            status: 202, requestID: requestID, contentType: "application/octet-stream", body: [])
        if settings.isTaskMode { reply.headers.add("X-Fc-Async-Task-Id", id) }
        return reply
    }

    /// An event that is to be dealt with in the background.
    struct AcceptedEvent {
        /// The task's id.
        var id: String
        var requestID: String
        var bytes: [UInt8]
        /// The request as it came over HTTP, for the server of a custom runtime.
        var http: ServerRequest?
        /// How many calls before this one led to it through destinations.
        var depth = 0
        /// What identified somebody in the request that brought it, and is not shown.
        var secrets: [String] = []
    }

    /// The longest chain of functions that tell each other of their ends; the cloud ends loops, too.
    private static let chainLimit = 16

    /// Keeps the task and starts the first attempt.
    private func begin(
        _ event: AcceptedEvent, of name: String, _ target: FunctionTarget, _ settings: LocalFunction.AsyncSettings
    ) async throws(ServiceRefusal) {
        let time = configuration.now()
        let arn = configuration.arn(of: await target.scheduler.function)
        let task = try tasks.add(
            TaskRecord(
                id: event.id, function: name, functionARN: arn, qualifier: target.qualifier, version: target.version,
                requestID: event.requestID, payload: event.bytes, http: event.http, secrets: event.secrets, time: time,
                settings: settings, depth: event.depth))
        run(task, on: target.scheduler)
    }

    /// Runs a task in the background.
    func run(_ task: TaskRecord, on scheduler: FunctionScheduler) {
        let invocation = AsyncInvocation(
            scheduler: scheduler, store: tasks, task: task, now: configuration.now, pause: configuration.retryPause
        ) { end in
            await deliver(end, of: task)
        }
        tasks.inBackground { await invocation.run() }
    }

    /// Calls the function that wants to hear of an end, if there is one.
    func deliver(_ end: AsyncEnd, of task: TaskRecord) async {
        let settings = task.settings
        guard let text = end.errorType.isEmpty ? settings.onSuccess : settings.onFailure else { return }
        guard let destination = AsyncDestination(text) else {
            return configuration.notice("the destination \(text) is no function; it is not called here")
        }
        guard task.depth < Self.chainLimit else {
            return configuration.notice("the destination \(text) is not called: functions call each other in a circle")
        }
        let bytes = AsyncDestination.event(
            end, requestID: task.requestID, functionARN: task.functionARN, payload: task.payload,
            time: configuration.now())
        let requestID = Identifiers.request(milliseconds: configuration.now())
        let next = AcceptedEvent(
            id: requestID, requestID: requestID, bytes: bytes, depth: task.depth + 1, secrets: task.secrets)
        do throws(ServiceRefusal) {
            let target = try registry.target(of: destination.function, qualifier: destination.qualifier)
            let settings = registry.asyncSettings(of: await target.scheduler.function)
            try await begin(next, of: destination.function, target, settings)
        } catch {
            configuration.notice("the destination \(text) cannot be called: \(error.message)")
        }
    }

    /// Begins with a letter or `_`, goes on with these, digits and `-`, and has 128 of them at most.
    private func taskID(of request: FrontRequest) throws(ServiceRefusal) -> String? {
        guard let id = request.headers["x-fc-async-task-id"], !id.isEmpty else { return nil }
        guard id.utf8.count <= 128, id.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_-]*/) != nil else {
            throw .invalidArgument(
                "x-fc-async-task-id '\(id)' is not a letter or '_' followed by letters, digits, '_' and '-', "
                    + "128 characters at most")
        }
        return id
    }

    func getAsyncTask(
        _ key: TaskStore.Key, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let task = try await task(key, request)
        return FrontReply(requestID: requestID, json: task.description(includingPayload: true))
    }

    /// Stops a task: one that waits never runs, one that runs loses its process.
    func stopAsyncTask(
        _ key: TaskStore.Key, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let task = try await task(key, request)
        guard !task.status.isFinal else {
            throw ServiceRefusal(
                status: 412, code: "PreconditionFailed",
                message: "async task '\(task.id)' is \(task.status.rawValue) and cannot be stopped")
        }
        tasks.update(key) { $0.askToStop(at: configuration.now()) }
        let target = try registry.target(of: key.function, qualifier: task.version)
        await target.scheduler.abort(task.requestID)
        return FrontReply(status: 204, requestID: requestID, contentType: "application/json", body: [])
    }

    /// A page of tasks; the token is the serial number the page begins with, in base64.
    func listAsyncTasks(
        _ name: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        try await checkTaskMode(of: name)
        let limit = try limit(of: request)
        let isAscending = try isAscending(request)
        var found = tasks.tasks(of: name)
        if let qualifier = request.query("qualifier"), !qualifier.isEmpty {
            found.removeAll { $0.qualifier != qualifier }
        }
        if let prefix = request.query("prefix") { found.removeAll { !$0.id.hasPrefix(prefix) } }
        if let status = request.query("status"), !status.isEmpty { found.removeAll { $0.status.rawValue != status } }
        if let begin = try time("startedTimeBegin", of: request) {
            found.removeAll { $0.time < begin }
        }
        if let end = try time("startedTimeEnd", of: request) {
            found.removeAll { $0.time > end }
        }
        if !isAscending { found.reverse() }
        if let start = Int(try pageStart(of: request)) {
            found = Array(found.drop { isAscending ? $0.serial < start : $0.serial > start })
        }
        let includesPayload = request.query("includePayload")?.lowercased() == "true"
        let page = found.prefix(limit).map { $0.description(includingPayload: includesPayload) }
        return self.page(
            "tasks", page, next: found.dropFirst(limit).first.map { String($0.serial) }, requestID: requestID)
    }

    private func task(_ key: TaskStore.Key, _ request: FrontRequest) async throws(ServiceRefusal) -> TaskRecord {
        try await checkTaskMode(of: key.function)
        guard let task = tasks[key], task.isListed else { throw .taskNotFound(key.id) }
        if let qualifier = request.query("qualifier"), !qualifier.isEmpty, qualifier != task.qualifier {
            throw .taskNotFound(key.id)
        }
        return task
    }

    private func checkTaskMode(of name: String) async throws(ServiceRefusal) {
        guard let scheduler = registry.scheduler(of: name) else { throw .functionNotFound(name) }
        guard registry.asyncSettings(of: await scheduler.function).isTaskMode else { throw .noTaskMode(name) }
    }

    private func isAscending(_ request: FrontRequest) throws(ServiceRefusal) -> Bool {
        switch request.query("sortOrderByTime")?.lowercased() ?? "desc" {
        case "asc": return true
        case "desc", "": return false
        case let other: throw .invalidArgument("sortOrderByTime '\(other)' is neither asc nor desc")
        }
    }

    private func time(_ name: String, of request: FrontRequest) throws(ServiceRefusal) -> Int64? {
        guard let text = request.query(name), !text.isEmpty else { return nil }
        guard let time = Int64(text) else {
            throw .invalidArgument("\(name) '\(text)' is not a number of milliseconds since 1970")
        }
        return time
    }
}

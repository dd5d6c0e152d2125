import FCCore

/// Asynchronous invocations and what became of them.
extension Router {
    /// The longest event of an asynchronous call, in bytes.
    static let asyncBodyLimit = 128 << 10

    /// Takes an event, answers at once and runs the function in the background.
    func acceptEvent(
        _ name: String, _ target: FunctionTarget, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        guard request.body.count <= Self.asyncBodyLimit else { throw .entityTooLarge(limit: Self.asyncBodyLimit) }
        let function = await target.scheduler.function
        let settings = function.asyncSettings
        let id = settings.isTaskMode ? try taskID(of: request) ?? requestID : requestID
        let time = configuration.now()
        if settings.isTaskMode {
            let task = TaskRecord(
                id: id, function: name, functionARN: configuration.arn(of: function), qualifier: target.qualifier,
                version: target.version, requestID: requestID, payload: request.body, time: time)
            guard tasks.add(task) else { throw .taskExists(id) }
        }
        let invocation = AsyncInvocation(
            scheduler: target.scheduler, store: tasks, key: TaskStore.Key(function: name, id: id),
            requestID: requestID, event: request.body, settings: settings, acceptedTime: time,
            now: configuration.now)
        Task { await invocation.run() }
        var reply = FrontReply(
            status: 202, requestID: requestID, contentType: "application/octet-stream", body: [])
        if settings.isTaskMode { reply.headers.add("X-Fc-Async-Task-Id", id) }
        return reply
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
            found.removeAll { ($0.startedTime ?? $0.acceptedTime) < begin }
        }
        if let end = try time("startedTimeEnd", of: request) {
            found.removeAll { ($0.startedTime ?? $0.acceptedTime) > end }
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
        guard let task = tasks[key] else { throw .taskNotFound(key.id) }
        if let qualifier = request.query("qualifier"), !qualifier.isEmpty, qualifier != task.qualifier {
            throw .taskNotFound(key.id)
        }
        return task
    }

    private func checkTaskMode(of name: String) async throws(ServiceRefusal) {
        guard let scheduler = registry.scheduler(of: name) else { throw .functionNotFound(name) }
        guard await scheduler.function.asyncSettings.isTaskMode else { throw .noTaskMode(name) }
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

import FCCore

/// Turns requests into replies; needs no socket.
package struct Router: Sendable {
    /// The version of the API, which every path begins with.
    static let version = "2023-03-30"
    /// The longest event of a synchronous call, in bytes.
    package static let bodyLimit = 32 << 20
    /// The most bytes all headers may have together.
    static let headerLimit = 8 << 10
    /// The most bytes a path with its query may have.
    static let pathLimit = 4 << 10

    let registry: FunctionRegistry
    let configuration: LocalConfiguration
    let tasks: TaskStore
    let access: AccessCheck
    /// What opens the page.
    let pageToken = PageToken()

    init(
        registry: FunctionRegistry, configuration: LocalConfiguration, credentials: Credentials,
        tasks: TaskStore = TaskStore()
    ) {
        self.tasks = tasks
        self.registry = registry
        self.configuration = configuration
        access = AccessCheck(credentials: credentials, now: configuration.now)
    }

    /// Checks and answers a request; waits for the end of an answer that comes as a stream.
    package func reply(to request: FrontRequest) async -> FrontReply {
        await respond(to: request).collected()
    }

    /// Checks and answers a request.
    func respond(to request: FrontRequest) async -> FrontReply {
        let requestID = Identifiers.request(milliseconds: configuration.now())
        do throws(ServiceRefusal) {
            try checkHost(request)
            try checkSize(request)
            try checkWorker(request)
            if let call = triggerCall(of: request) {
                return await replyToTrigger(call, request, requestID: requestID)
            }
            if let page = await pageReply(to: request) { return page }
            let route = try Route(request)
            try access.verify(request)
            try checkAction(request, route)
            return try await answer(route, request, requestID: requestID)
        } catch {
            return FrontReply(error, requestID: requestID)
        }
    }

    /// Answers a request whose body was cut off because it is too long.
    func replyToOversized(_ request: FrontRequest) -> FrontReply {
        FrontReply(tooLarge(request), requestID: Identifiers.request(milliseconds: configuration.now()))
    }

    /// HTTP triggers refuse what is too large in another way than the API (docs: FC, limits of HTTP triggers).
    private func tooLarge(_ request: FrontRequest) -> ServiceRefusal {
        guard triggerCall(of: request) == nil else {
            return .invalidArgument("the body has more than \(Self.bodyLimit) bytes, which is the limit")
        }
        return .entityTooLarge(limit: Self.bodyLimit)
    }

    private func answer(
        _ route: Route, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        await registry.refresh()
        switch route {
        case .listFunctions: return try await listFunctions(request, requestID: requestID)
        case .getFunction(let name): return try await getFunction(name, request, requestID: requestID)
        case .invokeFunction(let name): return try await invokeFunction(name, request, requestID: requestID)
        case .listAsyncTasks(let name): return try await listAsyncTasks(name, request, requestID: requestID)
        case .getAsyncTask(let key): return try await getAsyncTask(key, request, requestID: requestID)
        case .stopAsyncTask(let key): return try await stopAsyncTask(key, request, requestID: requestID)
        case .publishVersion(let name): return try await publishVersion(name, request, requestID: requestID)
        case .listVersions(let name): return try await listVersions(name, request, requestID: requestID)
        case .deleteVersion(let name, let version):
            return try await deleteVersion(name, version, requestID: requestID)
        case .createAlias(let name): return try createAlias(name, request, requestID: requestID)
        case .listAliases(let name): return try listAliases(name, request, requestID: requestID)
        case .getAlias(let name, let alias): return try getAlias(name, alias, requestID: requestID)
        case .updateAlias(let name, let alias): return try updateAlias(name, alias, request, requestID: requestID)
        case .deleteAlias(let name, let alias): return try deleteAlias(name, alias, requestID: requestID)
        case .listInstances(let name): return try await listInstances(name, request, requestID: requestID)
        case .listTriggers(let name): return try await listTriggers(name, request, requestID: requestID)
        case .getTrigger(let name, let trigger):
            return try await getTrigger(name, trigger, request, requestID: requestID)
        case .getAsyncConfig(let name): return try await getAsyncConfig(name, requestID: requestID)
        case .putAsyncConfig(let name): return try await putAsyncConfig(name, request, requestID: requestID)
        case .deleteAsyncConfig(let name): return try await deleteAsyncConfig(name, requestID: requestID)
        case .listAsyncConfigs: return try await listAsyncConfigs(request, requestID: requestID)
        case .listLogRecords: return try listLogRecords(request, requestID: requestID)
        case .describeRegions: return describeRegions(request, requestID: requestID)
        }
    }

    /// A page of another site whose name was made to point here must not reach the endpoint (DNS rebinding).
    private func checkHost(_ request: FrontRequest) throws(ServiceRefusal) {
        let host = request.headers["host"] ?? ""
        guard Self.isLoopback(host) else { throw .accessDenied("the Host '\(host)' is not this machine") }
    }

    private static func isLoopback(_ authority: String) -> Bool {
        var host = authority.lowercased()[...]
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]"),
            host[host.index(after: colon)...].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        {
            host = host[..<colon]
        }
        return host == "127.0.0.1" || host == "[::1]" || host == "localhost" || host.hasSuffix(".localhost")
    }

    private func checkSize(_ request: FrontRequest) throws(ServiceRefusal) {
        let headers = request.headers.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        guard headers <= Self.headerLimit else {
            throw .invalidArgument("the headers have \(headers) bytes, the limit is \(Self.headerLimit)")
        }
        let path = request.rawPath.utf8.count + request.rawQuery.utf8.count
        guard path <= Self.pathLimit else {
            throw .invalidArgument("path and query have \(path) bytes, the limit is \(Self.pathLimit)")
        }
        guard request.body.count <= Self.bodyLimit else { throw tooLarge(request) }
    }

    private func checkAction(_ request: FrontRequest, _ route: Route) throws(ServiceRefusal) {
        let action = request.headers["x-acs-action"] ?? ""
        guard action == route.action else { throw .pathNotSupported(action, request.rawPath) }
        let version = request.headers["x-acs-version"] ?? ""
        guard version == Self.version else {
            throw .invalidArgument("x-acs-version '\(version)' is not supported, this is \(Self.version)")
        }
    }
}

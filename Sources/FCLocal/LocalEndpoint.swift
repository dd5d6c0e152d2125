package import FCCore

/// A running stand-in for Function Compute on the loopback interface.
///
/// It checks signatures, answers the API and runs functions as warm processes. ``stop()`` leaves no process behind;
/// neither does the end of this program, however it comes.
package struct LocalEndpoint: Sendable {
    /// Where it listens: `http://127.0.0.1:PORT`.
    package let endpoint: Endpoint
    /// The key pair that callers sign with.
    package let credentials: Credentials

    /// The address of its page for browsers. Whoever knows it can look and invoke.
    package let page: String

    private let registry: FunctionRegistry
    private let server: FrontServer
    private let runtimeAPI: RuntimeAPIServer
    private let tasks: TaskStore

    /// The functions it serves, as they are described now.
    package var functions: [LocalFunction] { registry.functions }

    /// Starts an endpoint; it can be called when this returns.
    /// - Throws: ``LocalEndpointError`` when the port or the state folder cannot be used.
    package static func start(_ configuration: LocalConfiguration) async throws(LocalEndpointError) -> LocalEndpoint {
        let credentials: Credentials
        if let given = configuration.credentials {
            credentials = given
        } else {
            credentials = try LocalKey.load(from: configuration.stateFolder)
        }
        var journal: TaskJournal?
        if let folder = configuration.queueFolder {
            journal = try TaskJournal(folder, notice: configuration.notice)
        }
        let registry = FunctionRegistry(configuration)
        registry.versions.removeLeftovers()
        for (name, settings) in journal?.settings() ?? [:] { registry.setAsyncSettings(settings, of: name) }
        let tasks = TaskStore(journal: journal)
        let router = Router(
            registry: registry, configuration: configuration, credentials: credentials, tasks: tasks)
        let server = try await FrontServer.start(port: configuration.port, router: router)
        await router.resumeTasks()
        let endpoint = Endpoint(scheme: .http, host: "127.0.0.1", port: server.port)
        return LocalEndpoint(
            endpoint: endpoint, credentials: credentials, page: endpoint.url + router.pageToken.path,
            registry: registry, server: server, runtimeAPI: configuration.runtimeAPI, tasks: tasks)
    }

    /// Starts the functions that are to be debugged; debuggers can be attached when this returns.
    /// - Throws: ``LocalEndpointError/cannotDebug(function:reason:)`` when one cannot be started.
    package func startDebugging() async throws(LocalEndpointError) {
        for scheduler in registry.schedulers {
            guard let problem = await scheduler.startDebugging() else { continue }
            throw .cannotDebug(function: await scheduler.function.name, reason: problem)
        }
    }

    /// The functions that a debugger can be attached to, in order.
    package func debugTargets() async -> [DebugTarget] {
        var targets: [DebugTarget] = []
        for scheduler in registry.schedulers {
            if let target = await scheduler.debugTarget { targets.append(target) }
        }
        return targets
    }

    /// Runs the body with an endpoint that is stopped when the body ends.
    package static func run<Result: Sendable>(
        _ configuration: LocalConfiguration, _ body: (LocalEndpoint) async throws -> Result
    ) async throws -> Result {
        let endpoint = try await start(configuration)
        do {
            let result = try await body(endpoint)
            await endpoint.stop()
            return result
        } catch {
            await endpoint.stop()
            throw error
        }
    }

    /// Runs pre-stop hooks, ends every process and closes the port. Calls that still run are answered.
    package func stop() async {
        tasks.beginClosing()
        await withDiscardingTaskGroup { group in
            for scheduler in registry.schedulers { group.addTask { await scheduler.stop() } }
        }
        await registry.versions.stop()
        await runtimeAPI.stop()
        await server.stop()
        await tasks.close()
    }

    /// The last log records of one function, or of all of them in the order of their requests.
    package func logs(function: String? = nil, last: Int) async -> [LogRecord] {
        Array(registry.logs.records(of: function).sorted { $0.time < $1.time }.suffix(last))
    }

    /// How each function is doing, in the order of the configuration.
    package func status() async -> [FunctionStatus] {
        var statuses: [FunctionStatus] = []
        for scheduler in registry.schedulers { statuses.append(await scheduler.status()) }
        return statuses
    }
}

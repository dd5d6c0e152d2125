import FCCore
import FCLocal
import Shell
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The local endpoint of this process, and the way to those of other processes.
final class LocalHost: LocalEndpointHost {
    /// An endpoint that lives in this process.
    struct Own: Sendable {
        var endpoint: LocalEndpoint
        var manifest: String
        var registry: RunningEndpoints
    }

    private let state = Mutex<Own?>(nil)
    /// What was said already, since every function of a runtime would say it again; nil when nothing is to be said.
    private let said = Mutex<Set<String>?>([])
    private let environment: [String: String]
    private let notice: @Sendable (String) -> Void
    /// Hides the secrets of this shell.
    private let mask: @Sendable (String) -> String

    init(
        environment: [String: String], mask: @escaping @Sendable (String) -> String,
        notice: @escaping @Sendable (String) -> Void
    ) {
        self.environment = environment
        self.mask = mask
        self.notice = notice
    }

    /// The endpoint of this process, while there is one.
    var own: Own? { state.withLock { $0 } }

    /// Leaves out notices from now on (`--silent`).
    func silence() {
        said.withLock { $0 = nil }
    }

    /// Says something once.
    private func say(_ text: String) {
        if said.withLock({ $0?.insert(text).inserted ?? false }) { notice(text) }
    }

    /// Says something each time, unless nothing is to be said.
    private func tell(_ text: String) {
        if said.withLock({ $0 != nil }) { notice(text) }
    }

    func target(for manifest: Manifest, startingIfNeeded: Bool) async throws(Failure) -> LocalTarget? {
        if let own, own.manifest == manifest.path {
            return own.endpoint.target
        }
        if let running = RunningEndpoints(environment: environment).find(manifest: manifest.path) {
            return LocalTarget(
                endpoint: running.endpoint, credentials: running.credentials, page: running.page)
        }
        guard startingIfNeeded else { return nil }
        return try await start(manifest, LocalOptions()).target
    }

    /// Starts the endpoint of this process and writes it down for others.
    func start(_ manifest: Manifest, _ options: LocalOptions) async throws(Failure) -> LocalEndpoint {
        await stop()
        // Whatever the real identity is, functions here belong to the account of the local endpoint.
        let manifest = manifest.seen(access: nil, credentials: .local)
        let functions = LocalFunction.functions(of: manifest)
        guard !functions.isEmpty else {
            throw Failure(
                .usage, "\(manifest.path) has no function to run", notes: ["resources of component fc3 are functions"])
        }
        let path = manifest.path
        var configuration = LocalConfiguration(
            functions: functions,
            source: FunctionSource(path: path) {
                (try? manifest.reread()).map { LocalFunction.functions(of: $0) }
            },
            port: options.port, region: functions.compactMap(\.region).first ?? "cn-hangzhou",
            stateFolder: stateFolder(for: path), interpreters: InterpreterSearch(environment: environment),
            notice: { [weak self] in self?.say($0) })
        configuration.cacheFolder = cacheFolder
        configuration.endsAboveMemory = options.endsAboveMemory
        configuration.mask = mask
        configuration.reloaded = { [weak self] in self?.tell($0) }
        do throws(LocalEndpointError) {
            configuration.queueFolder = options.stateFolder
            try configuration.debug(Self.requests(options, manifest))
            let endpoint = try await LocalEndpoint.start(configuration)
            do throws(LocalEndpointError) {
                try await endpoint.startDebugging()
            } catch {
                await endpoint.stop()
                throw error
            }
            let registry = RunningEndpoints(environment: environment)
            try registry.add(
                RunningEndpoint(
                    manifest: path, endpoint: endpoint.endpoint, credentials: endpoint.credentials,
                    processID: Int(getpid()), page: endpoint.page))
            state.withLock { $0 = Own(endpoint: endpoint, manifest: path, registry: registry) }
            return endpoint
        } catch {
            throw Failure(.usage, "the local endpoint cannot start: \(error.description)")
        }
    }

    /// A resource's name stands for its function here too.
    private static func requests(_ options: LocalOptions, _ manifest: Manifest) -> [DebugRequest] {
        options.debugged.map { request in
            guard let name = (try? manifest.resource(named: request.function)?.functionName) ?? nil else {
                return request
            }
            return DebugRequest(function: name, port: request.port)
        }
    }

    /// Stops the endpoint of this process, if there is one.
    /// - Returns: whether there was one.
    @discardableResult
    func stop() async -> Bool {
        let own = state.withLock { own in
            defer { own = nil }
            return own
        }
        guard let own else { return false }
        own.registry.remove(manifest: own.manifest, processID: Int(getpid()))
        await own.endpoint.stop()
        return true
    }

    /// Takes back what other processes read about the endpoint; for the end of the program.
    func forget() {
        guard let own else { return }
        own.registry.remove(manifest: own.manifest, processID: Int(getpid()))
    }

    /// What all projects share, such as compiled bootstraps.
    private var cacheFolder: String? {
        let base =
            environment["XDG_CACHE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? environment["HOME"].map { $0 + "/.cache" }
        return base.map { $0 + "/fcsh/local" }
    }

    /// A folder for each project, where its throw-away key stays.
    private func stateFolder(for manifest: String) -> String {
        let base =
            environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
            ?? (environment["HOME"] ?? "/tmp") + "/.local/state"
        return "\(base)/fcsh/local/\(RunningEndpoints.name(of: manifest))"
    }
}

extension LocalEndpoint {
    /// The endpoint as callers see it.
    var target: LocalTarget { LocalTarget(endpoint: endpoint, credentials: credentials, page: page) }
}

import FCCore

/// The requests of one function and the instances that work on them.
///
/// Decisions about an instance are made by ``InstanceState``; this actor keeps the queue and does what it says.
actor FunctionScheduler {
    /// A request that waits or is being worked on.
    struct Pending {
        /// The request's id.
        var requestID: String
        /// What the handler gets.
        var event: [UInt8]
        /// When it came in, in milliseconds since 1970.
        var time: Int64
        /// How often it was tried before.
        var attempt = 0
        /// The request as it came over HTTP, for the server of a custom runtime.
        var http: ServerRequest?
        /// Who gets the answer of a custom runtime's server while it comes.
        var relay: AnswerRelay?
        /// Told when an instance takes it.
        var began: (@Sendable (_ instanceID: String) -> Void)?
        /// Who waits for the answer.
        var reply: CheckedContinuation<CallOutcome, Never>
    }

    let configuration: LocalConfiguration
    var function: LocalFunction
    var queue: [Pending] = []
    var slots: [Int: InstanceSlot] = [:]
    var code: CodeWatch
    var runtime: FunctionRuntime?
    /// Where its code package was unpacked; nil when its code is a folder.
    var codeFolder: String?
    /// Where older packages were unpacked.
    var outdatedFolders: [String] = []
    var calls = 0
    let signals: AsyncStream<(Int, InstanceSignal)>.Continuation
    private let incoming: AsyncStream<(Int, InstanceSignal)>
    private(set) var generation = 0
    private var nextSlot = 0
    private(set) var stopped = false
    private var warned: Set<String> = []
    /// Whether its server listens on its own port whatever it is told, so that there can be only one.
    var insistsOnPort = false
    /// Whether somebody is being asked to leave that port.
    var isClaimingPort = false
    /// Requests that were ended on their way into the queue.
    var aborted: Set<String> = []
    private var emptied: [CheckedContinuation<Void, Never>] = []
    /// The programs that are being built, each with why it cannot be in the end.
    var builds: [GoBuild: Task<ServiceRefusal?, Never>] = [:]
    /// Whether an instance is to be started although no request waits.
    var wantsInstance = false
    /// The instance that somebody was told to attach to.
    var toldOfDebugger = 0
    /// Who waits for the debugger to listen; told why it does not.
    var debugWaiters: [CheckedContinuation<String?, Never>] = []

    /// A scheduler without instances; call ``listen()`` before the first request.
    init(function: LocalFunction, configuration: LocalConfiguration) {
        self.function = function
        self.configuration = configuration
        code = CodeWatch(folder: function.codePath)
        (incoming, signals) = AsyncStream.makeStream()
    }

    /// Takes what the instances report until ``stop()``.
    nonisolated func listen() {
        Task {
            for await (slot, signal) in incoming { await receive(signal, for: slot) }
        }
    }

    /// Runs a request on a free instance, or a new one, or when its turn comes.
    /// - Parameters:
    ///   - attempt: how often the request was tried before, as the handler's context tells.
    ///   - origin: where it came from, for those who look at the calls.
    ///   - http: the request as it came over HTTP, for the server of a custom runtime.
    ///   - relay: who gets the answer of such a server while it comes; the outcome has only the beginning of the body.
    ///   - began: told when an instance takes it.
    func invoke(
        requestID: String, event: [UInt8], attempt: Int = 0, http: ServerRequest? = nil, relay: AnswerRelay? = nil,
        origin: CallOrigin = CallOrigin(), began: (@Sendable (String) -> Void)? = nil
    ) async -> CallOutcome {
        let (calls, now) = (configuration.invocations, configuration.now)
        let serial = calls.add(
            InvocationRecord(
                function: function.name, version: function.version, memorySize: function.memorySize, origin: origin,
                requestID: requestID, attempt: attempt, request: http.map { "\($0.method) \($0.target)" },
                event: KeptBytes(beginning: http?.body ?? event, limit: KeptBytes.eventLimit), time: now()))
        let outcome = await carryOut(
            requestID: requestID, event: event, attempt: attempt, http: http, relay: relay
        ) { instance in
            calls.begin(serial, on: instance, at: now())
            began?(instance)
        }
        calls.end(serial, InvocationRecord.End(outcome, at: now()))
        return outcome
    }

    private func carryOut(
        requestID: String, event: [UInt8], attempt: Int, http: ServerRequest?, relay: AnswerRelay?,
        began: @escaping @Sendable (String) -> Void
    ) async -> CallOutcome {
        await refreshCode()
        do throws(ServiceRefusal) {
            try await prepareToRun()
        } catch {
            refuseStranded(error)
            return CallOutcome(content: .refused(error))
        }
        if aborted.remove(requestID) != nil { return CallOutcome(content: .withdrawn) }
        return await withCheckedContinuation { reply in
            queue.append(
                Pending(
                    requestID: requestID, event: event, time: configuration.now(), attempt: attempt, http: http,
                    relay: relay, began: began, reply: reply))
            dispatch()
            tellOfDebugger()
        }
    }

    /// Takes over a changed description; instances of the old one finish their request and go.
    func update(_ changed: LocalFunction) {
        guard changed != function else { return }
        if changed.codePath != function.codePath {
            code = CodeWatch(folder: changed.codePath)
            forgetCode()
        }
        function = changed
        runtime = nil
        insistsOnPort = false
        retireAll()
    }

    /// Ends every instance: pre-stop hooks run, what is still busy after a moment is killed.
    func stop() async {
        stopped = true
        refuseWaiting(
            ServiceRefusal(status: 503, code: "ResourceThrottled", message: "the local endpoint is stopping"))
        endDebugWait("the local endpoint is stopping")
        for build in builds.values { build.cancel() }
        retireAll()
        let patience: Duration = .seconds((function.preStop?.timeout ?? 0) + 1)
        let deadline = Task {
            try await Task.sleep(for: patience)
            self.killAll()
        }
        if !slots.isEmpty { await withCheckedContinuation { emptied.append($0) } }
        deadline.cancel()
        signals.finish()
        for folder in outdatedFolders { FileSystem.remove(folder) }
    }

    /// How the function is doing.
    func status() -> FunctionStatus {
        let instances = slots.values.sorted { $0.number < $1.number }.map { slot in
            FunctionStatus.Instance(
                id: slot.instanceID, state: slot.state.phase.rawValue, processID: slot.process.processID,
                calls: slot.calls, startedTime: slot.startedTime)
        }
        var problem: String?
        do throws(ServiceRefusal) { try prepare() } catch { problem = error.message }
        return FunctionStatus(
            name: function.name, runtime: function.runtime, interpreter: runtime?.interpreter.path,
            instances: instances, queued: queue.count, calls: calls, problem: problem)
    }

    /// The log records that are kept, the oldest first.
    func logs() -> [LogRecord] {
        configuration.logs.records(of: function.name).filter { $0.version == function.version }
    }

    /// What the code looks like now.
    func fingerprint() -> CodeFingerprint { code.fingerprint }

    /// Gives waiting requests to free instances and starts new ones for the rest, within the limit.
    func dispatch() {
        while !queue.isEmpty, let slot = freeSlot() { handle(.request, for: slot) }
        guard !stopped, !isClaimingPort else { return }
        let starting = slots.values.count { $0.generation == generation && $0.state.phase == .starting }
        let wanted = max((queue.count + function.capacity - 1) / function.capacity, wantsInstance ? 1 : 0)
        for _ in 0..<max(0, min(wanted - starting, room)) { startInstance() }
    }

    /// The free instance that was used last, so that the others grow old; one that died meanwhile is passed over.
    private func freeSlot() -> Int? {
        let free = slots.values.filter { $0.generation == generation && $0.state.isAvailable && $0.process.isConnected }
        return free.max { $0.lastUse < $1.lastUse }?.number
    }

    private func startInstance() {
        guard let runtime, isRunnable(runtime) else { return }
        wantsInstance = false
        let function = unpacked
        let server = runtime.isServer ? takePort(for: function) : nil
        if isClaimingPort { return }
        nextSlot += 1
        let number = nextSlot
        let instanceID = Identifiers.instance(milliseconds: configuration.now())
        let surroundings = surroundings(of: function)
        let session = runtime.usesRuntimeAPI ? configuration.runtimeAPI.open() : nil
        let plan = LaunchPlan(
            command: runtime.preparation + runtime.command,
            environment: surroundings.variables(
                instanceID: instanceID, runtime: runtime, port: server, runtimeAPI: session?.address),
            workingFolder: function.codePath, hasChannel: !runtime.isServer && session == nil)
        do throws(SpawnError) {
            let signals = signals
            let process = try InstanceProcess(plan, helperPath: configuration.helperPath) { signal in
                signals.yield((number, signal))
            }
            slots[number] = InstanceSlot(
                number: number, instanceID: instanceID, generation: generation, process: process, function: function,
                context: surroundings.context(isModern: runtime.isModern),
                checksum: code.fingerprint.checksum, command: runtime.command,
                server: server.map { ServerClient(port: $0) }, session: session)
            slots[number]?.startedTime = configuration.now()
            slots[number]?.leeway = leeway
            perform(InstanceState.startActions, for: number)
            if let server {
                hold(server, by: number)
                awaitServer(of: number)
            }
            if let session { follow(session, of: number) }
            tellOfDebugger()
        } catch {
            if let server { configuration.ports.release(server) }
            if let session { configuration.runtimeAPI.close(session) }
            failFirst("The function either cannot be started or exited. \(error).", code: "CAExited")
        }
    }

    /// Says something to the user, once.
    func warnOnce(_ text: String) {
        if warned.insert(text).inserted { configuration.notice(text) }
    }

    /// Tells of an interpreter that turns out to be another version than the runtime declares.
    func tellVersion(_ version: String) {
        guard let declared = runtime?.declaredVersion else { return }
        runtime?.interpreter.version = version
        guard !declared.matches(version) else { return }
        let (name, language) = (function.runtime, declared.language)
        warnOnce(
            "\(name) is not installed: \(language) \(version) runs its functions instead of "
                + "\(language) \(declared.text)")
    }

    /// Looks at the code again when it is time; a folder that is being written to is given a moment to settle.
    private func refreshCode() async {
        guard code.isDue else { return }
        guard code.refresh() else { return }
        for _ in 0..<8 where !code.isSettled(now: configuration.now()) {
            try? await Task.sleep(for: CodeWatch.settleTime)
            _ = code.refresh()
        }
        forgetCode()
        // What starts it may have changed as well: the bootstrap file, or the package that holds it.
        runtime = nil
        if !slots.isEmpty { configuration.tellOfNewCode(of: function) }
        retireAll()
    }

    private func retireAll() {
        generation += 1
        for number in slots.keys.sorted() { handle(.retire, for: number) }
    }

    private func killAll() {
        for slot in slots.values { slot.process.kill() }
    }

    /// Forgets an instance that is gone.
    func removeSlot(_ number: Int) {
        replaceDebugged(slots.removeValue(forKey: number))
        dispatch()
        guard slots.isEmpty else { return }
        for waiter in emptied { waiter.resume() }
        emptied = []
    }
}

/// What has to be there before an instance can be started.
extension FunctionScheduler {
    /// Refuses every request that waits.
    func refuseWaiting(_ refusal: ServiceRefusal) {
        let waiting = queue
        queue = []
        for pending in waiting { pending.reply.resume(returning: CallOutcome(content: .refused(refusal))) }
    }

    /// Refuses every request that waits, unless there is an instance that will take it.
    func refuseStranded(_ refusal: ServiceRefusal) {
        let hasInstance = slots.values.contains { $0.generation == generation && $0.countsAgainstLimit }
        if !hasInstance { refuseWaiting(refusal) }
    }

    /// Finds what runs the function, and does what has to be done before it can. Much may happen meanwhile, so it looks
    /// again until nothing is left to be done.
    func prepareToRun() async throws(ServiceRefusal) {
        try prepare()
        while let runtime, !isRunnable(runtime) {
            if runtime.usesRuntimeAPI { try await configuration.runtimeAPI.start() }
            if let build = runtime.build { try await finish(build) }
            try prepare()
        }
    }

    /// Whether an instance can be started at this moment.
    func isRunnable(_ runtime: FunctionRuntime) -> Bool {
        if runtime.usesRuntimeAPI, !configuration.runtimeAPI.isListening { return false }
        return runtime.build?.isDone ?? true
    }

    /// Builds a function's program, once for all who wait for it.
    func finish(_ build: GoBuild) async throws(ServiceRefusal) {
        warnOnce("function '\(function.name)' is built from its Go sources, which may take a moment")
        let helper = configuration.helperPath
        let task = builds[build] ?? Task { await build.run(helperPath: helper) }
        builds[build] = task
        let refusal = await task.value
        builds[build] = nil
        if let refusal { throw refusal }
    }

    /// Finds what runs the function, once for each description of it.
    func prepare() throws(ServiceRefusal) {
        if stopped {
            throw ServiceRefusal(status: 503, code: "ResourceThrottled", message: "the local endpoint is stopping")
        }
        try prepareCode()
        guard runtime == nil else { return }
        let found = try FunctionRuntime.of(unpacked, configuration).opened(to: debugger)
        runtime = found
        if let warning = found.interpreter.warning { warnOnce(warning) }
    }

    /// What a function finds around it.
    func surroundings(of function: LocalFunction) -> FunctionSurroundings {
        FunctionSurroundings(
            function: function, region: function.region ?? configuration.region, accountID: configuration.accountID)
    }
}

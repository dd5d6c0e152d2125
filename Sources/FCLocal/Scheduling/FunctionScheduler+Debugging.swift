/// A function that a debugger can be attached to: its only instance is there before the first request.
extension FunctionScheduler {
    /// Its debugger; the frozen versions of a function have none.
    var debugger: FunctionDebugger? {
        function.version == "LATEST" ? configuration.debuggers[function.name] : nil
    }

    /// What an editor has to know to attach; nil when the function is not debugged.
    var debugTarget: DebugTarget? {
        debugger.map { debugger in
            let path = unpacked.codePath
            return DebugTarget(
                function: function.name, debugger: debugger, codePath: path,
                runningPath: FileSystem.resolved(path) ?? path,
                bootstrapFolder: Bootstrap.folder(in: configuration.stateFolder))
        }
    }

    /// How long a request may take, in seconds, as those who wait for it have to know.
    var timeout: Int { function.timeout + leeway }

    /// What is added to the function's own limits, in seconds.
    var leeway: Int { debugger == nil ? 0 : FunctionDebugger.leeway }

    /// The most instances there may be now. Those on their way out count where a port has to be free for the next one.
    var room: Int {
        if debugger != nil { return 1 - slots.count }
        let alive = slots.values.count { $0.countsAgainstLimit }
        return (insistsOnPort ? 1 : configuration.instanceLimit) - alive
    }

    /// Starts the instance and waits until its debugger listens, where it says so.
    /// - Returns: why that cannot be; nil when all is well.
    func startDebugging() async -> String? {
        guard let debugger else { return nil }
        do throws(ServiceRefusal) {
            try await prepareToRun()
        } catch {
            return error.message
        }
        wantsInstance = true
        guard debugger.reportsListening else {
            dispatch()
            return nil
        }
        return await withCheckedContinuation { waiter in
            debugWaiters.append(waiter)
            dispatch()
        }
    }

    /// Tells those who wait for the debugger that it listens, or why it never will.
    func endDebugWait(_ problem: String?) {
        for waiter in debugWaiters { waiter.resume(returning: problem) }
        debugWaiters = []
    }

    /// Waits until the port of an instance's debugger is open, which it is in this moment or the next.
    func awaitDebugger(of number: Int) {
        guard let debugger, !debugWaiters.isEmpty else { return }
        // That of Python is open by then, and takes whoever connects for its client.
        guard debugger.kind == .inspector else { return endDebugWait(nil) }
        let client = ServerClient(port: debugger.port)
        Task {
            while !(await client.canConnect()), slots[number]?.state.phase == .starting {
                try? await Task.sleep(for: .milliseconds(5))
            }
            endDebugWait(nil)
        }
    }

    /// Says why nothing happens when a request has come and nobody has attached yet.
    func tellOfDebugger() {
        guard let debugger, !queue.isEmpty, let slot = slots.values.first(where: { $0.state.phase == .starting }),
            slot.number != toldOfDebugger
        else { return }
        toldOfDebugger = slot.number
        let name = function.name
        configuration.reloaded("a call of \(name) waits for a debugger at 127.0.0.1:\(debugger.port)")
    }

    /// An instance that has gone is replaced at once, so that a debugger can attach again; one that went right after
    /// its start is not, as the next would go the same way.
    func replaceDebugged(_ slot: InstanceSlot?) {
        guard debugger != nil, let slot else { return }
        wantsInstance = slot.calls > 0 || configuration.now() - slot.startedTime >= 1000
    }
}

import FCCore

/// Servers that listen on a port of their own, whatever they are told.
extension FunctionScheduler {
    /// A port for the server of a new instance; nil while the one it insists on has to be left by somebody first.
    func takePort(for function: LocalFunction) -> Int? {
        let wanted = function.server.port
        if insistsOnPort, let holder = configuration.ports.holder(of: wanted) {
            claim(wanted, from: holder)
            return nil
        }
        return configuration.ports.take(preferring: wanted)
    }

    /// Lets others ask an instance to leave its port.
    func hold(_ port: Int, by number: Int) {
        configuration.ports.hold(port, .init(function: function.name) { await self.leave(number) })
    }

    /// Ends an instance that has nothing to do, and waits until it is gone; false when it works.
    private func leave(_ number: Int) async -> Bool {
        guard let slot = slots[number] else { return true }
        switch slot.state.phase {
        case .idle, .ready: handle(.retire, for: number)
        case .draining, .preStopping, .stopping, .dead: break
        case .starting, .initializing, .busy, .expiring: return false
        }
        let patience: Duration = .seconds(slot.function.timeout + (slot.function.preStop?.timeout ?? 0) + 3)
        let end = ContinuousClock.now + patience
        while slots[number] != nil, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(5)) }
        return slots[number] == nil
    }

    /// Whether an instance that did not start gets its own port from another function of ours; its request waits then.
    func isGivenPort(_ slot: InstanceSlot, output: String) -> Bool {
        let wanted = slot.function.server.port
        guard let server = slot.server else { return false }
        guard server.port != wanted else {
            // It was not the port, then.
            insistsOnPort = false
            return false
        }
        guard slot.startFault == nil, slot.end?.failure == nil else { return false }
        let isConflict = slot.end?.status == nil || Self.tellsOfUsedPort(output)
        guard isConflict, let holder = configuration.ports.holder(of: wanted) else { return false }
        insistsOnPort = true
        claim(wanted, from: holder)
        return true
    }

    /// What servers say when their port is taken: `EADDRINUSE`, `Address already in use`, `Connection in use`.
    private static func tellsOfUsedPort(_ output: String) -> Bool {
        output.lowercased().contains("in use") || output.contains("EADDRINUSE")
    }

    private func claim(_ port: Int, from holder: PortStore.Holder) {
        guard !isClaimingPort else { return }
        isClaimingPort = true
        warnOnce(
            "functions '\(function.name)' and '\(holder.function)' listen on port \(port) whatever they are told: "
                + "one of them runs at a time")
        Task {
            let hasLeft = await holder.leave()
            isClaimingPort = false
            if !hasLeft {
                failFirst(
                    "The function cannot be started. Port \(port) of function '\(function.name)' is in use by function "
                        + "'\(holder.function)', which is working: two functions with the same fixed port cannot run at "
                        + "once. " + Self.portCure, code: "FunctionNotStarted")
            }
            dispatch()
        }
    }

    /// What helps against servers that want the same port.
    static let portCure =
        "Let the server listen on the port in FC_SERVER_PORT, or give it another one in customRuntimeConfig.port."
}

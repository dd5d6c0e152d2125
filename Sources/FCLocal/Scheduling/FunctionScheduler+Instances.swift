import FCCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What instances report, and what their state machines want done about it.
extension FunctionScheduler {
    /// Takes a report of an instance's process.
    func receive(_ signal: InstanceSignal, for number: Int) {
        guard var slot = slots[number] else { return }
        var event: InstanceState.Event?
        switch signal {
        case .started:
            break
        case .listening:
            awaitDebugger(of: number)
        case .ready(let version):
            endDebugWait(nil)
            if let version { tellVersion(version) }
            event = .ready
        case .startFailed(let text):
            slot.startFault = text
            event = .startFailed
        case .answered(let answer):
            if !answer.sharedLog.bytes.isEmpty, let slot = slots[number] { record(answer.sharedLog, for: slot) }
            // An answer to anything but the current call comes from a process that was forked in a handler.
            guard slot.openCalls.remove(answer.requestID) != nil else { return }
            slot.answer = answer
            event = .answered(failed: answer.failed, fatal: answer.fatal)
        case .exited(let end):
            slot.end = end
            event = .exited
        }
        slots[number] = slot
        if slot.state.phase == .preStopping, let answer = slot.answer { record(answer.log, for: slot) }
        if let event { handle(event, for: number) }
    }

    /// Lets the instance's state machine take an event and does what it says.
    func handle(_ event: InstanceState.Event, for number: Int) {
        guard let actions = slots[number]?.state.handle(event) else { return }
        perform(actions, for: number)
    }

    /// Does what a state machine says, in order.
    func perform(_ actions: [InstanceState.Action], for number: Int) {
        for action in actions { perform(action, for: number) }
    }

    private func perform(_ action: InstanceState.Action, for number: Int) {
        guard let slot = slots[number] else { return }
        switch action {
        case .startTimer(let timer): startTimer(timer, for: number)
        case .cancelTimer: cancelTimer(for: number)
        case .callInitializer: callInitializer(number)
        case .callHandler: callHandler(number)
        case .callPreStop: callPreStop(number)
        case .askToStop: if slot.talksInFrames { slot.process.stop() } else { slot.process.signal(SIGTERM) }
        case .terminate: slot.process.signal(SIGTERM)
        case .kill: slot.process.kill()
        case .takeNext: dispatch()
        case .giveAnswer: giveAnswer(number)
        case .giveInitializationError: giveInitializationError(number)
        case .giveTimeout(let initializer): giveTimeout(number, initializer: initializer)
        case .giveExit(let initializer): giveExit(number, initializer: initializer)
        case .giveStartFailure: giveStartFailure(slot)
        case .remove:
            if let end = slot.end, slot.works.isEmpty, !end.log.bytes.isEmpty { record(end.log, for: slot) }
            slot.server?.close()
            if let port = slot.server?.port { configuration.ports.release(port) }
            if let session = slot.session { configuration.runtimeAPI.close(session) }
            removeSlot(number)
        }
    }

    private func startTimer(_ timer: InstanceState.Timer, for number: Int) {
        guard var slot = slots[number] else { return }
        slot.timer?.cancel()
        slot.timerSerial += 1
        let serial = slot.timerSerial
        let limit = slot.limit(of: timer, configuration)
        slot.timer = Task {
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            self.expire(timer, serial: serial, for: number)
        }
        slots[number] = slot
    }

    private func cancelTimer(for number: Int) {
        slots[number]?.timer?.cancel()
        slots[number]?.timer = nil
        slots[number]?.timerSerial += 1
    }

    /// A timer that was replaced in the very moment it ran out counts no more.
    private func expire(_ timer: InstanceState.Timer, serial: Int, for number: Int) {
        guard slots[number]?.timerSerial == serial else { return }
        handle(.timer(timer), for: number)
    }

    private func callInitializer(_ number: Int) {
        guard var slot = slots[number], let hook = slot.function.initializer, let work = takeWork(for: slot) else {
            return
        }
        slot.works[work.pending.requestID] = work
        let call = InstanceCall(
            kind: .initializer, requestID: work.pending.requestID, handler: hook.handler,
            timeout: hook.timeout + slot.leeway)
        send(call, &slot)
    }

    /// Calls the handler for the request whose initializer has just run, or else for the one that waits longest.
    private func callHandler(_ number: Int) {
        guard var slot = slots[number] else { return }
        let taken: InstanceSlot.Work?
        if let answer = slot.answer, var work = slot.works[answer.requestID] {
            work.logBefore = answer.log.bytes
            work.idleBytes = answer.log.idleBytes
            work.start = .now
            taken = work
        } else {
            taken = takeWork(for: slot)
        }
        guard let work = taken else { return }
        slot.works[work.pending.requestID] = work
        let call = InstanceCall(
            kind: .handler, requestID: work.pending.requestID, handler: slot.function.handler,
            timeout: slot.function.timeout + slot.leeway, event: work.pending.event, attempt: work.pending.attempt,
            http: work.pending.http, relay: work.pending.relay)
        send(call, &slot)
    }

    private func callPreStop(_ number: Int) {
        guard var slot = slots[number], let hook = slot.function.preStop else { return }
        let call = InstanceCall(
            kind: .preStop, requestID: Identifiers.uuid(), handler: hook.handler, timeout: hook.timeout)
        send(call, &slot)
    }

    private func send(_ call: InstanceCall, _ slot: inout InstanceSlot) {
        slot.answer = nil
        slot.openCalls.insert(call.requestID)
        slot.lastUse = .now
        slots[slot.number] = slot
        watchMemory(of: slot.number)
        if let server = slot.server {
            exchange(call, with: server, of: slot)
        } else if let session = slot.session {
            offer(call, to: session, of: slot)
        } else {
            slot.process.call(call.requestID, slot.frame(call, now: configuration.now()))
        }
    }

    private func takeWork(for slot: InstanceSlot) -> InstanceSlot.Work? {
        guard !queue.isEmpty else { return nil }
        let pending = queue.removeFirst()
        pending.began?(slot.instanceID)
        return InstanceSlot.Work(pending: pending, start: .now, isCold: slot.calls == 0 && slot.works.isEmpty)
    }

    /// Keeps what an instance wrote outside a request, or nobody knows in which.
    func record(_ log: CapturedLog, for slot: InstanceSlot) {
        configuration.logs.append(
            LogRecord(
                function: function.name, version: function.version, requestID: "", instanceID: slot.instanceID,
                time: configuration.now(),
                bytes: log.bytes, idleBytes: log.bytes.count))
    }
}

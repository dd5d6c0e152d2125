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
        case .ready:
            event = .ready
        case .startFailed(let text):
            slot.startFault = text
            event = .startFailed
        case .answered(let answer):
            // An answer to anything but the current call comes from a process that was forked in a handler.
            guard answer.requestID == slot.currentCall else { return }
            slot.answer = answer
            slot.currentCall = ""
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
        case .askToStop: slot.process.stop()
        case .terminate: slot.process.signal(SIGTERM)
        case .kill: slot.process.kill()
        case .takeNext: dispatch()
        case .giveAnswer: giveAnswer(number)
        case .giveInitializationError: giveInitializationError(number)
        case .giveTimeout(let initializer): giveTimeout(number, initializer: initializer)
        case .giveExit(let initializer): giveExit(number, initializer: initializer)
        case .giveStartFailure: giveStartFailure(slot)
        case .remove:
            if let end = slot.end, slot.work == nil, !end.log.bytes.isEmpty { record(end.log, for: slot) }
            removeSlot(number)
        }
    }

    private func startTimer(_ timer: InstanceState.Timer, for number: Int) {
        guard var slot = slots[number] else { return }
        slot.timer?.cancel()
        slot.timerSerial += 1
        let serial = slot.timerSerial
        let limit = slot.limit(of: timer, idle: configuration.idleLimit)
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
        slot.work = work
        send(1, handler: hook.handler, timeout: hook.timeout, requestID: work.pending.requestID, event: [], &slot)
    }

    /// Calls the handler for the request whose initializer has just run, or else for the one that waits longest.
    private func callHandler(_ number: Int) {
        guard var slot = slots[number] else { return }
        if var work = slot.work, let answer = slot.answer {
            work.logBefore = answer.log.bytes
            work.idleBytes = answer.log.idleBytes
            work.start = .now
            slot.work = work
        } else {
            slot.work = takeWork(for: slot)
        }
        guard let pending = slot.work?.pending else { return }
        let function = slot.function
        send(
            0, handler: function.handler, timeout: function.timeout, requestID: pending.requestID,
            event: pending.event, &slot)
    }

    private func callPreStop(_ number: Int) {
        guard var slot = slots[number], let hook = slot.function.preStop else { return }
        send(2, handler: hook.handler, timeout: hook.timeout, requestID: Identifiers.uuid(), event: [], &slot)
    }

    private func send(
        _ kind: Int, handler: String, timeout: Int, requestID: String, event: [UInt8], _ slot: inout InstanceSlot
    ) {
        slot.answer = nil
        slot.currentCall = requestID
        slot.lastUse = .now
        slots[slot.number] = slot
        slot.process.call(
            slot.frame(
                kind: kind, requestID: requestID, handler: handler, timeout: timeout, now: configuration.now(),
                event: event))
    }

    private func takeWork(for slot: InstanceSlot) -> InstanceSlot.Work? {
        guard !queue.isEmpty else { return nil }
        let pending = queue.removeFirst()
        pending.began?(slot.instanceID)
        return InstanceSlot.Work(pending: pending, start: .now)
    }

    /// Keeps what an instance wrote outside a request.
    private func record(_ log: CapturedLog, for slot: InstanceSlot) {
        logRing.append(
            LogRecord(
                function: function.name, requestID: "", instanceID: slot.instanceID, time: configuration.now(),
                bytes: log.bytes, idleBytes: log.bytes.count))
    }
}

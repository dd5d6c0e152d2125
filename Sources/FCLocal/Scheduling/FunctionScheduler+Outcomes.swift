import FCCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The answers of requests, good and bad.
extension FunctionScheduler {
    /// The handler has answered, or failed.
    func giveAnswer(_ number: Int) {
        guard let slot = slots[number], let answer = slot.answer, let work = slot.works[answer.requestID] else {
            return
        }
        let content: CallOutcome.Content =
            answer.failed
            ? .functionError(type: answer.handled ? .handled : .unhandled, body: answer.body) : .result(answer.body)
        finish(
            number, work, content, duration: work.start.duration(to: answer.time), peak: answer.peakMemory,
            log: answer.log)
    }

    /// The initializer has failed.
    func giveInitializationError(_ number: Int) {
        guard let slot = slots[number], let answer = slot.answer, let work = slot.works[answer.requestID] else {
            return
        }
        finish(
            number, work, .functionError(type: .initialization, body: answer.body),
            duration: work.start.duration(to: answer.time), peak: answer.peakMemory, log: answer.log)
    }

    /// Time ran out and the process is gone. The limit is reported, not the time it took to end the process.
    func giveTimeout(_ number: Int, initializer: Bool) {
        guard let slot = slots[number], let work = slot.works.values.first, let end = slot.end else { return }
        slots[number]?.end?.log = CapturedLog()
        let limit = initializer ? slot.function.initializer?.timeout ?? 3 : slot.function.timeout
        let seconds = limit + slot.leeway
        let reason = "Function timed out after \(seconds) seconds"
        let message = "\(reason) (maxMemoryUsage: \(RequestLog.megabytes(end.peakMemory))MB)"
        finish(
            number, work, failure(message, initializer), duration: .seconds(seconds), peak: end.peakMemory,
            log: end.log,
            endLine: (initializer, reason))
    }

    /// The process ended before it answered.
    func giveExit(_ number: Int, initializer: Bool) {
        let works = slots[number]?.works.values.sorted { $0.start < $1.start } ?? []
        for (position, work) in works.enumerated() {
            guard var slot = slots[number], let end = slot.end else { return }
            let later = works[(position + 1)...].map(\.pending.requestID)
            let log = slot.end?.log.take(of: work.pending.requestID, among: later)
            slots[number] = slot
            if let log, !log.nobodys.bytes.isEmpty { record(log.nobodys, for: slot) }
            let duration = work.start.duration(to: end.time)
            let message = RequestLog.exitMessage(duration: duration, peakMemory: end.peakMemory)
            finish(
                number, work, failure(message, initializer), duration: duration, peak: end.peakMemory,
                log: log?.own ?? CapturedLog(), endLine: (initializer, message))
        }
    }

    /// The process never came so far as to take a request.
    func giveStartFailure(_ slot: InstanceSlot) {
        let command = slot.command.joined(separator: " ")
        let output = slot.end.map { String(decoding: $0.log.bytes.suffix(RequestLog.tailLimit), as: UTF8.self) } ?? ""
        if isRelieved(slot) || isGivenPort(slot, output: output) { return }
        if let fault = slot.startFault {
            failFirst("The function cannot be started. \(fault). Logs:\(output)", code: "FunctionNotStarted")
        } else if let failure = slot.end?.failure {
            let reason = String(cString: strerror(failure))
            guard slot.server != nil else {
                let advice = slot.session == nil ? "" : ProgramFile(slot.command[0]).advice(failure)
                return failFirst(
                    "The function cannot be started. '\(command)': \(reason).\(advice)", code: "CAFileNotFound")
            }
            failFirst(exitText(Int(failure), command: command, output: ""), code: "CAExited")
        } else if let status = slot.end?.status {
            failFirst(exitText(status, command: command, output: output) + portAdvice(slot), code: "CAExited")
        } else if let server = slot.server {
            let seconds = slot.startLimit(configuration).components.seconds
            failFirst(
                "Function instance health check failed on port \(server.port) in \(seconds) seconds. Logs:\(output)"
                    + portAdvice(slot), code: "FunctionNotStarted")
        } else {
            failFirst(
                "The function cannot be started. '\(command)' was not ready in "
                    + "\(FunctionRuntime.startLimit.components.seconds) seconds\(startAdvice(slot)). Logs:\(output)",
                code: "FunctionNotStarted")
        }
    }

    private func startAdvice(_ slot: InstanceSlot) -> String {
        slot.session == nil
            ? "" : ": it did not ask for a call, as the main function of a Go function does with fc.Start"
    }

    /// Fails the request that waits longest.
    func failFirst(_ message: String, code: String) {
        endDebugWait(message)
        guard !queue.isEmpty else { return }
        let refusal = ServiceRefusal(status: 412, code: code, message: message)
        queue.removeFirst().reply.resume(returning: CallOutcome(content: .refused(refusal)))
    }

    private func exitText(_ status: Int, command: String, output: String) -> String {
        "The function either cannot be started or exited. Function instance exited unexpectedly(code \(status), "
            + "message:\(String(cString: strerror(Int32(status))))) with start command '\(command) '. Logs:\(output)"
    }

    /// A server that could not have its own port and did not take another one leaves the request to the instance that
    /// has the port, if there is one.
    private func isRelieved(_ slot: InstanceSlot) -> Bool {
        guard let server = slot.server, server.port != slot.function.server.port else { return false }
        let others = slots.values.contains { $0.number != slot.number && $0.countsAgainstLimit }
        guard others else { return false }
        insistsOnPort = true
        warnOnce("function '\(function.name)' listens on a port of its own: one instance of it runs at a time")
        return true
    }

    private func portAdvice(_ slot: InstanceSlot) -> String {
        guard let server = slot.server, server.port != slot.function.server.port else { return "" }
        return "\nPort \(slot.function.server.port) of function '\(function.name)' is in use by another program, and "
            + "its server was told to listen on \(server.port) by FC_SERVER_PORT. " + Self.portCure
    }

    private func failure(_ message: String, _ initializer: Bool) -> CallOutcome.Content {
        .functionError(
            type: initializer ? .initialization : .unhandled,
            body: JSONWriter.bytes(["errorMessage": .string(message)]))
    }

    /// Completes the log, keeps it, and answers whoever waits.
    private func finish(
        _ number: Int, _ work: InstanceSlot.Work, _ content: CallOutcome.Content, duration: Duration, peak: Int,
        log: CapturedLog,
        endLine: (initializer: Bool, reason: String)? = nil
    ) {
        guard var slot = slots[number] else { return }
        var written = work.logBefore + log.bytes
        if let endLine {
            if let last = written.last, last != 0x0A { written.append(0x0A) }
            let line = RequestLog.end(
                initializer: endLine.initializer, requestID: work.pending.requestID, reason: endLine.reason)
            written += line.utf8
        }
        let memorySize = slot.function.memorySize
        let trailer = RequestLog.trailer(duration: duration, memorySize: memorySize, peakMemory: peak)
        let complete = RequestLog.complete(written, trailer: trailer)
        slot.works[work.pending.requestID] = nil
        let response = slot.answer?.response
        slot.answer = nil
        slot.calls += 1
        slots[number] = slot
        calls += 1
        var errorType: String?
        if case .functionError(let type, _) = content { errorType = type.rawValue }
        configuration.logs.append(
            LogRecord(
                function: function.name, version: function.version, requestID: work.pending.requestID,
                instanceID: slot.instanceID,
                time: work.pending.time, bytes: complete,
                idleBytes: work.logBefore.isEmpty ? log.idleBytes : work.idleBytes, errorType: errorType))
        if peak > memorySize * 1024 { warnOfMemory(peak, memorySize) }
        work.pending.reply.resume(
            returning: CallOutcome(
                content: content, response: response, instanceID: slot.instanceID, duration: duration,
                peakMemory: peak, log: complete, codeChecksum: slot.checksum, isCold: work.isCold))
    }

    private func warnOfMemory(_ peak: Int, _ memorySize: Int) {
        let words = "function '\(function.name)' has used more than its \(memorySize) MB of memory"
        warnOnce("\(words); the cloud would have ended it")
    }
}

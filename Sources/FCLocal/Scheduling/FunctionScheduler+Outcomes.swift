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
        guard let slot = slots[number], let work = slot.work, let answer = slot.answer else { return }
        let content: CallOutcome.Content =
            answer.failed
            ? .functionError(type: answer.handled ? .handled : .unhandled, body: answer.body) : .result(answer.body)
        finish(
            number, content, duration: work.start.duration(to: answer.time), peak: answer.peakMemory, log: answer.log)
    }

    /// The initializer has failed.
    func giveInitializationError(_ number: Int) {
        guard let slot = slots[number], let work = slot.work, let answer = slot.answer else { return }
        finish(
            number, .functionError(type: .initialization, body: answer.body),
            duration: work.start.duration(to: answer.time), peak: answer.peakMemory, log: answer.log)
    }

    /// Time ran out and the process is gone. The limit is reported, not the time it took to end the process.
    func giveTimeout(_ number: Int, initializer: Bool) {
        guard let slot = slots[number], let end = slot.end else { return }
        let seconds = initializer ? slot.function.initializer?.timeout ?? 3 : slot.function.timeout
        let reason = "Function timed out after \(seconds) seconds"
        let message = "\(reason) (maxMemoryUsage: \(RequestLog.megabytes(end.peakMemory))MB)"
        finish(
            number, failure(message, initializer), duration: .seconds(seconds), peak: end.peakMemory, log: end.log,
            endLine: (initializer, reason))
    }

    /// The process ended before it answered.
    func giveExit(_ number: Int, initializer: Bool) {
        guard let slot = slots[number], let work = slot.work, let end = slot.end else { return }
        let duration = work.start.duration(to: end.time)
        let message = RequestLog.exitMessage(duration: duration, peakMemory: end.peakMemory)
        finish(
            number, failure(message, initializer), duration: duration, peak: end.peakMemory, log: end.log,
            endLine: (initializer, message))
    }

    /// The process never came so far as to take a request.
    func giveStartFailure(_ slot: InstanceSlot) {
        let command = slot.command.joined(separator: " ")
        let output = slot.end.map { String(decoding: $0.log.bytes.suffix(RequestLog.tailLimit), as: UTF8.self) } ?? ""
        if let fault = slot.startFault {
            failFirst("The function cannot be started. \(fault). Logs:\(output)", code: "FunctionNotStarted")
        } else if let failure = slot.end?.failure {
            let reason = String(cString: strerror(failure))
            failFirst("The function cannot be started. '\(command)': \(reason).", code: "CAFileNotFound")
        } else if let status = slot.end?.status {
            failFirst(
                "The function either cannot be started or exited. Function instance exited unexpectedly(code \(status), "
                    + "message:\(String(cString: strerror(Int32(status))))) with start command '\(command) '. "
                    + "Logs:\(output)", code: "CAExited")
        } else {
            failFirst(
                "The function cannot be started. '\(command)' was not ready in "
                    + "\(FunctionRuntime.startLimit.components.seconds) seconds. Logs:\(output)",
                code: "FunctionNotStarted")
        }
    }

    private func failure(_ message: String, _ initializer: Bool) -> CallOutcome.Content {
        .functionError(
            type: initializer ? .initialization : .unhandled,
            body: JSONWriter.bytes(["errorMessage": .string(message)]))
    }

    /// Completes the log, keeps it, and answers whoever waits.
    private func finish(
        _ number: Int, _ content: CallOutcome.Content, duration: Duration, peak: Int, log: CapturedLog,
        endLine: (initializer: Bool, reason: String)? = nil
    ) {
        guard var slot = slots[number], let work = slot.work else { return }
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
        slot.work = nil
        slot.answer = nil
        slot.end?.log = CapturedLog()
        slot.calls += 1
        slots[number] = slot
        calls += 1
        var errorType: String?
        if case .functionError(let type, _) = content { errorType = type.rawValue }
        logRing.append(
            LogRecord(
                function: function.name, requestID: work.pending.requestID, instanceID: slot.instanceID,
                time: work.pending.time, bytes: complete,
                idleBytes: work.logBefore.isEmpty ? log.idleBytes : work.idleBytes, errorType: errorType))
        if peak > memorySize * 1024 { warnOfMemory(peak, memorySize) }
        work.pending.reply.resume(
            returning: CallOutcome(
                content: content, instanceID: slot.instanceID, duration: duration, peakMemory: peak, log: complete,
                codeChecksum: slot.checksum))
    }

    private func warnOfMemory(_ peak: Int, _ memorySize: Int) {
        let words = "function '\(function.name)' has used more than its \(memorySize) MB of memory"
        warnOnce("\(words); the cloud would have ended it")
    }
}

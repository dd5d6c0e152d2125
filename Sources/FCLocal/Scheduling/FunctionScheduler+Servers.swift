import FCCore

/// Instances whose process is an HTTP server of the user's own (docs: FC, custom runtimes).
extension FunctionScheduler {
    /// Waits until the server listens, or answers its health check well, asking more and more rarely; the start timer
    /// ends it when it never does.
    ///
    /// A server that is not ready yet is asked more often than its period says, so that nobody waits for nothing.
    func awaitServer(of number: Int) {
        guard let slot = slots[number], let server = slot.server else { return }
        let (check, signals) = (slot.function.server.healthCheck, signals)
        Task {
            var pause: Duration = .milliseconds(5)
            var successes = 0
            if let check { try? await Task.sleep(for: .seconds(check.initialDelay)) }
            while self.isStarting(number) {
                if await server.isReady(check) {
                    successes += 1
                    if successes >= check?.successThreshold ?? 1 {
                        signals.yield((number, .ready(version: nil)))
                        return
                    }
                    pause = .seconds(check?.period ?? 0)
                } else {
                    successes = 0
                    pause = min(pause * 5 / 4, .milliseconds(100))
                }
                try? await Task.sleep(for: pause)
            }
        }
    }

    private func isStarting(_ number: Int) -> Bool { slots[number]?.state.phase == .starting }

    /// Sends a call to an instance's server; the answer comes back like one of a bootstrap.
    func exchange(_ call: InstanceCall, with server: ServerClient, of slot: InstanceSlot) {
        let request = surroundings(of: slot.function).request(for: call)
        let (number, process, signals) = (slot.number, slot.process, signals)
        let prints = slot.function.capacity == 1 && call.kind != .preStop
        process.beginCall(call.requestID)
        // The state machine limits hooks itself and ends the process then.
        let limit: Duration = .seconds(call.kind == .handler ? call.timeout : call.timeout + 10)
        let (relay, instanceID) = (call.kind == .handler ? call.relay : nil, slot.instanceID)
        let start = ContinuousClock.now
        let task = Task {
            let result: Result<ServerResponse, ServerFault>
            do throws(ServerFault) {
                if let relay {
                    let stream = try await server.stream(request, limit: limit)
                    relay.open(stream, instanceID: instanceID)
                    result = .success(try await stream.awaitEnd())
                } else {
                    result = .success(try await server.send(request, limit: limit))
                }
            } catch {
                result = .failure(error)
            }
            if case .failure(.disconnected) = result { await Self.awaitEnd(of: process) }
            let duration = start.duration(to: .now)
            var answer = Answer(call, result, duration: duration, peakMemory: process.measurePeak())
            (answer.log, answer.sharedLog) = process.takeLog(of: call.requestID)
            if prints { answer.addPlatformLines(call) } else if answer.isEndedByPlatform { answer.addEndLine(call) }
            signals.yield((number, .answered(answer)))
        }
        relay?.whenCancelled { task.cancel() }
    }

    /// A server that dies takes its connections along; its end is the better reason, and it is heard of a little later:
    /// within a second, also on a machine with much to do.
    private static func awaitEnd(of process: InstanceProcess) async {
        for _ in 0..<200 where !process.hasReportedEnd { try? await Task.sleep(for: .milliseconds(5)) }
    }
}

extension FunctionSurroundings {
    /// The request that a call means: an event, a hook, or the request of an HTTP trigger as it came.
    func request(for call: InstanceCall) -> ServerRequest {
        let own = headers(of: call)
        switch call.kind {
        case .initializer: return ServerRequest(method: "POST", target: "/initialize", headers: own)
        case .preStop: return ServerRequest(method: "GET", target: "/pre-stop", headers: own)
        case .handler:
            if var request = call.http {
                for field in own.fields { request.headers.add(field.name, field.value) }
                return request
            }
            var headers = own
            headers.add("Content-Type", "application/octet-stream")
            return ServerRequest(method: "POST", target: "/invoke", headers: headers, body: call.event)
        }
    }
}

extension Answer {
    /// What a server's answer, or its absence, means for a call.
    ///
    /// An event's result is the body alone; only the header `x-fc-status` says that the function failed. A hook has
    /// failed unless its status is 2xx.
    init(
        _ call: InstanceCall, _ result: Result<ServerResponse, ServerFault>, duration: Duration, peakMemory: Int
    ) {
        self.init(
            requestID: call.requestID, failed: true, handled: false, fatal: false, body: [], log: CapturedLog(),
            peakMemory: peakMemory, time: .now)
        switch result {
        case .success(let response):
            self.response = response
            body = response.body
            failed = Self.isFailure(response, of: call)
            if failed, call.kind != .handler, body.isEmpty {
                body = Self.document("the server answered \(response.status) to \(call.kind)")
            }
        case .failure(.timeout):
            fatal = true
            let memory = RequestLog.megabytes(peakMemory)
            body = Self.document("Function timed out after \(call.timeout) seconds (maxMemoryUsage: \(memory)MB)")
        case .failure(.disconnected(let reason)):
            body = Self.document("no answer from the function's server: \(reason)")
        case .failure(.cancelled):
            let words = RequestLog.cancelMessage(duration: duration, peakMemory: peakMemory)
            failure = words
            body = Self.document(words)
        }
    }

    private static func isFailure(_ response: ServerResponse, of call: InstanceCall) -> Bool {
        if call.kind != .handler { return !(200..<300).contains(response.status) }
        return response.isFailure
    }

    private static func document(_ message: String) -> [UInt8] {
        JSONWriter.bytes(["errorMessage": .string(message)])
    }

    /// Puts the platform's lines around what a server wrote, unless it has printed them itself.
    mutating func addPlatformLines(_ call: InstanceCall) {
        let name = call.kind == .initializer ? "FC Initialize" : "FC Invoke"
        let text = String(decoding: log.bytes, as: UTF8.self)
        if !text.contains("\(name) Start RequestId: \(call.requestID)") {
            log.insertAtCallStart(Array("\(name) Start RequestId: \(call.requestID)\n".utf8))
        }
        guard !text.contains("\(name) End RequestId: \(call.requestID)") else { return }
        addEndLine(call)
    }

    /// Whether the platform ended the call: the server cannot have said so.
    var isEndedByPlatform: Bool { fatal || failure != nil }

    /// Puts the platform's last line behind what a server wrote.
    mutating func addEndLine(_ call: InstanceCall) {
        let name = call.kind == .initializer ? "FC Initialize" : "FC Invoke"
        let reason = failed ? ", Error: \(endReason)" : ""
        let start = log.bytes.last == 0x0A ? "" : "\n"
        log.append(Array("\(start)\(name) End RequestId: \(call.requestID)\(reason)\n".utf8))
    }

    private var endReason: String {
        if let failure { return failure }
        guard fatal, let message = (try? JSONReader.read(body))?["errorMessage"]?.stringValue else {
            return "Unhandled function error"
        }
        return String(message.prefix { $0 != "(" }.dropLast())
    }
}

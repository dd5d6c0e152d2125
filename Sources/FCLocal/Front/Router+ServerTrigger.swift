import FCCore

/// HTTP triggers of custom runtimes: the request goes to the function's server as it is, and so does the answer to
/// the client, while it comes (docs: FC, custom runtimes, HTTP trigger).
extension Router {
    /// Answers a request to the address of a function that has a server of its own.
    func passOn(
        _ request: ServerRequest, to scheduler: FunctionScheduler, _ origin: CallOrigin, wantsLog: Bool,
        requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        // The log is complete only when the answer is, and its place is in front of it.
        if wantsLog {
            let outcome = await scheduler.invoke(requestID: requestID, event: [], http: request, origin: origin)
            return try complete(outcome, wantsLog: true, requestID: requestID)
        }
        let relay = AnswerRelay()
        Task {
            relay.finish(
                await scheduler.invoke(
                    requestID: requestID, event: [], http: request, relay: relay, origin: origin))
        }
        let start = await withTaskCancellationHandler {
            await relay.start()
        } onCancel: {
            relay.cancel()
            Task { await scheduler.withdraw(requestID) }
        }
        switch start {
        case .ended(let outcome): return try complete(outcome, wantsLog: false, requestID: requestID)
        case .opened(let stream, let instanceID):
            var reply = try reply(to: stream.head, stream, requestID: requestID)
            reply.headers.set("X-Fc-Instance-Id", instanceID)
            return reply
        }
    }

    /// The reply to a call that is over.
    private func complete(
        _ outcome: CallOutcome, wantsLog: Bool, requestID: String
    ) throws(ServiceRefusal) -> FrontReply {
        guard let response = outcome.response else {
            return try response(outcome, wantsLog: wantsLog, requestID: requestID)
        }
        var reply = try reply(to: response, nil, requestID: requestID)
        add(outcome, wantsLog: wantsLog, requestID, to: &reply)
        return reply
    }

    /// What a server answered, without what belongs to its connection or to the platform.
    private func reply(
        to response: ServerResponse, _ stream: ServerStream?, requestID: String
    ) throws(ServiceRefusal) -> FrontReply {
        let size = response.headers.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
        guard size <= Self.headerLimit else {
            stream?.cancel()
            throw .badResponse("the headers of the answer have \(size) bytes, the limit is \(Self.headerLimit)")
        }
        var reply = FrontReply(status: response.status, requestID: requestID, contentType: "", body: response.body)
        reply.headers = HTTPHeaders()
        for field in response.headers.fields where !Self.isDropped(field) { reply.headers.add(field.name, field.value) }
        if let stream {
            reply.stream = stream
            // Whoever knows the length beforehand need not be told in chunks.
            if let length = response.headers["content-length"] { reply.headers.set("Content-Length", length) }
        }
        reply.headers.set("X-Fc-Request-Id", requestID)
        if response.isFailure { reply.headers.set("X-Fc-Error-Type", CallOutcome.ErrorType.unhandled.rawValue) }
        return reply
    }

    /// What the platform takes out of a server's answer (docs: FC, custom runtimes, HTTP trigger).
    private static func isDropped(_ field: HTTPHeaders.Field) -> Bool {
        if isHopByHop(field.name) || isPlatforms(field.name) { return true }
        switch field.name.lowercased() {
        case "date", "server": return true
        case "content-disposition": return field.value.lowercased().hasPrefix("attachment")
        default: return false
        }
    }
}

extension ServerResponse {
    /// Whether the server says that the function has failed (docs: FC, custom runtimes, `x-fc-status`).
    var isFailure: Bool { headers["x-fc-status"].map { $0 != "200" } ?? false }
}

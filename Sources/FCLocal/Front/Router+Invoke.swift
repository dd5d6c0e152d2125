import FCCore
import FoundationEssentials

/// InvokeFunction.
extension Router {
    func invokeFunction(
        _ name: String, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        let target = try registry.target(of: name, qualifier: request.query("qualifier"))
        if try isAsynchronous(request) { return try await acceptEvent(name, target, request, requestID: requestID) }
        let wantsLog = try wantsLog(request)
        let outcome = await target.scheduler.invoke(
            requestID: requestID, event: request.body, origin: CallOrigin(qualifier: target.qualifier))
        var reply = try reply(outcome, requestID: requestID, wantsLog: wantsLog)
        reply.headers.add("X-Fc-Invocation-Service-Version", target.qualifier)
        return reply
    }

    /// Whether the caller does not wait for the result.
    func isAsynchronous(_ request: FrontRequest) throws(ServiceRefusal) -> Bool {
        switch request.headers["x-fc-invocation-type"] ?? "Sync" {
        case "Sync", "": return false
        case "Async": return true
        case let other:
            throw .invalidArgument("x-fc-invocation-type '\(other)' is neither Sync nor Async")
        }
    }

    /// Whether the caller wants the end of the log.
    func wantsLog(_ request: FrontRequest) throws(ServiceRefusal) -> Bool {
        switch request.headers["x-fc-log-type"] ?? "None" {
        case "None", "": return false
        case "Tail": return true
        case let other: throw .invalidArgument("x-fc-log-type '\(other)' is neither None nor Tail")
        }
    }

    /// A failed function is a good answer of the platform: status 200 and `X-Fc-Error-Type`.
    private func reply(
        _ outcome: CallOutcome, requestID: String, wantsLog: Bool
    ) throws(ServiceRefusal) -> FrontReply {
        var reply: FrontReply
        switch outcome.content {
        case .refused(let refusal):
            throw refusal
        case .withdrawn:
            throw ServiceRefusal(
                status: 412, code: "AsyncInvocationStopped", message: "the request was stopped before it ran")
        case .result(let body):
            reply = FrontReply(
                status: 200, requestID: requestID, contentType: "application/octet-stream", body: body)
        case .functionError(let type, let body):
            reply = FrontReply(status: 200, requestID: requestID, contentType: "application/json", body: body)
            reply.headers.add("X-Fc-Error-Type", type.rawValue)
        }
        if let instanceID = outcome.instanceID { reply.headers.add("X-Fc-Instance-Id", instanceID) }
        let milliseconds = (outcome.duration.nanoseconds + 500_000) / 1_000_000
        reply.headers.add("X-Fc-Invocation-Duration", String(milliseconds))
        reply.headers.add("X-Fc-Max-Memory-Usage", RequestLog.megabytes(outcome.peakMemory))
        reply.headers.add("X-Fc-Code-Checksum", String(outcome.codeChecksum))
        if wantsLog {
            reply.headers.add("X-Fc-Log-Result", Data(RequestLog.tail(outcome.log)).base64EncodedString())
        }
        return reply
    }
}

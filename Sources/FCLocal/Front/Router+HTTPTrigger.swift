import FCCore
import FoundationEssentials

/// Functions with an HTTP trigger at an address of their own: `http://NAME.localhost:PORT/` for browsers, and
/// `http://127.0.0.1:PORT/proxy/NAME/` for programs that do not know such names.
extension Router {
    /// What is asked of a function through its trigger.
    struct TriggerCall {
        var function: String
        /// The path behind the function's own address, still encoded.
        var rawPath: String
    }

    /// The function whose address this is; nil for requests to the API.
    func triggerCall(of request: FrontRequest) -> TriggerCall? {
        let host = (request.headers["host"] ?? "").prefix { $0 != ":" }
        let isOfAPI = request.rawPath.hasPrefix("/\(Self.version)/")
        if host.lowercased().hasSuffix(".localhost"), !isOfAPI {
            let name = host.dropLast(".localhost".count)
            let known = registry.functions.first { $0.name.lowercased() == name.lowercased() }
            return TriggerCall(function: known?.name ?? String(name), rawPath: request.rawPath)
        }
        let prefix = "/proxy/"
        guard request.rawPath.hasPrefix(prefix) else { return nil }
        let rest = request.rawPath.dropFirst(prefix.count)
        let name = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(name.count)
        return TriggerCall(
            function: String(decoding: PercentEncoding.decode(name), as: UTF8.self),
            rawPath: path.isEmpty ? "/" : String(path))
    }

    /// Answers a request to a function's address. What the gateway refuses says so in the header of error types
    /// (docs: FC, HTTP triggers).
    func replyToTrigger(_ call: TriggerCall, _ request: FrontRequest, requestID: String) async -> FrontReply {
        do throws(ServiceRefusal) {
            return try await answer(call, request, requestID: requestID)
        } catch {
            var reply = FrontReply(error, requestID: requestID)
            if error.status == 403 { reply.headers.set("X-Fc-Error-Type", "FCCommonError") }
            return reply
        }
    }

    private func answer(
        _ call: TriggerCall, _ request: FrontRequest, requestID: String
    ) async throws(ServiceRefusal) -> FrontReply {
        await registry.refresh()
        guard let latest = registry.scheduler(of: call.function) else { throw .functionNotFound(call.function) }
        guard let trigger = await latest.function.triggers.first(where: { $0.type == "http" }) else {
            throw .httpTriggerNotFound(call.function)
        }
        try checkAccess(request, trigger)
        let passed = try checkToken(of: request, trigger, call)
        let request = passed.request
        let target = try registry.target(of: call.function, qualifier: trigger.qualifier)
        let function = await target.scheduler.function
        var origin = CallOrigin(request, qualifier: target.qualifier)
        if let token = passed.token { origin.secrets.insert(token, at: 0) }
        let isAsynchronous = try isAsynchronous(request)
        let wantsLog = try wantsLog(request)
        if function.isServer {
            let forwarded = forwarded(request, call)
            if isAsynchronous {
                return try await acceptEvent(call.function, target, request, http: forwarded, requestID: requestID)
            }
            return try await passOn(
                forwarded, to: target.scheduler, origin, wantsLog: wantsLog, requestID: requestID)
        }
        let event = HTTPTriggerEvent(
            method: request.method, rawPath: call.rawPath, rawQuery: request.rawQuery, headers: request.headers,
            body: request.body, requestID: requestID, accountID: configuration.accountID, time: configuration.now())
        if isAsynchronous {
            var accepted = request
            accepted.body = event.bytes
            return try await acceptEvent(call.function, target, accepted, requestID: requestID)
        }
        let outcome = await target.scheduler.invoke(requestID: requestID, event: event.bytes, origin: origin)
        return try response(outcome, wantsLog: wantsLog, requestID: requestID)
    }

    /// Pages of other sites must not call functions behind the back of whoever looks at them.
    private func checkAccess(_ request: FrontRequest, _ trigger: LocalTrigger) throws(ServiceRefusal) {
        if request.headers["sec-fetch-site"] == "cross-site", request.headers["sec-fetch-mode"] != "navigate" {
            throw .accessDenied("the request comes from a page of another site")
        }
        guard trigger.methods.contains(request.method) else {
            throw ServiceRefusal(
                status: 405, code: "MethodNotAllowed",
                message: "the trigger '\(trigger.name)' does not allow \(request.method)")
        }
        if trigger.needsSignature { try access.verifyTrigger(request) }
    }

    /// Callers of a trigger with `authType: jwt` bring a token, and its claims become a part of their request.
    private func checkToken(
        of request: FrontRequest, _ trigger: LocalTrigger, _ call: TriggerCall
    ) throws(ServiceRefusal) -> TokenCheck.Passed {
        guard let settings = trigger.tokenSettings else { return TokenCheck.Passed(request: request) }
        let path = String(decoding: PercentEncoding.decode(call.rawPath), as: UTF8.self)
        do throws(JSONWebToken.Refusal) {
            return try TokenCheck(settings: settings, time: configuration.now()).check(request, path: path)
        } catch {
            throw .accessDenied("JWT authentication of the trigger '\(trigger.name)' failed: \(error.reason)")
        }
    }

    /// The request as the function's own server gets it.
    private func forwarded(_ request: FrontRequest, _ call: TriggerCall) -> ServerRequest {
        var headers = HTTPHeaders()
        for field in request.headers.fields where !Self.isHopByHop(field.name) && !Self.isPlatforms(field.name) {
            headers.add(field.name, field.value)
        }
        let target = request.rawQuery.isEmpty ? call.rawPath : call.rawPath + "?" + request.rawQuery
        return ServerRequest(method: request.method, target: target, headers: headers, body: request.body)
    }

    /// A result of the form `{statusCode, headers, isBase64Encoded, body}` is the response; any other one is its body.
    func response(
        _ outcome: CallOutcome, wantsLog: Bool, requestID: String
    ) throws(ServiceRefusal) -> FrontReply {
        switch outcome.content {
        case .refused(let refusal): throw refusal
        case .withdrawn:
            throw ServiceRefusal(status: 503, code: "ResourceThrottled", message: "the request was stopped")
        case .functionError(let type, let body):
            var reply = FrontReply(status: 502, requestID: requestID, contentType: "application/json", body: body)
            add(outcome, wantsLog: wantsLog, requestID, to: &reply)
            reply.headers.set("X-Fc-Error-Type", type.rawValue)
            return reply
        case .result(let body):
            var reply = Self.reply(to: body, requestID: requestID)
            add(outcome, wantsLog: wantsLog, requestID, to: &reply)
            return reply
        }
    }

    private static func reply(to body: [UInt8], requestID: String) -> FrontReply {
        let response = HTTPTriggerReply(result: body)
        var reply = FrontReply(
            status: response.status, requestID: requestID, contentType: response.headers["content-type"] ?? "",
            body: response.body)
        for field in response.headers.fields where !isHopByHop(field.name) && !isPlatforms(field.name) {
            reply.headers.set(field.name, field.value)
        }
        return reply
    }

    /// Adds the platform's headers of a call that is over.
    func add(_ outcome: CallOutcome, wantsLog: Bool, _ requestID: String, to reply: inout FrontReply) {
        reply.headers.set("X-Fc-Request-Id", requestID)
        if let instanceID = outcome.instanceID { reply.headers.set("X-Fc-Instance-Id", instanceID) }
        reply.headers.set(
            "X-Fc-Invocation-Duration", String((outcome.duration.nanoseconds + 500_000) / 1_000_000))
        if wantsLog {
            reply.headers.set("X-Fc-Log-Result", Data(RequestLog.tail(outcome.log)).base64EncodedString())
        }
    }

    /// Headers of one connection (RFC 9110, section 7.6.1), and those that the server in front writes itself.
    static func isHopByHop(_ name: String) -> Bool {
        [
            "connection", "keep-alive", "transfer-encoding", "content-length", "te", "trailer", "upgrade",
            "proxy-connection", "expect",
        ].contains(name.lowercased())
    }

    /// Headers that only the platform writes.
    static func isPlatforms(_ name: String) -> Bool { name.lowercased().hasPrefix("x-fc-") }
}

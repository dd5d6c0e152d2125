package import FCCore

/// How a request reaches its function.
package enum HTTPRoute: Sendable {
    /// Over HTTP, through its trigger.
    case trigger(TriggerRequest)
    /// By InvokeFunction, as the event that a trigger would make of it.
    case event([UInt8])
}

extension CallPlan {
    /// Makes the call, once.
    func send() async throws(FCError) -> InvocationAnswer {
        guard let http, let route else { return try await client.invoke(invocation, deadline: nil) }
        switch route {
        case .trigger(let request): return try await client.call(request, deadline: nil)
        case .event:
            let answer = try await client.invoke(invocation, deadline: nil)
            return answer.isFunctionError ? answer : answer.unpacked(method: http.method)
        }
    }
}

extension InvocationAnswer {
    /// The response that a handler's result means; what the platform says of the call stays.
    fileprivate func unpacked(method: String) -> InvocationAnswer {
        let reply = HTTPTriggerReply(result: body)
        var answer = self
        answer.status = reply.status
        answer.body = method == "HEAD" ? [] : reply.body
        answer.headers = HTTPHeaders(
            reply.headers.fields.filter { !$0.name.lowercased().hasPrefix("x-fc-") }
                + headers.fields.filter { $0.name.lowercased().hasPrefix("x-fc-") })
        return answer
    }
}

extension Session {
    /// What calls a function; asked for once, as long as there is something and calls are not refused.
    func triggers(of function: String, _ client: FCClient) async throws(FCError) -> [FunctionTrigger] {
        let key = "\(client.managementAddress) \(function)"
        if let known = knownTriggers[key] { return known }
        var found: [FunctionTrigger] = []
        var token: String?
        repeat {
            let page = try await client.listTriggers(
                of: function, limit: 100, nextToken: token,
                deadline: .now.advanced(by: InvocationLimit.management.duration))
            found += page.elements
            token = page.nextToken
        } while token != nil
        if found.contains(where: \.isHTTP) { knownTriggers[key] = found }
        return found
    }

    /// Asks anew the next time: the address or its protection may have changed.
    func forgetTriggers() {
        knownTriggers = [:]
    }

    /// The event that an HTTP trigger would make of a request.
    func envelope(_ call: HTTPCall, _ plan: CallPlan) async -> [UInt8] {
        let region = plan.target.region ?? "cn-hangzhou"
        var filler = await EventFiller(in: self, options: [.region: region])
        var headers = call.headers
        if headers["host"] == nil { headers.add("Host", "\(plan.target.functionName).\(region).fcapp.run") }
        if headers["user-agent"] == nil { headers.add("User-Agent", "fcsh/\(Version.current)") }
        let event = HTTPTriggerEvent(
            method: call.method, rawPath: call.path, rawQuery: call.query, headers: headers, body: plan.event ?? [],
            requestID: filler.filled("{{uuid}}").stringValue ?? "", accountID: plan.accountID ?? EventFiller.account,
            time: Int64(filler.filled("{{milliseconds}}").intValue ?? 0))
        return event.bytes
    }
}

extension HTTPCall {
    /// The request to a trigger's address.
    /// - Parameters:
    ///   - isInternal: whether to stay inside Alibaba Cloud's network.
    ///   - wantsLog: whether the end of the function's log is asked for.
    func request(
        to trigger: FunctionTrigger, body: [UInt8]?, isInternal: Bool, wantsLog: Bool
    ) throws(Failure) -> TriggerRequest {
        let urls =
            isInternal ? [trigger.intranetURL, trigger.internetURL] : [trigger.internetURL, trigger.intranetURL]
        guard let url = urls.compactMap({ $0 }).first else {
            throw Failure(
                .usage, "the HTTP trigger '\(trigger.triggerName ?? "")' has no address", next: "--event")
        }
        let address: TriggerAddress
        do {
            address = try TriggerAddress(url)
        } catch {
            throw Failure(.usage, "the address '\(url)' of the trigger cannot be used: \(error.sentence)")
        }
        var request = HTTPRequest(
            method: method, endpoint: address.endpoint, path: address.basePath + path, headers: headers,
            body: body.map { .bytes($0) } ?? .none)
        request.rawQuery = query
        if wantsLog, request.headers["x-fc-log-type"] == nil { request.headers.add("x-fc-log-type", "Tail") }
        let isSigned = trigger.authentication == .function && headers["authorization"] == nil
        return TriggerRequest(request, isSigned: isSigned)
    }

    /// The HTTP trigger to call through; nil when the function has none.
    /// - Throws: ``Failure`` when there are some, and none is the one that is meant.
    func chosen(among triggers: [FunctionTrigger], of target: CallResult.Target) throws(Failure) -> FunctionTrigger? {
        let triggers = triggers.filter(\.isHTTP)
        if let triggerName {
            if let named = triggers.first(where: { $0.triggerName == triggerName }) { return named }
            throw Failure(
                .usage, "function '\(target.functionName)' has no HTTP trigger '\(triggerName)'", next: "triggers")
        }
        if let fitting = triggers.first(where: { $0.qualifier == target.qualifier }) { return fitting }
        guard let first = triggers.first else { return nil }
        if triggers.count == 1, target.qualifier == "LATEST" { return first }
        let known = triggers.map { "\($0.triggerName ?? "?") (\($0.qualifier))" }.joined(separator: ", ")
        throw Failure(
            .usage, "no HTTP trigger of function '\(target.functionName)' calls '\(target.qualifier)'",
            notes: ["there are: \(known)"], next: "--trigger NAME, -q QUALIFIER, or --event")
    }
}

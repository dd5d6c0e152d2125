package import FCCore

extension Explanation {
    /// The service, or something that stands before it, refused.
    package static func of(_ fault: ServiceFault, _ context: FailureContext) -> Explanation {
        var explanation =
            if fault.form == .html, fault.kind != .redirect {
                proxyPage(fault)
            } else {
                switch fault.kind {
                case .notFound: notFound(fault, context)
                case .throttled: throttled(fault, context)
                case .denied: denied(fault, context)
                case .badSignature: badSignature(fault, context)
                case .invalidKey: invalidKey(fault)
                case .clock: clock(fault, context)
                case .redirect: redirect(fault)
                case .payloadTooLarge: payloadTooLarge(context)
                case .other: other(fault, context)
                }
            }
        explanation.addFacts(of: fault)
        return explanation
    }

    /// The service's own code, sentence and ids come before whatever the family found out.
    private mutating func addFacts(of fault: ServiceFault) {
        let findings = details
        details = []
        add("service", fault.code.map { "\($0) (status \(fault.status))" } ?? "status \(fault.status)")
        if fault.form != .html { add("message", fault.message ?? Self.excerpt(fault)) }
        add("request id", fault.requestID)
        add("advice", fault.recommendation)
        details += findings
    }

    /// The beginning of a body that has neither code nor message.
    private static func excerpt(_ fault: ServiceFault) -> String {
        DisplayWidth.truncate(VisibleText.singleLine(String(fault.bodyExcerpt.prefix(400))), to: 200)
    }

    private static func proxyPage(_ fault: ServiceFault) -> Explanation {
        var explanation = Explanation("a web page came back, not an answer of Function Compute")
        explanation.add("page", fault.message ?? excerpt(fault))
        explanation.add("server", fault.headers["server"] ?? fault.headers["via"])
        explanation.reason = "a proxy or load balancer on the way answered in the platform's place"
        explanation.next = ["whoami", "!env | grep -i proxy"]
        return explanation
    }

    private static func redirect(_ fault: ServiceFault) -> Explanation {
        var explanation = Explanation("the endpoint points to another address; fcsh does not follow it")
        explanation.add("location", fault.location)
        explanation.reason =
            "following would send the call a second time, and the key's token to another host; the endpoint is wrong"
        explanation.next = [origin(of: fault.location).map { "set endpoint \($0)" } ?? "set endpoint public"]
        return explanation
    }

    /// Scheme and host of an address.
    private static func origin(of location: String?) -> String? {
        guard let location, let mark = location.firstRange(of: "://") else { return nil }
        let host = location[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let origin = location[..<mark.upperBound] + host
        return (try? Endpoint(parsing: String(origin)))?.url
    }

    private static func throttled(_ fault: ServiceFault, _ context: FailureContext) -> Explanation {
        var explanation = Explanation("the platform is throttling \(context.subject)")
        let hasNoCapacity = fault.status == 503
        explanation.reason =
            hasNoCapacity
            ? "the platform has no instance to spare at the moment"
            : "too many instances or calls at a time, by the limit of the function or of the account in this region"
        if context.isInvocation { explanation.next = ["retry 5 every 10s invoke …"] }
        return explanation
    }

    /// docs: FC limits, size of the event.
    private static func payloadTooLarge(_ context: FailureContext) -> Explanation {
        let limit: Message =
            context.isAsynchronous ? "128 KB for an asynchronous call" : "32 MB for a synchronous call"
        return Explanation(
            "the event is larger than the platform takes",
            reason: "the limit is \(limit); larger data goes into an OSS object whose name is sent")
    }

    private static func other(_ fault: ServiceFault, _ context: FailureContext) -> Explanation {
        let platform: Message = context.isLocal ? "the local endpoint" : "the platform"
        var explanation = Explanation("\(platform) refused \(context.operation) of \(context.subject)")
        if context.functionName == nil { explanation.sentence = "\(platform) refused \(context.operation)" }
        switch (fault.status, fault.code ?? "") {
        case (405, _):
            explanation.reason = "the HTTP trigger takes other methods"
            explanation.next = ["triggers"]
        case (409, _) where context.isAsynchronous && context.isInvocation:
            explanation.reason = "a task of this id exists already: the event was taken before"
            explanation.next = ["tasks", "invoke --async --task-id OTHER-ID …"]
        case (412, _) where context.isLocal:
            // Its message names what is at fault.
            explanation.next = ["info", "logs"]
        case (412, _):
            explanation.reason = "the function could not be started: its image, command, port or code is at fault"
            explanation.next = ["info", "logs"]
        case (502, _):
            explanation.reason = "the function's own server gave no proper answer: its port or its protocol is at fault"
            explanation.next = ["logs"]
        case (500..., _):
            explanation.reason = "a fault of the platform; the function may or may not have run"
            explanation.next = context.isInvocation ? ["logs"] : []
        default: break
        }
        return explanation
    }
}

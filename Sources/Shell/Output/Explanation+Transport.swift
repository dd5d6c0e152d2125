package import FCCore

extension Explanation {
    /// There is no answer.
    package static func of(_ error: TransportError, _ context: FailureContext) -> Explanation {
        var explanation = Explanation(error.sentence)
        switch error.fact {
        case .connectionRefused: explanation.explainRefusal(error)
        case .cannotResolve: explanation.explainUnknownHost(error, context)
        case .connectTimeout: explanation.explainSilence(error)
        case .tls: explanation.explainTLS()
        case .deadlineExceeded: return clientLimit("the deadline of the call", context)
        case .connectionClosed(let requestSent): explanation.explainBreak(requestSent: requestSent, context)
        case .cancelled: return cancelled(context)
        case .proxy:
            explanation.reason = "the proxy of HTTPS_PROXY or HTTP_PROXY does not let this host through"
            explanation.next = ["!env | grep -i proxy"]
        case .notSent, .answerTooLarge, .other: break
        }
        return explanation
    }

    private mutating func explainRefusal(_ error: TransportError) {
        if error.isLoopback {
            reason = "the local endpoint is not running"
            next = ["fcsh local", "local start"]
        } else {
            reason = "nothing listens there: the endpoint or its port is wrong, or a firewall refuses"
            next = ["set endpoint public", "whoami"]
        }
    }

    private mutating func explainUnknownHost(_ error: TransportError, _ context: FailureContext) {
        guard let region = context.region, !Region.isKnown(region) else {
            reason = "this machine has no network or no name service, or the endpoint is mistyped"
            next = ["whoami", "!getent hosts \(error.host)"]
            return
        }
        reason = "'\(region)' is no region that fcsh knows"
        next = [Region.nearest(to: region).map { "set region \($0)" } ?? "regions"]
    }

    private mutating func explainSilence(_ error: TransportError) {
        if error.host.contains("-internal.") || error.host.contains("-vpc.") {
            reason = "an internal endpoint is reached only from inside Alibaba Cloud, in the same region"
            next = ["set endpoint public"]
        } else {
            reason = "a firewall drops the packets, or a proxy is needed here and HTTPS_PROXY is not set"
            next = ["whoami"]
        }
    }

    private mutating func explainTLS() {
        reason = "a proxy that re-encrypts traffic, a wrong endpoint, or a wrong clock of this machine"
        next = ["whoami", "!date -u"]
    }

    private mutating func explainBreak(requestSent: Bool?, _ context: FailureContext) {
        if requestSent == false {
            reason = "the connection broke before the request went out: the function was not called"
        } else if context.isInvocation {
            reason = "\(context.subject) may have run; fcsh does not send the call again"
            next = [context.isAsynchronous ? "tasks" : "logs"]
        }
    }
}

extension TransportError {
    /// What happened in one sentence, without a remedy.
    package var sentence: Message {
        switch fact {
        case .notSent(let reason): Message(reason)
        case .connectionRefused: "\(server) refused the connection"
        case .cannotResolve: "the host '\(host)' has no address"
        case .connectTimeout: "no connection to \(server) in time"
        case .tls(let reason): "no secure connection to \(server): \(saying: reason)"
        case .deadlineExceeded: "no answer from \(server) in time"
        case .connectionClosed: "the connection to \(server) ended before the answer did"
        case .cancelled: "cancelled"
        case .proxy(let words): "the proxy \(server) refused: \(saying: words)"
        case .answerTooLarge(let limit): "the answer is larger than \(limit) bytes"
        case .other(let words): "no answer from \(server): \(saying: words)"
        }
    }

    /// Whether the server is this machine.
    var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// `host:port`, as far as it is known.
    private var server: Message {
        guard !host.isEmpty else { return "the server" }
        let name = host.contains(":") ? "[\(host)]" : host
        return Message(verbatim: port.map { "\(name):\($0)" } ?? name)
    }
}

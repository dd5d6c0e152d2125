extension Explanation {
    /// The client's own limit ran out.
    /// - Parameter limit: the limit that fired: `--timeout 5s`, `60 s: the function's timeout and head-room`.
    static func clientLimit(_ limit: Message, _ context: FailureContext) -> Explanation {
        var explanation = Explanation(limitSentence(limit))
        guard context.isInvocation else {
            explanation.reason = "the service or the network is slow; nothing says that \(context.operation) failed"
            return explanation
        }
        explanation.reason = stillRunning(context)
        explanation.next = ["set timeout 10m", context.isAsynchronous ? "tasks" : "invoke --async …", "logs"]
        return explanation
    }

    static func limitSentence(_ limit: Message) -> Message { "no answer within the limit (\(limit))" }

    /// Ctrl-C.
    static func cancelled(_ context: FailureContext) -> Explanation {
        Explanation("cancelled", reason: context.isInvocation ? stillRunning(context) : nil)
    }

    /// What is true of every call that was given up after it went out.
    private static func stillRunning(_ context: FailureContext) -> Message {
        context.isAsynchronous
            ? "the event may have been queued all the same; fcsh does not send it again"
            : "\(context.subject) may still be running; fcsh does not send the call again"
    }
}

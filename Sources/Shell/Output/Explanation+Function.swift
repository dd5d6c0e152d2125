import FCCore

extension Explanation {
    /// The function failed: its own words, and the reason where the platform's message gives it away
    /// (docs: FC, function errors).
    static func functionError(_ result: CallResult) -> Explanation {
        let message = result.body.value?["errorMessage"]?.stringValue
        let kind = result.body.value?["errorType"]?.stringValue
        let name = result.target.functionName
        var explanation = Explanation("function '\(name)' failed: \(message ?? kind ?? "no message in its answer")")
        explanation.add("error type", [result.answer?.errorType, kind].compactMap(\.self).joined(separator: ", "))
        explanation.add("request id", result.answer?.requestID)
        let remedy = remedy(for: message?.lowercased() ?? "")
        explanation.reason = remedy.reason
        explanation.next = remedy.next
        return explanation
    }

    private static func remedy(for message: String) -> (reason: String?, next: [String]) {
        if message.contains("time out after") || message.contains("timed out after") {
            return ("the function's own timeout ended it; `set timeout` changes only how long fcsh waits", ["info"])
        }
        if ["memory limit", "out of memory", "outofmemory", "oomerror"].contains(where: message.contains) {
            return ("the function needs more memory than it has been given", ["info"])
        }
        if message.contains("process exited unexpectedly") {
            return ("the function's process ended: a crash, an exit call or too little memory", ["logs"])
        }
        return (nil, [])
    }
}

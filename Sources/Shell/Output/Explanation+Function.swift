import FCCore

extension Explanation {
    /// The function failed: its own words, and the reason where the platform's message gives it away
    /// (docs: FC, function errors).
    static func functionError(_ result: CallResult) -> Explanation {
        let message = result.body.value?["errorMessage"]?.stringValue
        let kind = result.body.value?["errorType"]?.stringValue
        let name = result.target.functionName
        let words = (message ?? kind).map { Message(verbatim: $0) } ?? "no message in its answer"
        var explanation = Explanation("function '\(name)' failed: \(words)")
        explanation.add("error type", [result.answer?.errorType, kind].compactMap(\.self).joined(separator: ", "))
        explanation.add("request id", result.answer?.requestID)
        if let cause = ErrorCause.likely(for: message ?? "", among: ErrorCause.platform) {
            explanation.reason = cause.reason
            explanation.next = cause.next
        }
        return explanation
    }
}

package import FCCore
import FoundationEssentials

/// One object for each call, also for one that got no answer: `-o json`, `jsonl`, `yaml`.
///
/// Every key is always there, null when nothing is known, so a program can rely on the shape.
package enum EnvelopeRenderer {
    /// The object of a call; times in milliseconds.
    package static func envelope(of result: CallResult) -> Value {
        let answer = result.answer
        let fault = result.problem?.fault
        let (body, encoding) = body(of: result)
        return .object(
            Record([
                ("outcome", .string(result.outcome.rawValue)),
                ("status", (answer?.status ?? fault?.status).map { .integer($0) } ?? .null),
                ("function", .string(result.target.functionName)),
                ("qualifier", .string(answer?.qualifier ?? result.target.qualifier)),
                ("region", text(result.target.region)),
                ("requestId", text(answer?.requestID ?? fault?.requestID)),
                ("instanceId", text(answer?.instanceID)),
                ("errorType", text(answer?.errorType)),
                ("codeChecksum", text(answer?.codeChecksum)),
                ("duration", result.elapsed.map { .number(milliseconds($0)) } ?? .null),
                ("functionDuration", number(answer?.functionDuration)),
                ("memory", number(answer?.memory)),
                ("cold", result.isCold.map { .bool($0) } ?? .null),
                ("log", text(answer?.logTail)),
                ("taskId", text(answer?.taskID)),
                ("error", error(of: result)),
                ("body", body),
                ("bodyEncoding", encoding),
            ]))
    }

    /// The object as text, with its newline.
    package static func render(_ result: CallResult, as format: OutputFormat, for sink: SinkCapabilities) -> StyledText
    {
        ValueRenderer.render(envelope(of: result), as: format, for: sink)
    }

    private static func text(_ text: String?) -> Value {
        text.map { .string($0) } ?? .null
    }

    private static func number(_ number: Number?) -> Value {
        number.map { .number($0) } ?? .null
    }

    /// Whole microseconds are what a clock can honestly claim.
    private static func milliseconds(_ duration: Duration) -> Number {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        return Number.decimal(Double(microseconds) / 1000, places: 3)
    }

    private static func body(of result: CallResult) -> (Value, Value) {
        guard result.answer != nil else { return (.null, .null) }
        let encoding = Value.string(result.body.content.encodingName)
        return switch result.body.content {
        case .json(let value): (value, encoding)
        case .text(let text): (.string(text), encoding)
        case .binary: (.string(Data(result.body.bytes).base64EncodedString()), encoding)
        }
    }

    /// For a failed function the error is what its body says, for everything else what the problem was.
    private static func error(of result: CallResult) -> Value {
        if let answer = result.answer, let errorType = answer.errorType {
            let message = result.body.value?["errorMessage"]?.stringValue
            return error(code: errorType, message: message, requestID: answer.requestID)
        }
        guard let problem = result.problem else { return .null }
        let fault = problem.fault
        return error(code: fault?.code, message: problem.sentence.description, requestID: fault?.requestID)
    }

    private static func error(code: String?, message: String?, requestID: String?) -> Value {
        .object(Record([("code", text(code)), ("message", text(message)), ("requestId", text(requestID))]))
    }
}

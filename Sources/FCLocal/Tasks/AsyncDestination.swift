import FCCore

/// How an asynchronous call ended, for those who are told.
struct AsyncEnd: Sendable {
    /// The kind of failure; empty after a success.
    var errorType: String
    /// The result, or the error document.
    var payload: [UInt8]
    /// How often the function was called.
    var calls: Int
}

/// A function that is called when an asynchronous call of another one has ended (docs: FC, destinations).
struct AsyncDestination: Hashable {
    /// The function's name.
    var function: String
    /// The version or alias.
    var qualifier: String?

    /// The function that a destination names: `acs:fc:REGION:ACCOUNT:functions/NAME[/QUALIFIER]`. Nil for queues and
    /// everything else.
    init?(_ text: String) {
        guard text.hasPrefix("acs:fc:"), let mark = text.firstRange(of: ":functions/") else { return nil }
        let parts = text[mark.upperBound...].split(separator: "/")
        guard let name = parts.first, parts.count <= 2 else { return nil }
        function = String(name)
        qualifier = parts.count == 2 ? String(parts[1]) : nil
    }

    /// The event it gets.
    static func event(
        _ end: AsyncEnd, requestID: String, functionARN: String, payload: [UInt8], time: Int64
    ) -> [UInt8] {
        JSONWriter.bytes([
            "timestamp": .integer(Int(time)),
            "requestContext": [
                "requestId": .string(requestID), "functionArn": .string(functionARN),
                "condition": .string(end.errorType), "approximateInvokeCount": .integer(end.calls),
            ],
            "requestPayload": .string(String(decoding: payload, as: UTF8.self)),
            "responseContext": ["statusCode": 200, "functionError": .string(end.errorType)],
            "responsePayload": .string(String(decoding: end.payload, as: UTF8.self)),
        ])
    }
}

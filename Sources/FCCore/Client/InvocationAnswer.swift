/// What came back from a call: the function's output, or its failure, with the facts the platform adds.
///
/// Every fact but the status is optional (docs: FC API, InvokeFunction, response headers).
public struct InvocationAnswer: Sendable {
    /// 200, or 202 for an asynchronous call.
    public var status: Int
    /// The header fields as they came.
    public var headers: HTTPHeaders
    /// The output, byte for byte.
    public var body: [UInt8]
    /// From the last byte of the request written until the last byte of the answer read.
    public var elapsed: Duration

    /// An answer.
    public init(status: Int, headers: HTTPHeaders, body: [UInt8], elapsed: Duration) {
        self.status = status
        self.headers = headers
        self.body = body
        self.elapsed = elapsed
    }
}

extension InvocationAnswer {
    /// Reads an answer to its end.
    /// - Parameter start: when the call began, for transports that do not know when its last byte was written.
    init(_ response: HTTPResponse, since start: ContinuousClock.Instant) async throws(FCError) {
        let body: [UInt8]
        do {
            body = try await response.body.collect(upTo: FCClient.answerLimit)
        } catch {
            throw .transport(error)
        }
        self.init(
            status: response.status, headers: response.headers, body: body,
            elapsed: (response.requestSentAt ?? start).duration(to: .now))
    }

    /// The id that the platform's logs know the call by.
    public var requestID: String? { fact("x-fc-request-id") ?? fact("x-acs-request-id") }

    /// `HandledInvocationError` or `UnhandledInvocationError` when the function failed.
    ///
    /// The gateway in front of HTTP triggers marks its own refusals in the same header, as `FCCommonError`
    /// (docs: FC, HTTP triggers): those are no failures of a function.
    public var errorType: String? { fact("x-fc-error-type").flatMap { $0 == "FCCommonError" ? nil : $0 } }

    /// Whether the function failed.
    public var isFunctionError: Bool { errorType != nil }

    /// The instance that ran the call.
    public var instanceID: String? { fact("x-fc-instance-id") }

    /// The CRC-64 of the code package, decimal.
    public var codeChecksum: String? { fact("x-fc-code-checksum") }

    /// How long the function ran, in milliseconds.
    public var functionDuration: Number? { fact("x-fc-invocation-duration").flatMap(Number.init) }

    /// The memory the function used at most, in MB.
    public var memory: Number? { fact("x-fc-max-memory-usage").flatMap(Number.init) }

    /// The version or alias that answered.
    public var qualifier: String? { fact("x-fc-invocation-service-version") }

    /// The id of the asynchronous task.
    public var taskID: String? { fact("x-fc-async-task-id") }

    /// The end of the function's log. It may begin in the middle of a character; what cannot be read is replaced.
    public var logTail: String? {
        guard let encoded = headers["x-fc-log-result"], let bytes = Base64.decode(encoded) else { return nil }
        let start = bytes.prefix(4).firstIndex { $0 & 0xC0 != 0x80 } ?? 0
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    private func fact(_ name: String) -> String? {
        guard let value = headers[name], !value.isEmpty else { return nil }
        return value
    }
}

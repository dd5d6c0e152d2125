import FCCore
import Testing

@testable import Shell

@Suite struct EnvelopeRendererTests {
    private static let keys = [
        "outcome", "status", "function", "qualifier", "region", "requestId", "instanceId", "errorType", "codeChecksum",
        "duration", "functionDuration", "memory", "cold", "log", "taskId", "error", "body", "bodyEncoding",
    ]

    private func unanswered(_ outcome: Outcome, _ problem: CallResult.Problem) -> CallResult {
        CallResult(
            number: 1, target: .init(functionName: "hello", qualifier: "prod", region: nil), event: nil,
            outcome: outcome, problem: problem)
    }

    @Test func everythingKnown() throws {
        let headers = [
            ("X-Fc-Request-Id", "1-65"), ("X-Fc-Instance-Id", "c-65"), ("X-Fc-Code-Checksum", "6647856715255221341"),
            ("X-Fc-Invocation-Duration", "3"), ("X-Fc-Max-Memory-Usage", "9.20"),
            ("X-Fc-Invocation-Service-Version", "7"),
        ]
        var result = InvocationRendererTests.result(#"{"b":1.0,"a":null,"b":2}"#, headers: headers, log: "line\n")
        result.isCold = true
        result.elapsed = .microseconds(12_345)
        #expect(
            EnvelopeRenderer.render(result, as: .jsonl, for: .pipe).plain
                == #"{"outcome":"ok","status":200,"function":"hello","qualifier":"7","region":"cn-hangzhou","#
                + #""requestId":"1-65","instanceId":"c-65","errorType":null,"codeChecksum":"6647856715255221341","#
                + #""duration":12.345,"functionDuration":3,"memory":9.20,"cold":true,"log":"line\n","taskId":null,"#
                + #""error":null,"body":{"b":1.0,"a":null,"b":2},"bodyEncoding":"json"}"# + "\n")
    }

    @Test func theShapeIsTheSameWithoutAnAnswer() {
        let result = unanswered(.transportError, .transport(TransportError(.connectTimeout, host: "h", port: 443)))
        let envelope = EnvelopeRenderer.envelope(of: result)
        #expect(envelope.recordValue?.keys == Self.keys)
        #expect(envelope["outcome"] == "transport-error")
        #expect(envelope["status"] == .null)
        #expect(envelope["duration"] == .null)
        #expect(envelope["body"] == .null)
        #expect(envelope["bodyEncoding"] == .null)
        #expect(
            envelope["error"] == ["code": .null, "message": "no connection to h:443 in time", "requestId": .null])
    }

    @Test func aRefusalKeepsTheServicesWords() {
        let body = #"{"RequestId":"1-9","Code":"FunctionNotFound","Message":"function 'hello' does not exist"}"#
        let fault = ServiceFault(status: 404, headers: HTTPHeaders(), body: Array(body.utf8))
        let envelope = EnvelopeRenderer.envelope(of: unanswered(.notFound, .service(fault)))
        #expect(envelope["status"] == 404)
        #expect(envelope["requestId"] == "1-9")
        #expect(
            envelope["error"] == [
                "code": "FunctionNotFound", "message": "function 'hello' does not exist", "requestId": "1-9",
            ])
    }

    @Test func aFailedFunctionHasAnErrorAndABody() {
        let headers = [("x-fc-request-id", "1-1"), ("x-fc-error-type", "UnhandledInvocationError")]
        let result = InvocationRendererTests.result(#"{"errorMessage":"boom"}"#, headers: headers)
        let envelope = EnvelopeRenderer.envelope(of: result)
        #expect(envelope["outcome"] == "function-error")
        #expect(envelope["errorType"] == "UnhandledInvocationError")
        #expect(envelope["error"] == ["code": "UnhandledInvocationError", "message": "boom", "requestId": "1-1"])
        #expect(envelope["body"] == ["errorMessage": "boom"])
    }

    @Test(arguments: [
        (Array("text".utf8), Value.string("text"), "text"), ([0xFF, 0x00, 0x10], "/wAQ", "base64"),
        (Array("12345678901234567890".utf8), .number(Number(verified: "12345678901234567890")), "json"),
        ([], "", "text"),
    ])
    func bodies(_ bytes: [UInt8], _ body: Value, _ encoding: String) {
        let envelope = EnvelopeRenderer.envelope(of: InvocationRendererTests.result(bytes))
        #expect(envelope["body"] == body)
        #expect(envelope["bodyEncoding"] == .string(encoding))
    }

    @Test func asynchronousCallsHaveATaskID() {
        let headers = [("x-fc-request-id", "1-1"), ("x-fc-async-task-id", "t1")]
        let envelope = EnvelopeRenderer.envelope(
            of: InvocationRendererTests.result("", headers: headers, asynchronous: true))
        #expect(envelope["status"] == 202)
        #expect(envelope["taskId"] == "t1")
    }
}

import FCCore
import ShellTestSupport
import Testing

@testable import Shell

@Suite struct CallResultFactsTests {
    private static let answered = CallResult.answered(
        #"{"errorMessage": "k must be a number", "errorType": "ValueError"}"#, outcome: .functionError,
        headers: [
            "X-Fc-Request-Id": "1-65", "X-Fc-Instance-Id": "c-65", "X-Fc-Error-Type": "UnhandledInvocationError",
            "X-Fc-Invocation-Duration": "3.50", "X-Fc-Max-Memory-Usage": "9.20", "X-Fc-Async-Task-Id": "t-1",
            "X-Fc-Invocation-Service-Version": "7", "X-Fc-Log-Result": "bGluZQo=",
        ], elapsed: .microseconds(12_345), isCold: false)

    private static let refused: CallResult = {
        var result = CallResult.unsent()
        result.outcome = .throttled
        result.problem = .service(
            ServiceFault(
                status: 429, headers: ["x-fc-request-id": "1-66"],
                body: Array(#"{"Code": "ResourceThrottled", "Message": "too many"}"#.utf8)))
        return result
    }()

    @Test(
        arguments: [
            ("outcome", #""function-error""#), ("status", "200"), ("duration", "12.345"), ("functionDuration", "3.50"),
            ("memory", "9.20"), ("cold", "false"), ("requestId", #""1-65""#), ("instance", #""c-65""#),
            ("qualifier", #""7""#), ("errorType", #""UnhandledInvocationError""#), ("errorCode", nil),
            ("errorMessage", #""k must be a number""#), ("logs", #""line\n""#), ("headers", nil), ("task", nil),
            ("headers.x-fc-request-id", #""1-65""#), ("headers.X-FC-REQUEST-ID", #""1-65""#), ("headers.none", nil),
            ("task.id", #""t-1""#), ("task.status", nil), ("status.x", nil), ("nosuch", nil),
        ] as [(String, String?)])
    func ofAnAnswer(name: String, json: String?) {
        #expect(
            Self.answered.fact(name.split(separator: ".").map { String($0) }).map { JSONWriter.text($0.value) } == json)
    }

    @Test(
        arguments: [
            ("outcome", #""throttled""#), ("status", "429"), ("duration", nil), ("requestId", #""1-66""#),
            ("qualifier", #""LATEST""#), ("errorType", nil), ("errorCode", #""ResourceThrottled""#),
            ("errorMessage", #""too many""#), ("logs", nil), ("cold", nil), ("headers.x-fc-request-id", #""1-66""#),
        ] as [(String, String?)])
    func ofARefusal(name: String, json: String?) {
        #expect(
            Self.refused.fact(name.split(separator: ".").map { String($0) }).map { JSONWriter.text($0.value) } == json)
    }

    @Test func onlyDurationsAreDurations() {
        let durations = FactName.allCases.filter { Self.answered.fact([$0.rawValue])?.isDuration == true }
        #expect(durations == [.duration, .functionDuration])
    }

    @Test(
        arguments: [
            (Outcome.ok, Int32(0)), (.functionError, 1), (.notSent, 2), (.denied, 3), (.notFound, 5), (.throttled, 5),
            (.platformError, 5), (.transportError, 6), (.clientTimeout, 6), (.cancelled, 130),
        ] as [(Outcome, Int32)])
    func everyOutcomeHasItsStatus(outcome: Outcome, code: Int32) {
        #expect(outcome.exitStatus.code == code)
    }

    @Test func aCallWithoutCredentialsIsAnIdentityMatter() {
        var result = CallResult.unsent()
        result.problem = .credentials(CredentialError(.noCredentials, "none"))
        #expect(result.exitStatus == .identity)
    }
}

import FCCore
import Testing

@testable import Shell

@Suite struct ExplanationFunctionTests {
    private func explanation(_ body: String) -> Explanation? {
        let headers = [("x-fc-request-id", "1-1"), ("x-fc-error-type", "UnhandledInvocationError")]
        let result = InvocationRendererTests.result(body, headers: headers)
        return Explanation.of(result, FailureContext(of: result))
    }

    @Test func theFunctionsOwnWords() {
        #expect(
            explanation(#"{"errorMessage":"boom","errorType":"ValueError"}"#)?.text.plain == """
                function 'hello' failed: boom
                  error type: UnhandledInvocationError, ValueError
                  request id: 1-1

                """)
    }

    @Test(arguments: [
        ("Function time out after 3 seconds", "own timeout", "info"),
        (
            "Process exited unexpectedly before completing request (duration: 6ms, maxMemoryUsage: 49MB)", "ended",
            "logs"
        ),
        ("Function exceeded memory limit of 128 MB", "more memory", "info"),
    ])
    func knownReasons(_ message: String, _ reason: String, _ next: String) {
        let explanation = explanation("{\"errorMessage\":\"\(message)\"}")
        #expect(explanation?.reason?.contains(reason) == true)
        #expect(explanation?.next == [next])
    }

    @Test func aBodyThatIsNoJSON() {
        #expect(explanation("oops")?.sentence == "function 'hello' failed: no message in its answer")
    }

    @Test func aGoodCallNeedsNoExplanation() {
        let result = InvocationRendererTests.result("x")
        #expect(Explanation.of(result, FailureContext(of: result)) == nil)
    }
}

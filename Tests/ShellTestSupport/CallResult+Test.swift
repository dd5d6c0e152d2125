package import FCCore
package import Shell

extension CallResult {
    /// A call that was answered.
    package static func answered(
        _ body: String, number: Int = 1, outcome: Outcome = .ok, status: Int = 200,
        headers: HTTPHeaders = HTTPHeaders(), elapsed: Duration = .milliseconds(250), isCold: Bool? = nil
    ) -> CallResult {
        answered(
            Array(body.utf8), number: number, outcome: outcome, status: status, headers: headers, elapsed: elapsed,
            isCold: isCold)
    }

    /// A call that was answered with bytes.
    package static func answered(
        _ body: [UInt8], number: Int = 1, outcome: Outcome = .ok, status: Int = 200,
        headers: HTTPHeaders = HTTPHeaders(), elapsed: Duration = .milliseconds(250), isCold: Bool? = nil
    ) -> CallResult {
        CallResult(
            number: number, target: .init(functionName: "hello", qualifier: "LATEST", region: "cn-hangzhou"),
            event: nil, outcome: outcome,
            answer: InvocationAnswer(status: status, headers: headers, body: body, elapsed: elapsed),
            elapsed: elapsed, isCold: isCold)
    }

    /// A call that was never sent.
    package static func unsent(number: Int = 1) -> CallResult {
        CallResult(
            number: number, target: .init(functionName: "hello", qualifier: "LATEST", region: nil), event: nil,
            outcome: .notSent, problem: .notSent("the event is broken"))
    }
}

extension ResultStore {
    /// Some results, oldest first.
    package init(_ results: [CallResult]) {
        self.init()
        for result in results { append(result) }
    }
}

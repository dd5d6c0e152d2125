import FCCore
import ShellTestSupport
import Synchronization
import Testing

@testable import Shell

@Suite struct SessionInvokeTests {
    private static func plan(
        _ session: Session, limit: Duration? = .seconds(60), isAsynchronous: Bool = false
    ) async throws -> CallPlan {
        var request = CallRequest()
        request.options = [.region: "cn-hangzhou", .function: "f"]
        request.isAsynchronous = isAsynchronous
        request.event = Array("{}".utf8)
        request.timeout = limit
        return try await session.plan(request)
    }

    @Test(
        arguments: [
            (.success(HTTPResponse(status: 200)), Outcome.ok, Int32(0)),
            (.success(HTTPResponse(status: 202)), .ok, 0),
            (
                .success(HTTPResponse(status: 200, headers: ["x-fc-error-type": "HandledInvocationError"])),
                .functionError, 1
            ),
            (.success(HTTPResponse(status: 302, headers: ["location": "https://x.example"])), .platformError, 5),
            (.success(HTTPResponse(status: 307)), .platformError, 5), (.success(HTTPResponse(status: 403)), .denied, 3),
            (.success(HTTPResponse(status: 404)), .notFound, 5),
            (.success(HTTPResponse(status: 413)), .platformError, 5),
            (.success(HTTPResponse(status: 429)), .throttled, 5),
            (.success(HTTPResponse(status: 500)), .platformError, 5),
            (.success(HTTPResponse(status: 503)), .platformError, 5),
            (.failure(TransportError(.connectionRefused)), .transportError, 6),
            (.failure(TransportError(.cannotResolve)), .transportError, 6),
            (.failure(TransportError(.tls("x"))), .transportError, 6),
            (.failure(TransportError(.connectTimeout)), .transportError, 6),
            (.failure(TransportError(.connectionClosed(requestSent: false))), .transportError, 6),
            (.failure(TransportError(.connectionClosed(requestSent: true))), .transportError, 6),
            (.failure(TransportError(.deadlineExceeded)), .clientTimeout, 6),
            (.failure(TransportError(.cancelled)), .cancelled, 130),
        ] as [(Result<HTTPResponse, TransportError>, Outcome, Int32)])
    func everyAnswerHasItsOutcomeAndIsNeverSentTwice(
        answer: Result<HTTPResponse, TransportError>, outcome: Outcome, status: Int32
    ) async throws {
        let transport = ScriptedTransport { _ throws(TransportError) in try answer.get() }
        let session = TestWorld.session(transport: transport)
        let result = await session.invoke(try await Self.plan(session))
        #expect(result.outcome == outcome)
        #expect(result.exitStatus.code == status)
        #expect(transport.requests.count == 1)
        #expect(result.elapsed != nil)
    }

    @Test func anInstanceIsColdOnce() async throws {
        let instances = Mutex(["c-1", "c-1", "c-2", "", "c-1"])
        let transport = ScriptedTransport { _ throws(TransportError) in
            HTTPResponse(status: 200, headers: ["x-fc-instance-id": instances.withLock { $0.removeFirst() }])
        }
        let session = TestWorld.session(transport: transport)
        var cold: [Bool?] = []
        for _ in 0..<5 { cold.append(await session.invoke(try await Self.plan(session)).isCold) }
        #expect(cold == [true, false, true, nil, false])
    }

    @Test func theLimitFiresEndsTheWaitAndSaysWhichItWas() async throws {
        let wasCancelled = Mutex(false)
        let transport = ScriptedTransport { _ throws(TransportError) in
            defer { wasCancelled.withLock { $0 = Task.isCancelled } }
            return try await ScriptedTransport.untilCancelled()
        }
        let session = TestWorld.session(transport: transport)
        let result = await session.invoke(try await Self.plan(session, limit: .milliseconds(20)))
        #expect(result.outcome == .clientTimeout)
        #expect(result.exitStatus == .noAnswer)
        #expect(wasCancelled.withLock { $0 })
        guard case .limit(let reason) = result.problem else {
            Issue.record("\(String(describing: result.problem))")
            return
        }
        #expect(reason == "--timeout 20ms")
        #expect(transport.requests.count == 1, "nothing is asked when a limit is fixed")
    }

    /// Answers GetFunction as told and an invocation only after it was asked for.
    private static func slowFunction(_ description: HTTPResponse) -> ScriptedTransport {
        let asked = Signal()
        return ScriptedTransport { request throws(TransportError) in
            if request.method == "GET" {
                defer { asked.set() }
                return description
            }
            await asked.wait()
            return HTTPResponse(status: 200, body: ResponseBody(Array("{}".utf8)))
        }
    }

    @Test(arguments: [200, 403])
    func aSlowCallAsksForTheFunctionsTimeoutOnce(status: Int) async throws {
        let body = ResponseBody(Array(#"{"timeout": 900, "runtime": "custom-container"}"#.utf8))
        let transport = Self.slowFunction(HTTPResponse(status: status, body: body))
        let session = TestWorld.session(transport: transport)
        var plan = try await Self.plan(session, limit: nil)
        plan.patience = .milliseconds(1)
        #expect(plan.fixedLimit == nil)
        #expect(await session.invoke(plan).outcome == .ok)
        #expect(transport.requests.map(\.method).sorted() == ["GET", "POST"])

        let known = await session.limitsOfDeployedFunction(plan)
        let limits = try #require(known)
        #expect(transport.requests.count == 2, "the answer, or the refusal, is remembered")
        #expect(limits.timeout == (status == 200 ? 900 : nil))
        #expect(limits.runtime == (status == 200 ? "custom-container" : nil))
    }

    @Test func aQuickCallAsksNothing() async throws {
        let transport = ScriptedTransport(body: "{}")
        let session = TestWorld.session(transport: transport)
        #expect(await session.invoke(try await Self.plan(session, limit: nil)).outcome == .ok)
        #expect(transport.requests.map(\.method) == ["POST"])
    }

    @Test func asynchronousCallsAreLimitedFromTheStart() async throws {
        let session = TestWorld.session()
        let plan = try await Self.plan(session, limit: nil, isAsynchronous: true)
        #expect(plan.fixedLimit == .management)
        #expect(plan.invocation.type == .async)
        #expect(plan.invocation.logType == .none)
    }
}

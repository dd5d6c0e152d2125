import FCCore
import ShellTestSupport
import Synchronization
import TestSupport
import Testing

@testable import Shell

/// Random scripts neither crash nor hang. The seed is the argument, so a find can be run again.
@Suite struct RandomScriptTests {
    /// How long a script may run before it is interrupted; most end at once, a few have long counts.
    private static let patience = Duration.milliseconds(500)
    /// How long an interrupted script may take to end.
    private static let limit = Duration.seconds(30)

    private enum Event { case ended, patienceIsOver, isLate }

    @Test(arguments: 1...1000 as ClosedRange<UInt64>)
    func itEnds(_ seed: UInt64) async {
        var generator = RandomScript(seed: seed)
        let text = generator.text()
        let (events, post) = AsyncStream<Event>.makeStream()
        let run = Task {
            await Self.shell(seed).run(text, arguments: ["one"])
            post.yield(.ended)
        }
        let watch = Task {
            try await Task.sleep(for: Self.patience)
            post.yield(.patienceIsOver)
            try await Task.sleep(for: Self.limit)
            post.yield(.isLate)
        }
        defer { watch.cancel() }
        for await event in events {
            switch event {
            case .ended: return
            case .patienceIsOver: run.cancel()
            case .isLate:
                Issue.record("seed \(seed) does not end when it is interrupted:\n\(text)")
                return
            }
        }
    }

    private static func shell(_ seed: UInt64) -> TestShell {
        let files = MemoryFiles([
            "/project/event.json": "{\"k\": 2}",
            "/project/part.fcsh": "let part = ${1:-none}\ninvoke {\"part\": ${part}}\n",
        ])
        let environment = TestWorld.environment.merging(["FCSH_REGION": "cn-hangzhou"]) { $1 }
        return TestShell(transport: transport(seed), files: files, environment: environment)
    }

    /// A network with every kind of answer, the same ones in the same order for a seed.
    private static func transport(_ seed: UInt64) -> ScriptedTransport {
        let sent = Mutex(seed)
        return ScriptedTransport { request throws(TransportError) in
            let number = sent.withLock { number in
                number &+= 1
                return number
            }
            guard request.method == "POST" else { return answer("{\"functionName\": \"hello\", \"timeout\": 3}") }
            switch number % 12 {
            case 0: return answer("{\"errorMessage\": \"no\"}", [("x-fc-error-type", "UnhandledInvocationError")])
            case 1:
                return answer(
                    "{\"Code\": \"FunctionNotFound\", \"Message\": \"no\", \"RequestId\": \"1\"}", status: 404)
            case 2: return answer("<html>bad gateway</html>", status: 502)
            case 3: throw TransportError(.connectionRefused, host: "fake.example.com")
            case 4: return answer("\u{1B}[31mnot JSON")
            case 5: return answer("")
            case 6: return answer("{\"k\": 1, \"list\": [{\"id\": 1}, {\"id\": 2}], \"odd key\": 12345678901234567890}")
            default: return answer("{\"k\": 1, \"a\": {\"b\": [1, 2]}}", [("x-fc-instance-id", "c-\(number % 5)")])
            }
        }
    }

    private static func answer(
        _ body: String, _ headers: [HTTPHeaders.Field] = [], status: Int = 200
    ) -> HTTPResponse {
        HTTPResponse(
            status: status,
            headers: HTTPHeaders(headers + [("x-fc-request-id", "1-65"), ("x-fc-log-result", "bG9nCg==")]),
            body: ResponseBody(Array(body.utf8)))
    }
}

import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What callers get from Go functions: answers, failures, ends.
    @Suite struct GoFunctionTests {
        static let events: [[UInt8]] = [[], Array("{\"k\": 1}".utf8), Array(0...255), Array("你好".utf8)]

        @Test(arguments: events) func theEventComesBackByteForByte(event: [UInt8]) async throws {
            try await GoFunction.bench().use { bench in
                let call = await bench.invoke("hello", event)
                #expect(call.status == 200)
                #expect(call.body == event)
                #expect(call.errorType == nil)
                #expect(call.reply.headers["content-type"] == "application/octet-stream")
                #expect((call.reply.headers["x-fc-max-memory-usage"].flatMap(Double.init) ?? 0) > 0.5)
                let again = await bench.invoke(text: "json x")
                #expect(again.text == #"{"initialized":0,"text":"x"}"#)
                #expect(again.instanceID == call.instanceID)
            }
        }

        @Test func theFrameOfALogIsThePrograms() async throws {
            try await GoFunction.bench().use { bench in
                for _ in 0..<2 {
                    let call = await bench.invoke(text: "lines 2")
                    let id = call.requestID
                    let frame =
                        "FC Invoke Start RequestId: \(id)\nline 00000\nline 00001\nFC Invoke End RequestId: \(id)\n\n"
                    #expect(call.log.hasPrefix(frame + "Duration: "), "\(call.log)")
                    #expect(call.log.contains("Memory Size: 128 MB, Max Memory Used: "))
                }
            }
        }

        @Test func twentyThousandLinesArriveInOrder() async throws {
            try await GoFunction.bench().use { bench in
                let call = await bench.invoke(text: "lines 20000")
                #expect(call.log.utf8.count == 4096)
                #expect(call.log.contains("line 19999\nFC Invoke End RequestId: \(call.requestID)\n\nDuration: "))
                let record = try #require(await bench.registry.scheduler(of: "hello")?.logs().last)
                let numbers = record.text.split(separator: "\n").filter { $0.hasPrefix("line ") }
                #expect(numbers.count == 20000)
                #expect(numbers == numbers.sorted())
            }
        }

        @Test func thirtyTwoMegabytesComeBack() async throws {
            try await GoFunction.bench { $0.timeout = 60 }.use { bench in
                let event = [UInt8](repeating: 0x61, count: Router.bodyLimit)
                #expect(await bench.invoke("hello", event).body == event)
            }
        }

        @Test func anErrorIsAFailureWithItsTypeAndAPanicHasATrace() async throws {
            try await GoFunction.bench().use { bench in
                let error = await bench.invoke(text: "error")
                #expect(error.status == 200)
                #expect(error.errorType == "UnhandledInvocationError")
                #expect(error.text == #"{"errorMessage":"no such order","errorType":"errorString"}"#)
                let panic = await bench.invoke(text: "panic")
                #expect(panic.errorType == "UnhandledInvocationError")
                #expect(panic.json?["errorMessage"] == "out of luck" && panic.json?["errorType"] == "string")
                #expect(panic.json?["stackTrace"]?[0]?["path"]?.stringValue?.hasSuffix("main.go") == true)
                let end = "FC Invoke End RequestId: \(panic.requestID), Error: Unhandled function error\n\nDuration: "
                #expect(panic.log.contains(end), "\(panic.log)")
                #expect(await bench.invoke(text: "x").instanceID == error.instanceID)
            }
        }

        @Test(arguments: ["exit 3", "crash"]) func anEndedProcessIsAnsweredForAndReplaced(event: String) async throws {
            try await GoFunction.bench().use { bench in
                let first = await bench.invoke(text: "x")
                let call = await bench.invoke(text: event)
                #expect(call.status == 200)
                #expect(call.errorType == "UnhandledInvocationError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                let shape =
                    #/Process exited unexpectedly before completing request \(duration: \d+ms, maxMemoryUsage: [1-9]\d*MB\)/#
                #expect(message.wholeMatch(of: shape) != nil, "\(message)")
                #expect(call.log.contains("FC Invoke Start RequestId: \(call.requestID)\n"))
                #expect(call.log.contains("panic: elsewhere") == (event == "crash"))
                let next = await bench.invoke(text: "x")
                #expect(next.text == "x" && next.instanceID != first.instanceID)
            }
        }

        @Test func aTimeoutNamesTheLimitAndTheNextCallIsCold() async throws {
            try await GoFunction.bench { $0.timeout = 1 }.use { bench in
                let first = await bench.invoke(text: "x")
                let start = ContinuousClock.now
                let call = await bench.invoke(text: "sleep 60000")
                #expect(start.duration(to: .now) < .seconds(5))
                #expect(call.errorType == "UnhandledInvocationError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                let shape = #/Function timed out after 1 seconds \(maxMemoryUsage: \d+\.\d\dMB\)/#
                #expect(message.wholeMatch(of: shape) != nil, "\(message)")
                let end = "FC Invoke End RequestId: \(call.requestID), Error: Function timed out after 1 seconds"
                #expect(call.log.contains(end))
                #expect(await bench.invoke(text: "x").instanceID != first.instanceID)
            }
        }

        @Test func theHeadersTellAboutTheCall() async throws {
            let bench = try await GoFunction.bench { function in
                function.logProject = "project"
                function.logStore = "store"
                function.timeout = 20
            }
            try await bench.use { bench in
                let call = await bench.invoke(text: "context")
                let headers = call.json?["headers"]
                let expected = [
                    "X-Fc-Request-Id": call.requestID, "X-Fc-Function-Type": "0", "X-Fc-Function-Name": "hello",
                    "X-Fc-Function-Handler": "main", "X-Fc-Function-Memory": "128", "X-Fc-Function-Timeout": "20",
                    "X-Fc-Region": "cn-hangzhou", "X-Fc-Account-Id": "1234567890", "X-Fc-Qualifier": "LATEST",
                    "X-Fc-Version-Id": "LATEST", "X-Fc-Retry-Count": "0", "X-Fc-Service-Logproject": "project",
                    "X-Fc-Service-Logstore": "store",
                    "X-Fc-Access-Key-Id": FunctionSurroundings.DummyKey.accessKeyID,
                    "X-Fc-Access-Key-Secret": FunctionSurroundings.DummyKey.accessKeySecret,
                    "X-Fc-Security-Token": FunctionSurroundings.DummyKey.securityToken,
                ]
                for (name, value) in expected { #expect(headers?[name]?[0]?.stringValue == value, "\(name)") }
                let left = try #require(call.json?["left"].flatMap { Double(JSONWriter.text($0)) })
                #expect(left > 10 && left <= 20)
            }
        }

        @Test func theEnvironmentIsThePlatformsAndTheFunctions() async throws {
            try await GoFunction.bench { $0.environment = ["OWN": "yes", "FC_RUNTIME_API": "elsewhere"] }.use { bench in
                let lines = await bench.invoke(text: "environment").text.split(separator: "\n")
                #expect(lines.contains("OWN=yes"))
                #expect(lines.contains("FC_FUNC_CODE_PATH=\(bench.folder.path)/code/"))
                #expect(
                    lines.contains { $0.wholeMatch(of: #/FC_RUNTIME_API=127\.0\.0\.1:\d+\/i\/[0-9a-f]{32}/#) != nil })
                #expect(!lines.contains { $0.hasPrefix("FCSH_") || $0.hasPrefix("GOPATH") })
            }
        }

        private static func task(_ id: String, _ bench: LocalBench) async -> AsyncTask {
            let call = await bench.get(["functions", "hello", "async-tasks", id], action: "GetAsyncTask")
            return AsyncTask(call.json ?? .null)
        }

        @Test func anAsynchronousCallIsTriedAgainWithItsCount() async throws {
            try await GoFunction.bench().use { bench in
                let headers = ["x-fc-invocation-type": "Async", "x-fc-async-task-id": "t"]
                #expect(await bench.invoke("hello", Array("third".utf8), headers: headers).status == 202)
                let isOver = try await eventually(within: .seconds(30)) { await Self.task("t", bench).isFinal }
                #expect(isOver)
                let task = await Self.task("t", bench)
                #expect(task.status == "Succeeded" && task.retryCount == 2 && task.returnPayload == "third")
            }
        }
    }
}

import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What happens around the attempts of asynchronous calls: waits, destinations, configuration.
    @Suite struct AsyncDestinationTests {
        /// Two functions of one file: `hello` succeeds or fails, `sink` writes what it gets into a file.
        static let code = """
            import os
            def handler(event, context):
                if event == b'ok': return 'fine'
                raise ValueError('bad ' + event.decode())
            def sink(event, context):
                open(os.environ['FLAG'], 'wb').write(event)
            """

        private static func bench(_ change: (inout LocalFunction) -> Void) throws -> LocalBench {
            let folder = try TemporaryFolder()
            try folder.write(code, to: "code/index.py")
            var hello = LocalFunction(
                name: "hello", runtime: "python3.12", handler: "index.handler", codePath: folder.path + "/code")
            hello.asyncSettings.retryAttempts = 1
            change(&hello)
            var sink = hello
            (sink.name, sink.handler) = ("sink", "index.sink")
            sink.asyncSettings = LocalFunction.AsyncSettings()
            sink.environment = ["FLAG": folder.path + "/flag"]
            return try LocalBench(functions: [hello, sink], keeping: folder)
        }

        @Test(arguments: [("ok", ""), ("bad", "UnhandledInvocationError")])
        func theDestinationGetsTheDocumentedEvent(event: String, errorType: String) async throws {
            let bench = try Self.bench { function in
                function.asyncSettings.onSuccess = "acs:fc:cn-hangzhou:1234567890:functions/sink"
                function.asyncSettings.onFailure = "acs:fc:cn-hangzhou:1234567890:functions/sink/LATEST"
            }
            try await bench.use { bench in
                let call = await bench.invoke("hello", Array(event.utf8), headers: ["x-fc-invocation-type": "Async"])
                #expect(call.status == 202)
                let flag = (bench.kept?.path ?? "") + "/flag"
                let isTold = try await eventually(within: .seconds(20)) { (FileSystem.stamp(flag)?.size ?? 0) > 0 }
                try #require(isTold)
                let told = try JSONReader.read(try FileSystem.read(flag))
                let context = told["requestContext"]
                #expect(context?["requestId"]?.stringValue == call.requestID)
                #expect(context?["functionArn"] == "acs:fc:cn-hangzhou:1234567890:functions/hello")
                #expect(context?["condition"]?.stringValue == errorType)
                #expect(context?["approximateInvokeCount"]?.intValue == (errorType.isEmpty ? 1 : 2))
                #expect(told["requestPayload"]?.stringValue == event)
                #expect(told["responseContext"]?["functionError"]?.stringValue == errorType)
                let payload = told["responsePayload"]?.stringValue ?? ""
                #expect(errorType.isEmpty ? payload == "fine" : payload.contains("bad bad"))
            }
        }

        @Test func aDestinationThatIsNoFunctionIsToldOfAndNotCalled() async throws {
            let bench = try Self.bench { $0.asyncSettings.onSuccess = "acs:mns:cn-hangzhou:1:/queues/q/messages" }
            try await bench.use { bench in
                _ = await bench.invoke("hello", Array("ok".utf8), headers: ["x-fc-invocation-type": "Async"])
                let isTold = try await eventually(within: .seconds(20)) {
                    bench.told.contains { $0.contains("acs:mns:") && $0.contains("is no function") }
                }
                #expect(isTold)
            }
        }

        @Test func attemptsAreFurtherAndFurtherApart() async throws {
            let bench = try Self.bench { $0.asyncSettings.retryAttempts = 2 }
            var configuration = bench.configuration
            configuration.retryPause = .milliseconds(100)
            let registry = FunctionRegistry(configuration)
            let router = Router(registry: registry, configuration: configuration, credentials: LocalBench.credentials)
            let request = LocalBench.request(
                "POST", ["functions", "hello", "invocations"], action: "InvokeFunction",
                headers: ["x-fc-invocation-type": "Async", "x-fc-async-task-id": "t"], body: Array("bad".utf8))
            _ = await router.reply(to: request)
            let key = TaskStore.Key(function: "hello", id: "t")
            let isOver = try await eventually(within: .seconds(20)) { router.tasks[key]?.status == .failed }
            #expect(isOver)
            let events = router.tasks[key]?.progress.events ?? []
            var pauses: [Int64] = []
            for (before, after) in zip(events, events.dropFirst()) where before.status == .retrying {
                pauses.append(after.time - before.time)
            }
            #expect(pauses.count == 2)
            #expect(zip(pauses, [100, 200]).allSatisfy { $0 >= $1 - 1 }, "\(pauses)")
            for scheduler in registry.schedulers { await scheduler.stop() }
        }

        @Test func theConfigurationIsReadSetAndRemoved() async throws {
            try await Self.bench { _ in }.use { bench in
                let path = ["functions", "hello", "async-invoke-config"]
                #expect(await bench.get(path, action: "GetAsyncInvokeConfig").code == "AsyncConfigNotExists")
                let body: Value = [
                    "asyncTask": true, "maxAsyncRetryAttempts": 0, "maxAsyncEventAgeInSeconds": 60,
                    "destinationConfig": ["onSuccess": ["destination": "acs:fc:::functions/sink"]],
                ]
                let put = await bench.send("PUT", path, action: "PutAsyncInvokeConfig", body: JSONWriter.bytes(body))
                #expect(put.status == 200)
                let got = await bench.get(path, action: "GetAsyncInvokeConfig")
                #expect(got.json?["maxAsyncRetryAttempts"] == 0 && got.json?["asyncTask"] == true)
                #expect(got.json?["destinationConfig"] == body["destinationConfig"])
                let list = await bench.get(["async-invoke-configs"], action: "ListAsyncInvokeConfigs")
                #expect(list.json?["configs"]?.arrayValue?.count == 1)
                let bad = await bench.send(
                    "PUT", path, action: "PutAsyncInvokeConfig",
                    body: JSONWriter.bytes(["maxAsyncRetryAttempts": 9] as Value))
                #expect(bad.code == "InvalidArgument")
                #expect(await bench.send("DELETE", path, action: "DeleteAsyncInvokeConfig").status == 204)
                #expect(await bench.get(path, action: "GetAsyncInvokeConfig").status == 404)
            }
        }

        @Test func onlyFunctionsAreDestinations() {
            #expect(AsyncDestination("acs:fc:cn-hangzhou:1:functions/a")?.function == "a")
            #expect(AsyncDestination("acs:fc:::functions/a/prod")?.qualifier == "prod")
            #expect(AsyncDestination("acs:mns:cn-hangzhou:1:/queues/q/messages") == nil)
            #expect(AsyncDestination("acs:fc:cn-hangzhou:1:functions/a/b/c") == nil)
        }
    }
}

extension LocalBench {
    fileprivate func send(_ method: String, _ path: [String], action: String, body: [UInt8] = []) async -> Call {
        Call(await router.reply(to: Self.request(method, path, action: action, body: body)))
    }
}

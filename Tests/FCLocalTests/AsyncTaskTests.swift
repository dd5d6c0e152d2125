import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Asynchronous calls: acceptance, tasks, attempts, stopping.
    @Suite struct AsyncTaskTests {
        /// Succeeds for `ok`, waits for `wait`, succeeds at the third attempt for `third`, fails for everything else.
        static let code = """
            import time
            def handler(event, context):
                text = event.decode()
                if text == "ok":
                    return "done " + str(context.retry_count)
                if text == "third" and context.retry_count == 2:
                    return "done at last"
                if text == "wait":
                    time.sleep(60)
                raise ValueError("no " + text)
            """

        private static func bench(_ change: (inout LocalFunction) -> Void = { _ in }) throws -> LocalBench {
            try LocalBench(code) { function in
                function.runtime = "python3.10"
                change(&function)
            }
        }

        private static func task(_ id: String, _ bench: LocalBench, qualifier: String? = nil) async -> Call {
            await bench.get(
                ["functions", "hello", "async-tasks", id], action: "GetAsyncTask",
                query: qualifier.map { [("qualifier", $0)] } ?? [])
        }

        private static func ended(_ id: String, _ bench: LocalBench) async throws -> AsyncTask {
            let isOver = try await eventually(within: .seconds(30)) {
                AsyncTask(await task(id, bench).json ?? .null).isFinal
            }
            try #require(isOver)
            return AsyncTask(await task(id, bench).json ?? .null)
        }

        @Test func anEventIsAcceptedAtOnceAndTheResultIsKept() async throws {
            try await Self.bench().use { bench in
                let call = await bench.send(Array("ok".utf8), task: "nightly-1")
                #expect(call.status == 202)
                #expect(call.body.isEmpty)
                #expect(call.reply.headers["x-fc-async-task-id"] == "nightly-1")
                #expect(call.reply.headers["x-fc-instance-id"] == nil)
                let task = try await Self.ended("nightly-1", bench)
                #expect(task.status == "Succeeded")
                #expect(task.requestID == call.requestID)
                #expect(task.qualifier == "LATEST")
                #expect(task.payload == "ok")
                #expect(task.returnPayload == "done 0")
                #expect(task.retryCount == 0)
                #expect(task.errorMessage == nil)
                #expect(task.value["functionArn"] == "acs:fc:cn-hangzhou:1234567890:functions/hello")
                #expect((task.instanceID ?? "").hasPrefix("c-"))
                let (start, end) = try (#require(task.startedTime), #require(task.endTime))
                #expect(task.durationMilliseconds == end - start)
                let states = task.value["events"]?.arrayValue?.compactMap { $0["status"]?.stringValue }
                #expect(states == ["Enqueued", "Running", "Succeeded"])
            }
        }

        @Test func withoutAnIdTheRequestGivesIt() async throws {
            try await Self.bench().use { bench in
                let call = await bench.send(Array("ok".utf8))
                #expect(call.reply.headers["x-fc-async-task-id"] == call.requestID)
                let task = try await Self.ended(call.requestID, bench)
                #expect(task.status == "Succeeded")
            }
        }

        @Test func functionErrorsAreTriedAgain() async throws {
            try await Self.bench().use { bench in
                _ = await bench.send(Array("third".utf8), task: "t")
                let task = try await Self.ended("t", bench)
                #expect(task.status == "Succeeded")
                #expect(task.retryCount == 2)
                #expect(task.returnPayload == "done at last")
                let states = task.value["events"]?.arrayValue?.compactMap { $0["status"]?.stringValue }
                #expect(
                    states == ["Enqueued", "Running", "Retrying", "Running", "Retrying", "Running", "Succeeded"])
            }
        }

        @Test(arguments: [0, 1]) func afterTheLastAttemptTheTaskHasFailed(attempts: Int) async throws {
            try await Self.bench { $0.asyncSettings.retryAttempts = attempts }.use { bench in
                _ = await bench.send(Array("bad".utf8), task: "t")
                let task = try await Self.ended("t", bench)
                #expect(task.status == "Failed")
                #expect(task.retryCount == attempts)
                #expect(task.returnPayload == nil)
                #expect(task.errorMessage?.contains("no bad") == true)
                let detail = task.value["events"]?.arrayValue?.last?["eventDetail"]?.stringValue
                #expect(detail == #"{"Error":"UnhandledInvocationError"}"#)
            }
        }

        @Test func aTaskIdIsGoodOnce() async throws {
            try await Self.bench().use { bench in
                _ = await bench.send(Array("ok".utf8), task: "t")
                let second = await bench.send(Array("ok".utf8), task: "t")
                #expect(second.status == 409)
                #expect(second.code == "AsyncTaskAlreadyExists")
            }
        }

        @Test(arguments: ["1abc", "a b", "-a", String(repeating: "x", count: 129)])
        func illFormedIdsAreRefused(id: String) async throws {
            let call = await (try Self.bench()).send([], task: id)
            #expect(call.status == 400)
            #expect(call.code == "InvalidArgument")
        }

        @Test func theEventMayHave128KB() async throws {
            try await Self.bench { $0.asyncSettings.retryAttempts = 0 }.use { bench in
                #expect(await bench.send([UInt8](repeating: 0x61, count: 131_072)).status == 202)
                let refused = await bench.send([UInt8](repeating: 0x61, count: 131_073))
                #expect(refused.status == 400)
                #expect(refused.code == "EntityTooLarge")
                #expect(refused.message?.contains("131072") == true)
            }
        }

        @Test func aRunningTaskIsStoppedWithItsProcess() async throws {
            try await Self.bench { $0.timeout = 60 }.use { bench in
                _ = await bench.send(Array("wait".utf8), task: "t")
                let runs = try await eventually(within: .seconds(20)) {
                    await Self.task("t", bench).json?["status"] == "Running"
                }
                #expect(runs)
                #expect(await bench.stop(task: "t").status == 204)
                let task = try await Self.ended("t", bench)
                #expect(task.status == "Stopped")
                let late = await bench.stop(task: "t")
                #expect(late.status == 412)
                #expect(late.code == "PreconditionFailed")
            }
        }

        @Test func aWaitingTaskIsStoppedWithoutARun() async throws {
            try await Self.bench { $0.timeout = 60 }.use { bench in
                for id in ["a", "b"] { _ = await bench.send(Array("wait".utf8), task: id) }
                _ = try await eventually(within: .seconds(20)) {
                    let states = [
                        await Self.task("a", bench).json?["status"], await Self.task("b", bench).json?["status"],
                    ]
                    return states == ["Running", "Running"]
                }
                _ = await bench.send(Array("ok".utf8), task: "c")
                #expect(await bench.stop(task: "c").status == 204)
                let task = try await Self.ended("c", bench)
                #expect(task.status == "Stopped")
                #expect(task.instanceID == nil)
                for id in ["a", "b"] { #expect(await bench.stop(task: id).status == 204) }
            }
        }

        @Test func anEventThatWaitsTooLongExpires() async throws {
            try await Self.bench {
                $0.timeout = 60
                $0.asyncSettings.eventAge = 1
            }.use { bench in
                for id in ["a", "b"] { _ = await bench.send(Array("wait".utf8), task: id) }
                _ = await bench.send(Array("ok".utf8), task: "c")
                let task = try await Self.ended("c", bench)
                #expect(task.status == "Expired")
                for id in ["a", "b"] { _ = await bench.stop(task: id) }
            }
        }

        @Test func tasksAreListedInPages() async throws {
            try await Self.bench { $0.asyncSettings.retryAttempts = 0 }.use { bench in
                for (id, text) in [("a1", "ok"), ("a2", "bad"), ("b1", "ok")] {
                    _ = await bench.send(Array(text.utf8), task: id)
                    _ = try await Self.ended(id, bench)
                }
                func list(_ query: [(String, String)]) async -> Value? {
                    await bench.get(["functions", "hello", "async-tasks"], action: "ListAsyncTasks", query: query).json
                }
                func ids(_ page: Value?) -> [String] {
                    (page?["tasks"]?.arrayValue ?? []).compactMap { $0["taskId"]?.stringValue }
                }
                #expect(ids(await list([])) == ["b1", "a2", "a1"])
                #expect(ids(await list([("sortOrderByTime", "asc"), ("prefix", "a")])) == ["a1", "a2"])
                #expect(ids(await list([("status", "Failed")])) == ["a2"])
                #expect(ids(await list([("qualifier", "prod")])).isEmpty)
                let first = await list([("limit", "2")])
                #expect(ids(first) == ["b1", "a2"])
                let token = try #require(first?["nextToken"]?.stringValue)
                let second = await list([("limit", "2"), ("nextToken", token)])
                #expect(ids(second) == ["a1"])
                #expect(second?["nextToken"] == nil)
                #expect(first?["tasks"]?[0]?["taskPayload"] == nil)
                #expect(await list([("includePayload", "true")])?["tasks"]?[0]?["taskPayload"] == "ok")
            }
        }

        @Test func unknownTasksAreNotFound() async throws {
            try await Self.bench().use { bench in
                let call = await Self.task("none", bench)
                #expect(call.status == 404)
                #expect(call.code == "AsyncTaskNotFound")
                _ = await bench.send(Array("ok".utf8), task: "t")
                #expect(await Self.task("t", bench, qualifier: "LATEST").status == 200)
                #expect(await Self.task("t", bench, qualifier: "2").code == "AsyncTaskNotFound")
            }
        }

        @Test func withoutTaskModeThereAreNoTasks() async throws {
            try await Self.bench { $0.asyncSettings.isTaskMode = false }.use { bench in
                let call = await bench.send(Array("ok".utf8), task: "t")
                #expect(call.status == 202)
                #expect(call.reply.headers["x-fc-async-task-id"] == nil)
                #expect(await Self.task("t", bench).code == "InvalidArgument")
                let ran = try await eventually(within: .seconds(20)) {
                    await bench.registry.scheduler(of: "hello")?.status().calls == 1
                }
                #expect(ran)
            }
        }
    }
}

extension LocalBench {
    /// Calls the function asynchronously.
    fileprivate func send(_ event: [UInt8], task: String? = nil) async -> Call {
        var headers = ["x-fc-invocation-type": "Async"]
        headers["x-fc-async-task-id"] = task
        return await invoke("hello", event, headers: headers)
    }

    fileprivate func stop(task: String) async -> Call {
        Call(
            await router.reply(
                to: Self.request("PUT", ["functions", "hello", "async-tasks", task, "stop"], action: "StopAsyncTask")))
    }
}

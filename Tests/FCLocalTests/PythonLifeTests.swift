import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Hooks, reload, several callers: the life of instances.
    @Suite struct PythonLifeTests {
        static let hooks = """
            import os, time
            started = []
            def start(context):
                print('starting')
                started.append(context.request_id)
                mode = os.environ.get('START', '')
                if mode == 'raise': raise ValueError('bad start')
                if mode == 'wait': time.sleep(60)
            def stop(context):
                print('stopping')
                open(os.environ['FLAG'], 'w').write(context.request_id)
            def handler(event, context):
                return str(len(started))
            """

        @Test func theInitializerRunsOnceAndItsLogIsTheFirstRequests() async throws {
            let bench = try LocalBench(Self.hooks) { $0.initializer = .init(handler: "index.start") }
            try await bench.use { bench in
                let first = await bench.invoke()
                let second = await bench.invoke()
                #expect(first.text == "1" && second.text == "1")
                let id = first.requestID
                #expect(
                    first.log.contains(
                        "FC Initialize Start RequestId: \(id)\nstarting\nFC Initialize End RequestId: \(id)\n"
                            + "FC Invoke Start RequestId: \(id)\n"), "\(first.log)")
                #expect(!second.log.contains("Initialize"))
            }
        }

        @Test func aFailedInitializerFailsTheRequestAndTheInstanceGoes() async throws {
            let bench = try LocalBench(Self.hooks) { function in
                function.initializer = .init(handler: "index.start")
                function.environment = ["START": "raise"]
            }
            try await bench.use { bench in
                let first = await bench.invoke()
                #expect(first.status == 200)
                #expect(first.errorType == "InitializationError")
                #expect(first.json?["errorType"] == "ValueError")
                let second = await bench.invoke()
                #expect(second.instanceID != first.instanceID)
            }
        }

        @Test func anInitializerHasItsOwnLimit() async throws {
            let bench = try LocalBench(Self.hooks) { function in
                function.initializer = .init(handler: "index.start", timeout: 1)
                function.environment = ["START": "wait"]
            }
            try await bench.use { bench in
                let call = await bench.invoke()
                #expect(call.errorType == "InitializationError")
                #expect(
                    call.json?["errorMessage"]?.stringValue?.hasPrefix("Function timed out after 1 seconds") == true)
                #expect(call.log.contains("FC Initialize End RequestId: \(call.requestID), Error: Function timed out"))
            }
        }

        @Test func preStopRunsWhenTheCodeChangesAndWhenTheEndpointStops() async throws {
            let folder = try LocalBench()
            let flag = folder.folder.path + "/flag"
            let bench = try LocalBench(Self.hooks) { function in
                function.preStop = .init(handler: "index.stop")
                function.environment = ["FLAG": flag]
            }
            try await bench.use { bench in
                _ = await bench.invoke()
                try bench.folder.write(Self.hooks + "\n# changed\n", to: "code/index.py")
                _ = await bench.invoke()
                #expect(try await eventually { (try? folder.folder.read("flag").utf8.count) == 36 })
                let logs = await bench.registry.scheduler(of: "hello")?.logs() ?? []
                #expect(
                    logs.contains { $0.text.contains("FC PreStop Start RequestId: ") && $0.text.contains("stopping\n") }
                )
                try folder.folder.write("", to: "flag")
                await bench.stop()
                #expect(try folder.folder.read("flag").utf8.count == 36)
            }
        }

        @Test func anEditIsSeenByTheNextCall() async throws {
            let bench = try LocalBench("import other\ndef handler(event, context):\n    return other.word + '1'\n")
            try bench.folder.write("word = 'a'\n", to: "code/other.py")
            try await bench.use { bench in
                #expect(await bench.invoke().text == "a1")
                try bench.folder.write("word = 'b'\n", to: "code/other.py")
                #expect(try await eventually { await bench.invoke().text == "b1" })
                #expect(bench.told.contains("the code of hello has changed; new instances run it"))
                try bench.folder.write(
                    "import other\ndef handler(event, context):\n    return other.word + '2'\n", to: "code/index.py")
                #expect(try await eventually { await bench.invoke().text == "b2" })
                #expect(
                    await bench.registry.scheduler(of: "hello")?.status().instances.count { $0.state == "idle" } == 1)
            }
        }

        @Test func aRunningCallFinishesWithTheOldCode() async throws {
            let code = """
                import os, time
                def handler(event, context):
                    if event:
                        open(event.decode() + '.started', 'w').close()
                        while not os.path.exists(event.decode()): time.sleep(0.002)
                    return 'old'
                """
            try await LocalBench(code).use { bench in
                let flag = bench.folder.path + "/go"
                async let running = bench.invoke(text: flag)
                #expect(try await eventually { FileSystem.stamp(flag + ".started") != nil })
                try bench.folder.write("def handler(event, context):\n    return 'new'\n", to: "code/index.py")
                #expect(try await eventually { await bench.invoke().text == "new" })
                try bench.folder.write("", to: "go")
                #expect(await running.text == "old")
            }
        }

        @Test func twoCallersGetTwoInstancesAndTheRestWaitsInOrder() async throws {
            let code = """
                import os, time
                def handler(event, context):
                    name, turn = event.decode().split(' ')
                    open(name + '.' + turn, 'w').close()
                    while not os.path.exists(name): time.sleep(0.002)
                    return turn
                """
            try await LocalBench(code, instanceLimit: 2).use { bench in
                let go = bench.folder.path + "/go"
                let scheduler = try #require(bench.registry.scheduler(of: "hello"))
                var calls: [Task<Call, Never>] = []
                for turn in 0..<4 {
                    calls.append(Task { await bench.invoke(text: "\(go) \(turn)") })
                    let wanted = turn
                    #expect(
                        try await eventually {
                            if wanted < 2 { return FileSystem.stamp("\(go).\(wanted)") != nil }
                            return await scheduler.status().queued == wanted - 1
                        })
                }
                #expect(await scheduler.status().instances.count == 2)
                try bench.folder.write("", to: "go")
                var instances: Set<String> = []
                for (turn, call) in calls.enumerated() {
                    let answer = await call.value
                    #expect(answer.text == String(turn))
                    instances.insert(answer.instanceID ?? "")
                }
                #expect(instances.count == 2)
            }
        }

        @Test func anInstanceThatDiedWhileIdleIsNotUsed() async throws {
            let code = "import os\ndef handler(event, context):\n    return str(os.getpid())\n"
            try await LocalBench(code).use { bench in
                for _ in 0..<5 {
                    let process = try #require(Int(await bench.invoke().text))
                    killProcess(process)
                    #expect(try await eventually { !isAlive(process) })
                    let next = await bench.invoke()
                    #expect(next.errorType == nil)
                    #expect(next.text != String(process))
                }
            }
        }

        @Test func stoppingLeavesNoProcessBehindNotEvenAChild() async throws {
            let code = """
                import os, subprocess
                def handler(event, context):
                    return '%d %d' % (os.getpid(), subprocess.Popen(['sleep', '600']).pid)
                """
            let bench = try LocalBench(code)
            let processes = await bench.invoke().text.split(separator: " ").compactMap { Int($0) }
            #expect(processes.count == 2 && processes.allSatisfy(isAlive))
            await bench.stop()
            #expect(try await eventually { !processes.contains(where: isAlive) })
            #expect(await bench.invoke().status == 503)
        }

        @Test func anIdleInstanceIsStopped() async throws {
            let bench = try LocalBench()
            var configuration = bench.configuration
            configuration.idleLimit = .milliseconds(30)
            let scheduler = FunctionScheduler(function: bench.configuration.functions[0], configuration: configuration)
            scheduler.listen()
            _ = await scheduler.invoke(requestID: "1-a", event: [])
            #expect(try await eventually { await scheduler.status().instances.isEmpty })
            await scheduler.stop()
        }

        @Test func anotherVersionOfTheInterpreterIsToldOnce() async throws {
            let bench = try LocalBench { $0.runtime = "python3.99" }
            try await bench.use { bench in
                #expect(await bench.invoke().status == 200)
                _ = await bench.invoke()
                #expect(bench.told.count == 1)
                #expect(bench.told.first?.contains("python3.99") == true)
            }
        }
    }
}

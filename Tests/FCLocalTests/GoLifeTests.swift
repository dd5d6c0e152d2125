import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Hooks, reload, several callers, and the end of the endpoint: the life of Go instances.
    @Suite struct GoLifeTests {
        @Test func theInitializerRunsOnceAndItsLogIsTheFirstRequests() async throws {
            try await GoFunction.bench { $0.initializer = .init(handler: "main") }.use { bench in
                let first = await bench.invoke(text: "json 1")
                let second = await bench.invoke(text: "json 2")
                #expect(first.json?["initialized"] == 1 && second.json?["initialized"] == 1)
                let id = first.requestID
                let frame =
                    "FC Initialize Start RequestId: \(id)\nstarting\nFC Initialize End RequestId: \(id)\n"
                    + "FC Invoke Start RequestId: \(id)\nFC Invoke End RequestId: \(id)\n\nDuration"
                #expect(first.log.hasPrefix(frame), "\(first.log)")
                #expect(!second.log.contains("Initialize"))
            }
        }

        @Test func aFailedInitializerFailsTheRequestAndTheInstanceGoes() async throws {
            let bench = try await GoFunction.bench { function in
                function.initializer = .init(handler: "main")
                function.environment = ["START": "panic"]
            }
            try await bench.use { bench in
                let first = await bench.invoke(text: "x")
                #expect(first.status == 200)
                #expect(first.errorType == "InitializationError")
                #expect(first.json?["errorMessage"] == "bad start")
                #expect(await bench.invoke(text: "x").instanceID != first.instanceID)
            }
        }

        @Test func anInitializerHasItsOwnLimit() async throws {
            let bench = try await GoFunction.bench { function in
                function.initializer = .init(handler: "main", timeout: 1)
                function.environment = ["START": "wait"]
            }
            try await bench.use { bench in
                let call = await bench.invoke(text: "x")
                #expect(call.errorType == "InitializationError")
                let message = call.json?["errorMessage"]?.stringValue
                #expect(message?.hasPrefix("Function timed out after 1 seconds") == true)
                #expect(call.log.contains("FC Initialize End RequestId: \(call.requestID), Error: Function timed out"))
            }
        }

        @Test func preStopRunsBeforeAnInstanceGoes() async throws {
            let folder = try TemporaryFolder()
            let bench = try await GoFunction.bench { function in
                function.preStop = .init(handler: "main")
                function.environment = ["FLAG": folder.path + "/flag"]
            }
            try await bench.use { bench in
                _ = await bench.invoke(text: "x")
                try bench.folder.write("other", to: "code/notes.txt")
                _ = await bench.invoke(text: "x")
                #expect(try await eventually { (try? folder.read("flag").utf8.count) == 36 })
                let hook = "FC PreStop Start RequestId: \(try folder.read("flag"))\nstopping\nFC PreStop End"
                #expect(
                    try await eventually {
                        await bench.registry.scheduler(of: "hello")?.logs().contains { $0.text.contains(hook) } == true
                    })
                try folder.write("", to: "flag")
                await bench.stop()
                #expect(try folder.read("flag").utf8.count == 36)
            }
        }

        @Test func twoCallersGetTwoInstances() async throws {
            try await GoFunction.bench(instanceLimit: 2).use { bench in
                let (one, two) = (bench.folder.path + "/one", bench.folder.path + "/two")
                async let first = bench.invoke(text: "meet \(one) \(two)")
                async let second = bench.invoke(text: "meet \(two) \(one)")
                let (left, right) = await (first, second)
                #expect(left.text == "met" && right.text == "met")
                #expect(left.instanceID != right.instanceID)
            }
        }

        @Test func aProgramThatAsksEarlyHasOneCallAtATime() async throws {
            try await GoFunction.bench(instanceLimit: 1).use { bench in
                _ = await bench.invoke(text: "x")
                let calls = (0..<20).map { _ in Task { await bench.invoke(text: "alone") } }
                var instances: Set<String> = []
                for call in calls {
                    let answer = await call.value
                    #expect(answer.text == "alone")
                    instances.insert(answer.instanceID ?? "")
                }
                #expect(instances.count == 1)
            }
        }

        @Test func anotherProgramInItsPlaceIsSeenByTheNextCall() async throws {
            let bench = try GoFunction.filledBench { code in
                try writeProgram(RuntimeAPIPrograms.python(answer: "one"), code + "/main")
            }
            try await bench.use { bench in
                let first = await bench.invoke(text: "x")
                #expect(first.text == "one x")
                try writeProgram(RuntimeAPIPrograms.python(answer: "two"), bench.folder.path + "/code/main")
                #expect(try await eventually { await bench.invoke(text: "x").text == "two x" })
                #expect(bench.told.contains("the code of hello has changed; new instances run it"))
            }
        }

        @Test func noProcessOutlivesAKilledEndpoint() async throws {
            let folder = try TemporaryFolder()
            try folder.write(
                """
                edition: 3.0.0
                name: killed
                access: default
                resources:
                  hello:
                    component: fc3
                    props:
                      region: cn-hangzhou
                      functionName: hello
                      runtime: go1
                      handler: go-function
                      code: \(try await GoFunction.codeFolder(in: folder))
                """, to: "s.yaml")
            var environment = Program.environment(home: folder.path)
            environment["XDG_RUNTIME_DIR"] = folder.path
            // The command runs under the shell that has the endpoint: that one is killed without mercy.
            let outcome = try await Program.run(
                [
                    try BuiltProduct.path("fcsh"), "-c",
                    "local start\ninvoke hello -o raw --raw-event -e pid\n!kill -9 $PPID\n",
                ], environment: environment, directory: folder.path, limit: .seconds(60))
            #expect(outcome.status == .signaled(9), "\(outcome.errorText)")
            let process = try #require(Int(outcome.text.filter(\.isNumber)), "\(outcome.text)\(outcome.errorText)")
            #expect(try await eventually(within: .seconds(2)) { !isAlive(process) })
        }
    }
}

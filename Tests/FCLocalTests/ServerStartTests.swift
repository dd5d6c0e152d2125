import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// When a custom runtime's server counts as started, and whose port it has.
    @Suite struct ServerStartTests {
        /// Says through a file that it was asked for its health, and is well once another file is there.
        private static let patient = """
            import http.server, os
            folder = os.environ['FLAGS'] + '/'
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def answer(self, status, body):
                    self.send_response(status)
                    self.send_header('content-length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def do_GET(self):
                    open(folder + 'asked', 'a').write(self.path + '\\n')
                    self.answer(204 if os.path.exists(folder + 'well') else 503, b'')
                def do_POST(self): self.answer(200, self.rfile.read(int(self.headers['content-length'])))
                def log_message(self, *words): pass
            http.server.HTTPServer(('0.0.0.0', int(os.environ['FC_SERVER_PORT'])), Handler).serve_forever()
            """

        private static func bench(_ flags: TemporaryFolder, _ config: HealthCheckConfig) throws -> LocalBench {
            try LocalBench.server(patient, file: "server.py", command: ["python3", "server.py"]) { function in
                function.environment = ["FLAGS": flags.path]
                function.server.healthCheck = LocalFunction.HealthCheck(config)
            }
        }

        @Test func aServerGetsNothingBeforeItIsWell() async throws {
            let flags = try TemporaryFolder()
            var config = HealthCheckConfig(httpGetURL: "/ready?deep=1")
            (config.failureThreshold, config.successThreshold, config.period) = (20, 2, 1)
            try await Self.bench(flags, config).use { bench in
                let call = Task { await bench.invoke(text: "x") }
                let isAsked = try await eventually(within: .seconds(20)) {
                    FileSystem.stamp(flags.path + "/asked") != nil
                }
                #expect(isAsked)
                #expect(await bench.registry.schedulers[0].status().instances.map(\.state) == ["starting"])
                try flags.write("", to: "well")
                #expect(await call.value.text == "x")
                #expect(try flags.read("asked").hasPrefix("/ready?deep=1\n"))
            }
        }

        @Test func aServerThatIsNeverWellIsExplainedWithItsNumbers() async throws {
            let flags = try TemporaryFolder()
            var config = HealthCheckConfig(httpGetURL: "http://127.0.0.1:9000/ready")
            (config.failureThreshold, config.period) = (2, 1)
            try await Self.bench(flags, config).use { bench in
                let call = await bench.invoke(text: "x")
                #expect(call.status == 412 && call.code == "FunctionNotStarted")
                #expect(call.message?.hasPrefix("Function instance health check failed on port ") == true)
                #expect(call.message?.contains(" in 2 seconds. Logs:") == true, "\(call.message ?? "")")
            }
        }

        @Test func numbersBeyondThePlatformsLimitsCountAsTheNearestOne() throws {
            var config = HealthCheckConfig(httpGetURL: "ready")
            let usual = try #require(LocalFunction.HealthCheck(config))
            #expect(usual.target == "/ready" && usual.limit == .seconds(9) && usual.timeout == 1)
            (config.initialDelay, config.period, config.timeout) = (500, 0, 9)
            (config.failureThreshold, config.successThreshold) = (-1, 500)
            let bounded = try #require(LocalFunction.HealthCheck(config))
            #expect((bounded.initialDelay, bounded.period, bounded.timeout) == (120, 1, 3))
            #expect((bounded.failureThreshold, bounded.successThreshold) == (1, 120))
            #expect(LocalFunction.HealthCheck(HealthCheckConfig()) == nil)
        }

        /// Listens where it wants; answers with the name of its function, and waits for a file when asked to.
        private static func stubborn(_ port: Int) -> String {
            """
            import http.server, os, time
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def do_POST(self):
                    wanted = self.rfile.read(int(self.headers['content-length'])).decode()
                    if wanted: open(wanted + '.begun', 'w')
                    while wanted and not os.path.exists(wanted): time.sleep(0.005)
                    body = os.environ['FC_FUNCTION_NAME'].encode()
                    self.send_response(200)
                    self.send_header('content-length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                def log_message(self, *words): pass
            http.server.HTTPServer(('0.0.0.0', \(port)), Handler).serve_forever()
            """
        }

        @Test func anIdleInstanceOfAnotherFunctionLeavesAFixedPortAndAWorkingOneDoesNot() async throws {
            let port = try #require(PortStore().take(preferring: 0))
            let folder = try TemporaryFolder()
            try folder.write(Self.stubborn(port), to: "code/server.py")
            let functions = ["one", "two"].map { name in
                var function = LocalFunction(
                    name: name, runtime: "custom", handler: "index.handler", codePath: folder.path + "/code",
                    timeout: 30, memorySize: 128)
                function.server.command = ["python3", "server.py"]
                function.server.port = port
                return function
            }
            try await LocalBench(functions: functions).use { bench in
                for name in ["one", "two", "one", "one", "two"] {
                    let call = await bench.invoke(name)
                    #expect(call.text == name, "\(call.text)")
                }
                #expect(bench.told.contains { $0.contains("listen on port \(port) whatever they are told") })
                let flag = folder.path + "/go"
                let working = Task { await bench.invoke("two", Array(flag.utf8)) }
                let isWorking = try await eventually(within: .seconds(20)) {
                    FileSystem.stamp(flag + ".begun") != nil
                }
                #expect(isWorking)
                let refused = await bench.invoke("one")
                #expect(refused.status == 412 && refused.code == "FunctionNotStarted")
                let words = "Port \(port) of function 'one' is in use by function 'two', which is working"
                #expect(refused.message?.contains(words) == true, "\(refused.message ?? "")")
                #expect(refused.message?.contains("customRuntimeConfig.port") == true)
                try folder.write("", to: "go")
                #expect(await working.value.text == "two")
                #expect(await bench.invoke("one").text == "one")
            }
        }

        @Test func aFunctionThatFailsForAnotherReasonLeavesTheOthersAlone() async throws {
            let folder = try TemporaryFolder()
            let port = try #require(PortStore().take(preferring: 0))
            try folder.write(Self.stubborn(port), to: "good/server.py")
            try folder.write("raise ValueError('broken')\n", to: "bad/server.py")
            let functions = ["good", "bad"].map { name in
                var function = LocalFunction(
                    name: name, runtime: "custom", handler: "index.handler", codePath: folder.path + "/" + name,
                    timeout: 30, memorySize: 128)
                function.server.command = ["python3", "server.py"]
                function.server.port = port
                return function
            }
            try await LocalBench(functions: functions).use { bench in
                let first = await bench.invoke("good")
                let broken = await bench.invoke("bad")
                #expect(broken.code == "CAExited" && broken.message?.contains("ValueError: broken") == true)
                let second = await bench.invoke("good")
                #expect(second.text == "good" && second.instanceID == first.instanceID)
            }
        }
    }
}

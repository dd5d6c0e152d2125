import FCCore
import TestSupport
import Testing

@testable import FCLocal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FunctionTests {
    /// Functions that bring their own HTTP server.
    @Suite struct CustomRuntimeTests {
        /// Sends head and body in two writes and keeps connections, as the standard library does.
        static let python = """
            import http.server, json, os, socketserver, time
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def answer(self):
                    body = self.rfile.read(int(self.headers.get('content-length') or 0))
                    print('got', self.command, self.path, flush=True)
                    status, extra = 200, {}
                    if body == b'fail': status, extra, body = 404, {'x-fc-status': '404'}, b'{"errorMessage": "no"}'
                    if body == b'plain404': status, body = 404, b'{"code": 404}'
                    if body == b'wait': time.sleep(60)
                    if body == b'end': os._exit(3)
                    if body == b'headers':
                        body = json.dumps({k.lower(): v for k, v in self.headers.items()}).encode()
                    if self.path == '/initialize':
                        status = int(os.environ.get('START', '200')); open(os.environ['FLAG'] + '.start', 'a').write('x')
                    if self.path == '/pre-stop': open(os.environ['FLAG'], 'w').write(self.command)
                    if self.path.startswith('/site'):
                        status, extra = 201, {'X-Own': 'yes', 'Server': 'mine', 'x-fc-secret': 'no',
                                              'Content-Type': 'text/html'}
                        body = (self.command + ' ' + self.path + ' ' + self.headers.get('x-mine', '') + ' ').encode() + body
                    self.send_response(status)
                    for name, value in extra.items(): self.send_header(name, value)
                    self.send_header('content-length', str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                do_GET = do_POST = do_PUT = answer
                def log_message(self, *words): pass
            class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
                daemon_threads = True
            time.sleep(float(os.environ.get('DELAY', '0')))
            Server(('0.0.0.0', int(os.environ['FC_SERVER_PORT'])), Handler).serve_forever()
            """

        static let node = """
            const http = require('http')
            http.createServer((request, response) => {
              const chunks = []
              request.on('data', (chunk) => chunks.push(chunk))
              request.on('end', () => response.end(Buffer.concat(chunks)))
            }).listen(process.env.FC_SERVER_PORT, '0.0.0.0')
            """

        static let flask = """
            import os
            from flask import Flask, request
            app = Flask(__name__)
            @app.route('/invoke', methods=['POST'])
            def invoke(): return request.get_data()
            app.run(host='0.0.0.0', port=int(os.environ['FC_CUSTOM_LISTEN_PORT']))
            """

        static func pythonBench(
            instanceLimit: Int = 2, change: (inout LocalFunction) -> Void = { _ in }
        ) throws -> LocalBench {
            try LocalBench.server(
                python, file: "server.py", command: ["python3", "/code/server.py"], instanceLimit: instanceLimit,
                change: change)
        }

        static let servers: [(code: String, file: String, command: [String])] = [
            (python, "server.py", ["python3", "server.py"]), (node, "server.js", ["node", "/code/server.js"]),
            (flask, "app.py", ["python3", "app.py"]),
        ]

        @Test(arguments: servers)
        func eventsComeBackByteForByteAndAtOnce(code: String, file: String, command: [String]) async throws {
            if code == Self.flask, !Self.hasFlask { return }
            try await LocalBench.server(code, file: file, command: command).use { bench in
                for name in PythonHandlerTests.events.keys.sorted() {
                    let event = PythonHandlerTests.events[name] ?? []
                    let call = await bench.invoke("hello", event)
                    #expect(call.status == 200, "\(call.text.prefix(500))")
                    #expect(call.body.elementsEqual(event), "\(name)")
                    #expect(call.errorType == nil)
                }
                var fastest = Duration.seconds(1)
                for _ in 0..<20 {
                    let start = ContinuousClock.now
                    _ = await bench.invoke(text: "ping")
                    fastest = min(fastest, start.duration(to: .now))
                }
                // A delayed acknowledgement alone would take 40 ms each time.
                #expect(fastest < .milliseconds(30))
            }
        }

        private static var hasFlask: Bool {
            LocalBench.interpreters.path.contains { FileSystem.isProgram($0 + "/flask") }
        }

        @Test func theServerGetsThePlatformsHeadersAndALogWithItsFrame() async throws {
            try await Self.pythonBench().use { bench in
                let call = await bench.invoke(text: "headers")
                let headers = call.json
                #expect(headers?["x-fc-request-id"]?.stringValue == call.requestID)
                #expect(headers?["x-fc-control-path"] == "/invoke")
                #expect(headers?["content-type"] == "application/octet-stream")
                #expect(headers?["x-fc-function-name"] == "hello")
                #expect(headers?["x-fc-function-handler"] == "index.handler")
                #expect(headers?["x-fc-function-memory"] == "128")
                #expect(headers?["x-fc-function-timeout"] == "20")
                #expect(headers?["x-fc-account-id"] == "1234567890")
                #expect(headers?["x-fc-access-key-id"]?.stringValue == FunctionSurroundings.DummyKey.accessKeyID)
                let next = await bench.invoke(text: "x")
                let id = next.requestID
                #expect(
                    next.log.hasPrefix(
                        "FC Invoke Start RequestId: \(id)\ngot POST /invoke\nFC Invoke End RequestId: \(id)\n\nDuration: "
                    ),
                    "\(next.log)")
            }
        }

        @Test func onlyTheHeaderReportsAFailure() async throws {
            try await Self.pythonBench().use { bench in
                let failed = await bench.invoke(text: "fail")
                #expect(failed.status == 200)
                #expect(failed.errorType == "UnhandledInvocationError")
                #expect(failed.json?["errorMessage"] == "no")
                let plain = await bench.invoke(text: "plain404")
                #expect(plain.errorType == nil)
                #expect(plain.text == #"{"code": 404}"#)
            }
        }

        @Test func aTimeoutAndAnExitAreAnsweredForAndTheNextCallIsCold() async throws {
            try await Self.pythonBench { $0.timeout = 1 }.use { bench in
                let first = await bench.invoke(text: "x")
                let slow = await bench.invoke(text: "wait")
                #expect(slow.errorType == "UnhandledInvocationError")
                #expect(
                    slow.json?["errorMessage"]?.stringValue?.hasPrefix("Function timed out after 1 seconds") == true)
                #expect(slow.log.contains("Error: Function timed out after 1 seconds\n"))
                let second = await bench.invoke(text: "x")
                #expect(second.text == "x" && second.instanceID != first.instanceID)
                let ended = await bench.invoke(text: "end")
                #expect(ended.json?["errorMessage"]?.stringValue?.hasPrefix("Process exited unexpectedly") == true)
                #expect(await bench.invoke(text: "x").text == "x")
            }
        }

        @Test func hooksAreCalledOnlyWhenConfigured() async throws {
            let folder = try TemporaryFolder()
            let bench = try Self.pythonBench { function in
                function.environment = ["FLAG": folder.path + "/flag"]
                function.initializer = .init(handler: "index.initialize")
                function.preStop = .init(handler: "index.preStop")
            }
            try await bench.use { bench in
                let call = await bench.invoke(text: "x")
                let id = call.requestID
                #expect(
                    call.log.hasPrefix("FC Initialize Start RequestId: \(id)\ngot POST /initialize\n"), "\(call.log)")
                _ = await bench.invoke(text: "x")
                await bench.stop()
                let (started, stopped) = (try folder.read("flag.start"), try folder.read("flag"))
                #expect(started == "x")
                #expect(stopped == "GET")
            }
        }

        @Test func aFailedInitializerFailsTheRequest() async throws {
            let folder = try TemporaryFolder()
            let bench = try Self.pythonBench { function in
                function.environment = ["FLAG": folder.path + "/flag", "START": "500"]
                function.initializer = .init(handler: "index.initialize")
            }
            try await bench.use { bench in
                let call = await bench.invoke(text: "x")
                #expect(call.errorType == "InitializationError")
                #expect(call.json?["errorMessage"]?.stringValue?.contains("500") == true)
            }
        }

        @Test func anInstanceTakesAsManyRequestsAsItsConcurrency() async throws {
            let code = """
                import http.server, os, socketserver, threading
                together = threading.Barrier(4)
                class Handler(http.server.BaseHTTPRequestHandler):
                    protocol_version = 'HTTP/1.1'
                    def do_POST(self):
                        body = self.rfile.read(int(self.headers['content-length']))
                        print('mine', body.decode(), self.headers['x-fc-request-id'], flush=True)
                        together.wait(20)
                        if body.startswith(b'end'): os._exit(3)
                        self.send_response(200)
                        self.send_header('content-length', str(len(body)))
                        self.end_headers()
                        self.wfile.write(body)
                class Server(socketserver.ThreadingMixIn, http.server.HTTPServer): daemon_threads = True
                Server(('', int(os.environ['PORT'])), Handler).serve_forever()
                """
            let bench = try LocalBench.server(
                code, file: "server.py", command: ["python3", "server.py"], instanceLimit: 1
            ) { $0.concurrency = 4 }
            try await bench.use { bench in
                for word in ["answer", "end"] {
                    let calls = (0..<4).map { number in Task { await bench.invoke(text: "\(word)\(number)") } }
                    var instances: Set<String> = []
                    for (number, call) in calls.enumerated() {
                        let answer = await call.value
                        instances.insert(answer.instanceID ?? "")
                        #expect(answer.log.contains("mine \(word)\(number) \(answer.requestID)"))
                        #expect(answer.log.split(separator: "\n").count { $0.hasPrefix("mine") } == 1)
                        if word == "answer" { #expect(answer.text == "answer\(number)") }
                        if word == "end" { #expect(answer.text.contains("Process exited unexpectedly")) }
                    }
                    #expect(instances.count == 1)
                }
            }
        }

        struct BadStart: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var file = "bootstrap"
            var text = "#!/bin/sh\nexit 0\n"
            var mode: mode_t = 0o700
            var command: [String] = []
            var code: String
            var message: String
        }

        static let badStarts = [
            BadStart(
                testDescription: "no file", file: "other", code: "CAFileNotFound", message: "/bootstrap is not exist"),
            BadStart(
                testDescription: "no program", command: ["no-such-program"], code: "CAFileNotFound",
                message: "no-such-program"),
            BadStart(testDescription: "no x", mode: 0o600, code: "CAExited", message: "exited unexpectedly(code 13"),
            BadStart(
                testDescription: "exits at once", text: "#!/bin/sh\necho words; exit 7\n", code: "CAExited",
                message: "exited unexpectedly(code 7"),
            BadStart(
                testDescription: "output of the start", text: "#!/bin/sh\necho words; exit 7\n", code: "CAExited",
                message: "Logs:words\n"),
            BadStart(
                testDescription: "wrong port", text: "#!/bin/sh\necho up; exec sleep 60\n", code: "FunctionNotStarted",
                message: "in 1 seconds. Logs:up\n"),
        ]

        @Test(arguments: badStarts) func aServerThatDoesNotStartIsExplained(start: BadStart) async throws {
            let bench = try LocalBench.server(start.text, file: start.file, command: start.command)
            chmod(bench.folder.path + "/code/" + start.file, start.mode)
            var configuration = bench.configuration
            configuration.serverStartLimit = .seconds(1)
            let registry = FunctionRegistry(configuration)
            let router = Router(registry: registry, configuration: configuration, credentials: LocalBench.credentials)
            let request = LocalBench.request("POST", ["functions", "hello", "invocations"], action: "InvokeFunction")
            let call = Call(await router.reply(to: request))
            #expect(call.status == 412)
            #expect(call.code == start.code)
            #expect(call.message?.contains(start.message) == true, "\(call.message ?? "")")
        }

        @Test func aSlowStartAndABootstrapFileAreFine() async throws {
            let bench = try LocalBench.server(
                "#!/bin/sh\nexec python3 server.py\n", file: "bootstrap", command: []
            ) { $0.environment = ["DELAY": "0.6"] }
            try bench.folder.write(Self.python, to: "code/server.py")
            chmod(bench.folder.path + "/code/bootstrap", 0o700)
            try await bench.use { bench in
                #expect(await bench.invoke(text: "x").text == "x")
            }
        }

        @Test func aServerThatInsistsOnItsPortRunsOnceAndSaysWhoIsInTheWay() async throws {
            let port = try #require(PortStore().take(preferring: 0))
            let fixed = Self.python.split(separator: "int(os.environ['FC_SERVER_PORT'])").joined(separator: "\(port)")
            let bench = try LocalBench.server(fixed, file: "server.py", command: ["python3", "server.py"], port: port)
            try await bench.use { bench in
                _ = await bench.invoke(text: "x")
                let calls = (0..<6).map { number in Task { await bench.invoke(text: "\(number)") } }
                for (number, call) in calls.enumerated() { #expect(await call.value.text == "\(number)") }
                let other = try LocalBench.server(
                    fixed, file: "server.py", command: ["python3", "server.py"], port: port)
                try await other.use { other in
                    let refused = await other.invoke(text: "x")
                    #expect(refused.status == 412)
                    #expect(refused.message?.contains("Port \(port) of function 'hello' is in use") == true)
                }
            }
        }

        @Test func theRequestOfAnHTTPTriggerIsPassedThrough() async throws {
            let bench = try Self.pythonBench { $0.triggers = [LocalTrigger(name: "web", type: "http")] }
            try await bench.use { bench in
                var headers: HTTPHeaders = ["host": "hello.localhost:1", "x-mine": "kept", "x-fc-function-name": "no"]
                let direct = FrontRequest(
                    method: "PUT", rawPath: "/site/a%20b", rawQuery: "q=1", headers: headers, body: Array("body".utf8))
                let call = Call(await bench.router.reply(to: direct))
                #expect(call.status == 201)
                #expect(call.text == "PUT /site/a%20b?q=1 kept body")
                #expect(call.reply.headers["x-own"] == "yes")
                #expect(call.reply.headers["content-type"] == "text/html")
                #expect(call.reply.headers["server"] == nil && call.reply.headers["x-fc-secret"] == nil)
                #expect(call.reply.headers["x-fc-request-id"] != nil)
                headers.set("host", "127.0.0.1:1")
                let proxied = FrontRequest(method: "GET", rawPath: "/proxy/hello/site", headers: headers)
                #expect(Call(await bench.router.reply(to: proxied)).text == "GET /site kept ")
            }
        }

        @Test func noServerOutlivesTheEndpoint() async throws {
            let bench = try LocalBench.server(
                "#!/bin/sh\nsleep 600 & echo $! > ../child; echo $$ > ../server; exec python3 server.py\n",
                file: "bootstrap", command: [])
            try bench.folder.write(Self.python, to: "code/server.py")
            chmod(bench.folder.path + "/code/bootstrap", 0o700)
            _ = await bench.invoke(text: "x")
            let texts = [try bench.folder.read("server"), try bench.folder.read("child")]
            let processes = texts.compactMap { Int($0.filter(\.isNumber)) }
            #expect(processes.count == 2 && processes.allSatisfy(isAlive))
            await bench.stop()
            #expect(try await eventually { !processes.contains(where: isAlive) })
        }
    }
}

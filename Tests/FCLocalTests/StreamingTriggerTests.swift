import FCCore
import FoundationEssentials
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Answers of custom runtimes through HTTP triggers, while they come.
    @Suite struct StreamingTriggerTests {
        /// Does what the path says; waits for files that the test writes, and tells it through files how far it is.
        private static let code = """
            import http.server, os, select, socketserver, time
            folder = os.environ['FLAGS'] + '/'
            def flag(name, text='x'):
                with open(folder + name + '.new', 'w') as file: file.write(text)
                os.rename(folder + name + '.new', folder + name)
            class Handler(http.server.BaseHTTPRequestHandler):
                protocol_version = 'HTTP/1.1'
                def piece(self, data): self.wfile.write(b'%x\\r\\n%s\\r\\n' % (len(data), data))
                def head(self, *fields):
                    self.send_response(200)
                    for name, value in fields: self.send_header(name, value)
                    self.end_headers()
                def chunked(self, kind='text/plain'):
                    self.head(('transfer-encoding', 'chunked'), ('content-type', kind))
                def do_GET(self): getattr(self, 'do' + self.path.replace('/', '_'))()
                do_HEAD = do_GET
                def do_wait(self):
                    self.chunked()
                    self.piece(b'first\\n')
                    while not os.path.exists(folder + 'go'): time.sleep(0.005)
                    self.piece(b'last\\n')
                    self.piece(b'')
                def do_events(self):
                    self.chunked('text/event-stream')
                    for number in range(3):
                        while not os.path.exists(folder + 'event%d' % number): time.sleep(0.005)
                        self.piece(b'id: %d\\ndata: {"n": %d}\\n\\n' % (number, number))
                    self.piece(b'')
                def do_sized(self):
                    self.head(('content-length', '5'))
                    if self.command != 'HEAD': self.wfile.write(b'sized')
                def do_big(self):
                    self.head(('content-length', str(256 << 20)))
                    self.connection.setblocking(False)
                    sent, data, told = 0, b'x' * 65536, False
                    while sent < 256 << 20:
                        if not select.select([], [self.connection], [], 1)[1]:
                            if not told: flag('blocked', str(sent))
                            told = True
                            continue
                        sent += self.connection.send(data[:min(len(data), (256 << 20) - sent)])
                    self.connection.setblocking(True)
                def do_break(self):
                    self.head(('content-length', '100'))
                    self.wfile.write(b'some')
                    self.wfile.flush()
                    self.close_connection = True
                def do_die(self):
                    self.chunked()
                    self.piece(b'some')
                    os._exit(3)
                def do_gone(self):
                    self.chunked()
                    self.piece(b'first\\n')
                    self.connection.settimeout(30)
                    flag('gone', str(len(self.connection.recv(1))))
                def do_silent(self):
                    flag('silent')
                    self.connection.settimeout(30)
                    flag('gone', str(len(self.connection.recv(1))))
                def do_heads(self):
                    self.head(*[('x-many-%d' % number, 'y' * 1000) for number in range(9)], ('content-length', '0'))
                def log_message(self, *words): pass
            class Server(socketserver.ThreadingMixIn, http.server.HTTPServer): daemon_threads = True
            Server(('0.0.0.0', int(os.environ['FC_SERVER_PORT'])), Handler).serve_forever()
            """

        private struct Site {
            var endpoint: LocalEndpoint
            var logs: LogBook
            var flags: TemporaryFolder

            func get(_ path: String, method: String = "GET") throws -> StreamingClient {
                try StreamingClient(port: endpoint.endpoint.port ?? 0, "\(method) \(path)")
            }

            func raise(_ flag: String) throws { try flags.write("", to: flag) }

            /// What the server wrote into a flag, once it is there.
            func wait(for flag: String) async throws -> String {
                let path = flags.path + "/" + flag
                let isRaised = try await eventually(within: .seconds(30)) { FileSystem.stamp(path) != nil }
                try #require(isRaised, "no \(flag)")
                return try flags.read(flag)
            }

            /// Waits until the log of the function holds a text.
            func waitForLog(_ text: String) async throws -> Bool {
                try await eventually(within: .seconds(30)) {
                    logs.records().contains { $0.text.contains(text) }
                }
            }
        }

        private static func serve(timeout: Int = 60, concurrency: Int = 1, _ body: (Site) async throws -> Void)
            async throws
        {
            let flags = try TemporaryFolder()
            let bench = try LocalBench.server(code, file: "server.py", command: ["python3", "server.py"]) { function in
                function.triggers = [LocalTrigger(name: "web", type: "http")]
                function.environment = ["FLAGS": flags.path]
                function.timeout = timeout
                function.concurrency = concurrency
            }
            try await bench.serve { try await body(Site(endpoint: $0, logs: bench.configuration.logs, flags: flags)) }
        }

        @Test func theFirstPieceArrivesBeforeTheLastIsMade() async throws {
            try await Self.serve { site in
                let client = try site.get("/wait")
                let head = try await client.read(until: "first\n")
                #expect(head.hasPrefix("HTTP/1.1 200"))
                #expect(head.contains("first\n") && !head.contains("last"))
                #expect(head.lowercased().contains("transfer-encoding: chunked"))
                #expect(head.lowercased().contains("x-fc-request-id: 1-"))
                #expect(head.lowercased().contains("x-fc-instance-id: c-"))
                try site.raise("go")
                #expect(try await client.read(until: "\r\n0\r\n\r\n").contains("last\n"))
            }
        }

        @Test func eventsOfAServerArriveOneByOne() async throws {
            try await Self.serve { site in
                let client = try site.get("/events")
                #expect(try await client.read(until: "\r\n\r\n").lowercased().contains("text/event-stream"))
                for number in 0..<3 {
                    try site.raise("event\(number)")
                    #expect(try await client.read(until: "\n\n").contains("data: {\"n\": \(number)}"))
                }
            }
        }

        @Test func aServerWaitsForAClientThatDoesNotRead() async throws {
            try await Self.serve { site in
                let client = try site.get("/big")
                let sent = Int(try await site.wait(for: "blocked")) ?? 0
                // What lies in the sockets between them, which the system sizes, and at most 1 MB in fcsh.
                #expect(sent > 0 && sent < 64 << 20, "\(sent)")
                let head = try await client.read(until: "\r\n\r\n")
                #expect(head.lowercased().contains("content-length: \(256 << 20)"))
                client.hangUp()
            }
        }

        @Test func aKnownLengthStaysAndHeadHasNoBody() async throws {
            try await Self.serve { site in
                let connection = try LoopbackClient(port: site.endpoint.endpoint.port ?? 0)
                let request = HTTPTriggerTests.request("/sized")
                let first = try await connection.send(request)
                #expect(first.text == "sized" && first.reply.headers["content-length"] == "5")
                // The connection goes on after it.
                let second = try await connection.send(request)
                #expect(second.text == "sized" && second.instanceID == first.instanceID)
                let head = try site.get("/sized", method: "HEAD")
                let text = try await head.read(until: "\r\n\r\n")
                #expect(text.hasSuffix("\r\n\r\n") && text.lowercased().contains("content-length: 5"))
            }
        }

        @Test(arguments: ["/break", "/die"]) func anAnswerThatBreaksOffEndsTheConnection(path: String) async throws {
            try await Self.serve { site in
                let client = try site.get(path)
                let text = try await client.read(until: "there is no such text")
                #expect(text.contains("some") && !text.contains("\r\n0\r\n"))
                let reason = path == "/die" ? "Process exited unexpectedly" : "Unhandled function error"
                #expect(try await site.waitForLog("Error: \(reason)"))
                #expect(try await site.get("/sized").read(until: "sized").contains("sized"))
            }
        }

        @Test func theTimeLimitHoldsInTheMiddleOfAnAnswer() async throws {
            try await Self.serve(timeout: 1) { site in
                let client = try site.get("/wait")
                let text = try await client.read(until: "there is no such text")
                #expect(text.contains("first\n") && !text.contains("last"))
                #expect(try await site.waitForLog("Error: Function timed out after 1 seconds"))
            }
        }

        @Test(arguments: ["/gone", "/silent"], [1, 4])
        func aClientThatHangsUpEndsTheRequestOfTheServer(path: String, concurrency: Int) async throws {
            try await Self.serve(concurrency: concurrency) { site in
                let client = try site.get(path)
                if path == "/gone" {
                    _ = try await client.read(until: "first\n")
                } else {
                    _ = try await site.wait(for: "silent")
                }
                client.hangUp()
                #expect(try await site.wait(for: "gone") == "0")
                #expect(try await site.waitForLog("Error: Invocation canceled by client (duration: "))
                let next = try await site.get("/sized").read(until: "sized")
                #expect(next.hasPrefix("HTTP/1.1 200"))
            }
        }

        @Test func aRequestCanBecomeATaskAndTheLogComesWithTheWholeAnswer() async throws {
            let bench = try CustomRuntimeTests.pythonBench { $0.triggers = [LocalTrigger(name: "web", type: "http")] }
            try await bench.use { bench in
                let request = HTTPTriggerTests.request(
                    "/site/a", method: "PUT", query: "q=1",
                    headers: ["x-fc-invocation-type": "Async", "x-fc-async-task-id": "one", "x-mine": "kept"],
                    body: Array("body".utf8))
                let accepted = Call(await bench.router.reply(to: request))
                #expect(accepted.status == 202 && accepted.body.isEmpty)
                let task = try await HTTPTriggerTests.endedTask("one", bench)
                #expect(task?["status"] == "Succeeded")
                #expect(task?["returnPayload"] == "PUT /site/a?q=1 kept body" && task?["taskPayload"] == "body")
                let call = Call(
                    await bench.router.reply(
                        to: HTTPTriggerTests.request("/site", headers: ["x-fc-log-type": "Tail"])))
                #expect(call.status == 201 && call.text == "GET /site  ")
                #expect(call.log.contains("got GET /site\nFC Invoke End RequestId: \(call.requestID)\n\nDuration: "))
                let failed = Call(
                    await bench.router.reply(
                        to: HTTPTriggerTests.request("/", method: "POST", body: Array("fail".utf8))))
                #expect(failed.status == 404 && failed.errorType == "UnhandledInvocationError")
            }
        }

        @Test func moreHeadersThanThePlatformTakesAreA502() async throws {
            try await Self.serve { site in
                let text = try await site.get("/heads").read(until: "}")
                #expect(text.hasPrefix("HTTP/1.1 502") && text.contains("BadResponse"), "\(text)")
            }
        }
    }
}

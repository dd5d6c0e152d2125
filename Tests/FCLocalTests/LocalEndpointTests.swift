import FCCore
import FoundationEssentials
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// The endpoint as a client on a socket sees it.
    @Suite struct LocalEndpointTests {
        static func invocation(of endpoint: LocalEndpoint, _ body: [UInt8] = []) -> FrontRequest {
            LocalBench.request(
                "POST", ["functions", "hello", "invocations"], action: "InvokeFunction",
                headers: ["x-fc-log-type": "Tail"],
                body: body, credentials: endpoint.credentials, endpoint: endpoint.endpoint)
        }

        @Test func aSignedInvocationIsAnsweredOnBothAddressesAndOneConnectionIsEnough() async throws {
            try await LocalBench().serve { endpoint in
                let port = endpoint.endpoint.effectivePort
                #expect(endpoint.endpoint.url == "http://127.0.0.1:\(port)")
                let client = try LoopbackClient(port: port)
                for text in ["", "one", "two"] {
                    let call = try await client.send(Self.invocation(of: endpoint, Array(text.utf8)))
                    #expect(call.status == 200)
                    #expect(call.text == text)
                    #expect(call.reply.headers["date"]?.hasSuffix(" GMT") == true)
                    #expect(call.reply.headers["x-fc-invocation-service-version"] == "LATEST")
                    #expect(call.reply.headers["x-fc-code-checksum"].flatMap { UInt64($0) } != nil)
                    #expect(call.reply.headers["x-fc-invocation-duration"].flatMap { Int($0) } != nil)
                    #expect(call.log.contains("FC Invoke Start RequestId: \(call.requestID)"))
                }
                if let client = try? LoopbackClient(port: port, ipv6: true) {
                    var request = FrontRequest(method: "GET", rawPath: "/other", headers: HTTPHeaders())
                    request.headers.set("host", "[::1]:\(port)")
                    #expect(try await client.send(request).code == "PathNotSupported")
                }
            }
        }

        @Test func anEventOf32MBPassesAndALargerOneIsRefused() async throws {
            try await LocalBench().serve { endpoint in
                let event = [UInt8](repeating: 0xA5, count: 32 << 20)
                let client = try LoopbackClient(port: endpoint.endpoint.effectivePort)
                #expect(try await client.send(Self.invocation(of: endpoint, event)).body == event)
                let refused = try await client.send(Self.invocation(of: endpoint, event + [0]))
                #expect(refused.status == 400)
                #expect(refused.code == "EntityTooLarge")
                #expect(try await client.send(Self.invocation(of: endpoint, [1])).body == [1])
            }
        }

        @Test func aForeignHostIsRefused() async throws {
            try await LocalBench().serve { endpoint in
                var request = Self.invocation(of: endpoint)
                request.headers.set("host", "fc.example.com")
                let call = try await LoopbackClient(port: endpoint.endpoint.effectivePort).send(request)
                #expect(call.status == 403)
                #expect(call.code == "AccessDenied")
            }
        }

        @Test func statusAndLogsTellWhatHappened() async throws {
            let code = "def handler(event, context):\n    print('seen')\n    return 'x'\n"
            let bench = try LocalBench(code)
            try await bench.serve { endpoint in
                #expect(await endpoint.status().first?.calls == 0)
                let client = try LoopbackClient(port: endpoint.endpoint.effectivePort)
                let call = try await client.send(Self.invocation(of: endpoint))
                let status = try #require(await endpoint.status().first)
                #expect(status.name == "hello" && status.runtime == "python3.12" && status.problem == nil)
                #expect(status.calls == 1)
                #expect(status.interpreter != nil)
                #expect(status.instances.count == 1)
                #expect(status.instances.first?.state == "idle")
                #expect(status.instances.first?.id == call.instanceID)
                #expect(status.instances.first?.processID.map(isAlive) == true)
                let logs = bench.configuration.logs.records(of: "hello")
                #expect(logs.count == 1)
                #expect(logs.first?.requestID == call.requestID)
                #expect(logs.first?.text.contains("seen\n") == true)
                #expect(bench.configuration.logs.records(of: "other").isEmpty)
            }
        }

        @Test func aTakenPortIsAnError() async throws {
            try await LocalBench().serve { endpoint in
                let other = try LocalBench()
                var configuration = other.configuration
                let port = endpoint.endpoint.effectivePort
                configuration.port = port
                await #expect(throws: LocalEndpointError.portUnavailable(port: port, reason: "Address already in use"))
                {
                    _ = try await LocalEndpoint.start(configuration)
                }
            }
        }

        @Test func theKeyIsMadeOncePrivatelyAndKept() async throws {
            let bench = try LocalBench()
            var configuration = bench.configuration
            configuration.credentials = nil
            let first = try await LocalEndpoint.start(configuration)
            await first.stop()
            let second = try await LocalEndpoint.start(configuration)
            await second.stop()
            #expect(first.credentials == second.credentials)
            let path = bench.folder.path + "/state/access-key"
            #expect(permissions(of: path) == 0o600)
            #expect(permissions(of: bench.folder.path + "/state") == 0o700)
        }

        @Test func afterStopNothingListensAndNothingRuns() async throws {
            let bench = try LocalBench("import os\ndef handler(event, context):\n    return str(os.getpid())\n")
            let endpoint = try await LocalEndpoint.start(bench.configuration)
            let client = try LoopbackClient(port: endpoint.endpoint.effectivePort)
            let process = try #require(Int(try await client.send(Self.invocation(of: endpoint)).text))
            await endpoint.stop()
            #expect(!isAlive(process))
            #expect(throws: (any Error).self) { try LoopbackClient(port: endpoint.endpoint.effectivePort) }
        }

        @Test func aChangedDescriptionIsReadAgain() async throws {
            let bench = try LocalBench(
                "import os\ndef handler(event, context):\n    return os.environ.get('MODE', '-')\n")
            let manifest = """
                edition: 3.0.0
                name: test
                resources:
                  one:
                    component: fc3
                    props:
                      region: cn-hangzhou
                      functionName: hello
                      runtime: python3.12
                      handler: index.handler
                      code: ./code
                      environmentVariables: {MODE: MARK}
                  broken:
                    component: fc3
                    props: {region: cn-hangzhou, functionName: broken, runtime: python3.12, timeout: soon}
                """
            let path = try bench.folder.write(manifest, to: "s.yaml")
            let read: @Sendable () -> [LocalFunction]? = {
                (try? ManifestReader().read(path)).map { LocalFunction.functions(of: $0) }
            }
            var configuration = bench.configuration
            configuration.functions = try #require(read())
            configuration.source = FunctionSource(path: path, read: read)
            let broken = try #require(configuration.functions.last)
            #expect(broken.problem?.contains("timeout") == true)
            try await LocalEndpoint.run(configuration) { endpoint in
                let client = try LoopbackClient(port: endpoint.endpoint.effectivePort)
                #expect(try await client.send(Self.invocation(of: endpoint)).text == "MARK")
                try bench.folder.write(manifest.replacing("MARK", with: "CHANGED"), to: "s.yaml")
                #expect(try await client.send(Self.invocation(of: endpoint)).text == "CHANGED")
                #expect(bench.told.contains("\(path) has changed and was read again"))
                try bench.folder.write("resources: [", to: "s.yaml")
                #expect(try await client.send(Self.invocation(of: endpoint)).text == "CHANGED")
                #expect(bench.told.contains { $0.contains("cannot be used") })
            }
        }

        /// Guards against stalls such as the 40 ms of a delayed acknowledgement.
        @Test func warmCallsDoNotStall() async throws {
            try await LocalBench().serve { endpoint in
                let client = try LoopbackClient(port: endpoint.endpoint.effectivePort)
                _ = try await client.send(Self.invocation(of: endpoint))
                let requests = (0..<100).map { _ in Self.invocation(of: endpoint, [1, 2, 3]) }
                let times = try await client.send(requests).map(\.time).sorted()
                #expect(times[50] < .milliseconds(30), "\(times[50])")
            }
        }
    }
}

import FCCore
import Testing

/// The transport against a real server: what arrives, what comes back, and when it gives up.
@Suite(.timeLimit(.minutes(1)))
struct AsyncHTTPTransportTests {
    @Test func requestArrivesAsItWasSigned() async throws {
        try await TestHTTPServer.run {
            .answer(200, ["X-Fc-Request-Id": "r"], $0.body)
        } body: { server, endpoint in
            try await withTransport { transport in
                let path = HTTPRequest.path(segments: ["2023-03-30", "functions", "a b/c+d*e~f%g$h", "函数"])
                let request = HTTPRequest(
                    method: "POST", endpoint: endpoint, path: path,
                    query: [("qualifier", "a b+c/d~e*f&g=h%i!'()"), ("empty", ""), ("Z", "[\"c-1\"]")],
                    headers: ["host": endpoint.authority, "X-Fc-Empty": "", "x-fc-tag": "a", "X-Fc-Tag": "b"],
                    body: .bytes([0, 255, 10, 13]))
                let response = try await transport.send(request, deadline: nil)
                #expect(response.status == 200)
                #expect(response.headers["x-fc-request-id"] == "r")
                #expect(response.requestSentAt != nil)
                #expect(try await response.body.collect(upTo: 100) == [0, 255, 10, 13])
                let received = try #require(server.requests.first)
                #expect(received.method == "POST")
                #expect(received.target == request.target)
                #expect(received.headers.all("host") == [endpoint.authority])
                #expect(received.headers["content-length"] == "4")
                #expect(received.headers["accept-encoding"] == "identity")
                #expect(received.headers["x-fc-empty"] == "")
                #expect(received.headers.all("x-fc-tag") == ["a", "b"])
                #expect(received.headers["transfer-encoding"] == nil)
            }
        }
    }

    @Test(arguments: [("POST", "0"), ("PUT", "0"), ("GET", nil), ("DELETE", nil)] as [(String, String?)])
    func withoutBody(method: String, length: String?) async throws {
        try await TestHTTPServer.run { _ in
            .answer(204)
        } body: { server, endpoint in
            try await withTransport { transport in
                let response = try await transport.send(HTTPRequest(method: method, endpoint: endpoint), deadline: nil)
                #expect(response.status == 204)
                #expect(try await response.body.collect(upTo: 0) == [])
                #expect(server.requests.first?.headers["content-length"] == length)
                #expect(server.requests.first?.headers["content-type"] == nil)
                #expect(server.requests.first?.headers["host"] == endpoint.authority)
            }
        }
    }

    @Test func emptyBodyHasALength() async throws {
        try await TestHTTPServer.run { _ in
            .answer(200)
        } body: { server, endpoint in
            try await withTransport { transport in
                _ = try await transport.send(post(endpoint, .bytes([])), deadline: nil).body.collect(upTo: 0)
                #expect(server.requests.first?.headers["content-length"] == "0")
            }
        }
    }

    @Test func streamedBody() async throws {
        try await TestHTTPServer.run {
            .answer(200, [:], $0.body)
        } body: { server, endpoint in
            try await withTransport { transport in
                let chunks = (0..<40).map { [UInt8](repeating: $0, count: 50_000) }
                let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
                    for chunk in chunks { continuation.yield(chunk) }
                    continuation.finish()
                }
                let body = BodyStream(length: 2_000_000, sha256: "", chunks: stream)
                let response = try await transport.send(post(endpoint, .stream(body)), deadline: nil)
                #expect(try await response.body.collect(upTo: 2_000_000) == chunks.flatMap(\.self))
                #expect(server.requests.first?.headers["content-length"] == "2000000")
                #expect(server.requests.first?.headers["transfer-encoding"] == nil)
            }
        }
    }

    @Test func failingStreamIsAFailure() async throws {
        try await TestHTTPServer.run { _ in
            .answer(200)
        } body: { server, endpoint in
            try await withTransport { transport in
                let stream = AsyncThrowingStream<[UInt8], any Error> { continuation in
                    continuation.yield([1])
                    continuation.finish(throwing: CancellationError())
                }
                let body = BodyStream(length: 10, sha256: "", chunks: stream)
                await #expect(throws: TransportError.self) {
                    try await transport.send(post(endpoint, .stream(body)), deadline: nil)
                }
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test func chunkedAnswer() async throws {
        try await TestHTTPServer.run { _ in
            .chunks([[1, 2], [3], [4, 5]])
        } body: { _, endpoint in
            try await withTransport { transport in
                let response = try await transport.send(post(endpoint), deadline: nil)
                var bytes: [UInt8] = []
                for try await chunk in response.body { bytes += chunk }
                #expect(bytes == [1, 2, 3, 4, 5])
            }
        }
    }

    @Test func largeBodiesBothWays() async throws {
        let event = (0..<(12 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        try await TestHTTPServer.run {
            .answer(200, [:], $0.body)
        } body: { _, endpoint in
            try await withTransport { transport in
                let response = try await transport.send(post(endpoint, .bytes(event)), deadline: nil)
                let answer = try await response.body.collect(upTo: event.count)
                #expect(answer == event)
            }
        }
    }

    @Test func tooLargeAnAnswer() async throws {
        try await TestHTTPServer.run { _ in
            .answer(200, [:], [1, 2, 3])
        } body: { _, endpoint in
            try await withTransport { transport in
                let response = try await transport.send(post(endpoint), deadline: nil)
                let error = await #expect(throws: TransportError.self) { try await response.body.collect(upTo: 2) }
                #expect(error?.fact == .answerTooLarge(limit: 2))
            }
        }
    }

    @Test func redirectIsAnAnswer() async throws {
        try await TestHTTPServer.run {
            $0.target == "/" ? .answer(307, ["location": "/other"]) : .answer(200)
        } body: { server, endpoint in
            try await withTransport { transport in
                let response = try await transport.send(post(endpoint, .text("{}")), deadline: nil)
                #expect(response.status == 307)
                #expect(response.headers["Location"] == "/other")
                _ = try await response.body.collect(upTo: 0)
                #expect(server.requests.map(\.target) == ["/"])
            }
        }
    }

    @Test func connectionIsKept() async throws {
        try await TestHTTPServer.run { _ in
            .answer(200, [:], [1])
        } body: { server, endpoint in
            try await withTransport { transport in
                for _ in 0..<5 {
                    _ = try await transport.send(post(endpoint), deadline: nil).body.collect(upTo: 1)
                }
                #expect(server.requests.map(\.connection) == [1, 1, 1, 1, 1])
            }
        }
    }

    @Test func idleConnectionIsNotUsedAgain() async throws {
        var configuration = TransportConfiguration()
        configuration.idleLimit = .milliseconds(1)
        try await TestHTTPServer.run { _ in
            .answer(200, [:], [1])
        } body: { server, endpoint in
            try await withTransport(configuration) { transport in
                _ = try await transport.send(post(endpoint), deadline: nil).body.collect(upTo: 1)
                #expect(await server.wait { $0.closedConnections == 1 })
                _ = try await transport.send(post(endpoint), deadline: nil).body.collect(upTo: 1)
                #expect(server.requests.map(\.connection) == [1, 2])
            }
        }
    }

    @Test func everyIdleConnectionIsClosed() async throws {
        var configuration = TransportConfiguration()
        configuration.idleLimit = .milliseconds(50)
        try await TestHTTPServer.run { _ in
            .answer(200, [:], [1])
        } body: { server, endpoint in
            try await withTransport(configuration) { transport in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<3 {
                        group.addTask {
                            _ = try await transport.send(post(endpoint), deadline: nil).body.collect(upTo: 1)
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(await server.wait { $0.closedConnections == $0.openedConnections })
                #expect(server.requests.count == 3)
            }
        }
    }

    @Test func manyAtATime() async throws {
        try await TestHTTPServer.run {
            .answer(200, [:], $0.body)
        } body: { server, endpoint in
            try await withTransport { transport in
                let right = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 0..<64 {
                        group.addTask {
                            let body = Array("event \(number)".utf8)
                            let response = try await transport.send(post(endpoint, .bytes(body)), deadline: nil)
                            return try await response.body.collect(upTo: 100) == body
                        }
                    }
                    return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(right == 64)
                #expect(server.requests.count == 64)
            }
        }
    }
}

/// A request with a body.
func post(_ endpoint: Endpoint, _ body: RequestBody = .none) -> HTTPRequest {
    HTTPRequest(method: "POST", endpoint: endpoint, body: body)
}

/// Runs the body with a transport that is closed afterwards.
func withTransport(
    _ configuration: TransportConfiguration = TransportConfiguration(),
    _ body: (AsyncHTTPTransport) async throws -> Void
) async throws {
    let transport = AsyncHTTPTransport(configuration: configuration)
    do {
        try await body(transport)
        await transport.shutdown()
    } catch {
        await transport.shutdown()
        throw error
    }
}

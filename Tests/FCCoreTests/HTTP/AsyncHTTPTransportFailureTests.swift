import FCCore
import Testing

/// What the transport says when there is no answer, and how soon.
@Suite(.timeLimit(.minutes(1)))
struct AsyncHTTPTransportFailureTests {
    @Test func refusedPortIsReportedAtOnce() async throws {
        let endpoint = try await TestHTTPServer.run { _ in
            .silence
        } body: { _, endpoint in
            endpoint
        }
        try await withTransport { transport in
            // Who tried again until the deadline would still be trying.
            let deadline = ContinuousClock.now + .seconds(120)
            let error = await failure(transport, post(endpoint), deadline: deadline)
            #expect(error == TransportError(.connectionRefused, host: "127.0.0.1", port: endpoint.port))
            #expect(ContinuousClock.now.duration(to: deadline) > .seconds(60))
        }
    }

    @Test func nameWithoutAddress() async throws {
        let host = String(repeating: "a", count: 64) + ".invalid"
        try await withTransport { transport in
            let error = await failure(transport, post(Endpoint(host: host)), deadline: nil)
            #expect(error == TransportError(.cannotResolve, host: host, port: 443))
        }
    }

    @Test func deadlineBeforeTheAnswer() async throws {
        try await TestHTTPServer.run { _ in
            .silence
        } body: { server, endpoint in
            try await withTransport { transport in
                let start = ContinuousClock.now
                let error = await failure(transport, post(endpoint), deadline: start + .milliseconds(150))
                let waited = start.duration(to: .now)
                #expect(error?.fact == .deadlineExceeded)
                #expect(waited >= .milliseconds(140))
                #expect(waited < .seconds(5))
                #expect(await server.wait { $0.closedConnections == 1 })
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func deadlineWithinTheBody() async throws {
        try await TestHTTPServer.run { _ in
            .promise(10, [1], thenClose: false)
        } body: { server, endpoint in
            try await withTransport { transport in
                let response = try await transport.send(post(endpoint), deadline: .now + .milliseconds(300))
                #expect(response.status == 200)
                let error = await #expect(throws: TransportError.self) { try await response.body.collect(upTo: 10) }
                #expect(error?.fact == .deadlineExceeded)
                #expect(await server.wait { $0.closedConnections == 1 })
            }
        }
    }

    @Test func deadlineThatHasPassed() async throws {
        try await TestHTTPServer.run { _ in
            .silence
        } body: { _, endpoint in
            try await withTransport { transport in
                let error = await failure(transport, post(endpoint), deadline: .now - .seconds(1))
                #expect(error?.fact == .deadlineExceeded)
            }
        }
    }

    @Test func cancellationWhileWaiting() async throws {
        try await TestHTTPServer.run { _ in
            .silence
        } body: { server, endpoint in
            try await withTransport { transport in
                // Without a deadline and with a silent server nothing else can end it.
                let task = Task { await failure(transport, post(endpoint), deadline: nil) }
                #expect(await server.wait { $0.requests.count == 1 })
                task.cancel()
                #expect(await task.value?.fact == .cancelled)
                #expect(await server.wait { $0.closedConnections == 1 })
            }
        }
    }

    @Test func cancellationWithinTheBody() async throws {
        try await TestHTTPServer.run { _ in
            .promise(10, [1], thenClose: false)
        } body: { server, endpoint in
            try await withTransport { transport in
                let response = try await transport.send(post(endpoint), deadline: nil)
                let task = Task { () -> TransportError? in
                    do throws(TransportError) {
                        _ = try await response.body.collect(upTo: 10)
                        return nil
                    } catch {
                        return error
                    }
                }
                task.cancel()
                #expect(await task.value?.fact == .cancelled)
                #expect(await server.wait { $0.closedConnections == 1 })
            }
        }
    }

    @Test func cancelledBeforehand() async throws {
        try await TestHTTPServer.run { _ in
            .answer(200)
        } body: { server, endpoint in
            try await withTransport { transport in
                let task = Task {
                    while !Task.isCancelled { await Task.yield() }
                    return await failure(transport, post(endpoint), deadline: nil)
                }
                task.cancel()
                #expect(await task.value?.fact == .cancelled)
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test func bodyThatNobodyReadsEndsTheRequest() async throws {
        try await TestHTTPServer.run { _ in
            .promise(10, [1], thenClose: false)
        } body: { server, endpoint in
            try await withTransport { transport in
                _ = try await transport.send(post(endpoint), deadline: nil)
                #expect(await server.wait { $0.closedConnections == 1 })
            }
        }
    }

    @Test func serverThatHangsUpIsAskedOnce() async throws {
        try await TestHTTPServer.run { _ in
            .hangUp
        } body: { server, endpoint in
            try await withTransport { transport in
                let error = await failure(transport, post(endpoint, .text("{}")), deadline: nil)
                #expect(error?.fact == .connectionClosed(requestSent: true))
                #expect(error?.port == endpoint.port)
                #expect(server.requests.count == 1)
                #expect(server.openedConnections == 1)
            }
        }
    }

    @Test func answerThatBreaksOff() async throws {
        try await TestHTTPServer.run { _ in
            .promise(10, [1, 2], thenClose: true)
        } body: { server, endpoint in
            try await withTransport { transport in
                let response = try await transport.send(post(endpoint), deadline: nil)
                let error = await #expect(throws: TransportError.self) { try await response.body.collect(upTo: 10) }
                #expect(error?.fact == .connectionClosed(requestSent: true))
                #expect(server.requests.count == 1)
            }
        }
    }

    @Test func afterShutdown() async throws {
        let transport = AsyncHTTPTransport(configuration: TransportConfiguration())
        await transport.shutdown()
        let error = await failure(transport, post(Endpoint(host: "127.0.0.1")), deadline: nil)
        #expect(error?.fact == .other("the transport is shut down"))
        await transport.shutdown()
    }

    @Test func connectingHasItsOwnLimit() async throws {
        var configuration = TransportConfiguration()
        configuration.connectLimit = .milliseconds(200)
        try await TestHTTPServer.run(.deaf) { _ in
            .silence
        } body: { _, endpoint in
            try await withTransport(configuration) { transport in
                let secure = Endpoint(scheme: .https, host: endpoint.host, port: endpoint.port)
                let start = ContinuousClock.now
                let error = await failure(transport, post(secure), deadline: start + .seconds(20))
                #expect(error?.fact == .connectTimeout)
                #expect(start.duration(to: .now) < .seconds(5))
            }
        }
    }

    @Test func illFormedHeaderIsNotShown() async throws {
        try await TestHTTPServer.run { _ in
            .answer(200)
        } body: { server, endpoint in
            try await withTransport { transport in
                var request = post(endpoint)
                request.headers.add("x-acs-security-token", "FakeToken\r\nx-injected: 1")
                let error = try #require(await failure(transport, request, deadline: nil))
                guard case .other(let words) = error.fact else { throw error }
                #expect(!words.contains("FakeToken"))
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test func plainServerWhereTLSIsExpected() async throws {
        try await TestHTTPServer.run { _ in
            .answer(200)
        } body: { _, endpoint in
            try await withTransport { transport in
                let secure = Endpoint(scheme: .https, host: endpoint.host, port: endpoint.port)
                let error = await failure(transport, post(secure), deadline: .now + .seconds(10))
                #expect(error?.fact == .tls("the server ended the secure handshake"))
            }
        }
    }
}

/// What is wrong with sending a request; nil when an answer comes.
func failure(
    _ transport: AsyncHTTPTransport, _ request: HTTPRequest, deadline: ContinuousClock.Instant?
) async -> TransportError? {
    do throws(TransportError) {
        _ = try await transport.send(request, deadline: deadline)
        return nil
    } catch {
        return error
    }
}

import FCCore
import Testing

/// Proxies, against a server that plays both the proxy and what is behind it.
@Suite(.timeLimit(.minutes(1)))
struct AsyncHTTPTransportProxyTests {
    @Test func requestGoesThroughATunnel() async throws {
        try await TestHTTPServer.run(.proxy(status: 200)) {
            .answer(200, [:], $0.body)
        } body: { proxy, address in
            let variables = ["http_proxy": "http://me:FakeSecret@\(address.authority)"]
            try await withTransport(TransportConfiguration(environment: variables)) { transport in
                let endpoint = Endpoint(scheme: .http, host: "fc.test", port: 8080)
                for _ in 0..<2 {
                    let response = try await transport.send(post(endpoint, .bytes([9])), deadline: nil)
                    #expect(try await response.body.collect(upTo: 1) == [9])
                }
                #expect(proxy.tunnels.map(\.target) == ["fc.test:8080"])
                #expect(proxy.tunnels.first?.headers["proxy-authorization"] == "Basic bWU6RmFrZVNlY3JldA==")
                #expect(proxy.requests.map(\.target) == ["/", "/"])
                #expect(proxy.requests.first?.headers["proxy-authorization"] == nil)
            }
        }
    }

    @Test func exceptionsAreReachedDirectly() async throws {
        try await TestHTTPServer.run(.proxy(status: 200)) { _ in
            .answer(200)
        } body: { proxy, address in
            try await TestHTTPServer.run { _ in
                .answer(202)
            } body: { server, endpoint in
                let variables = ["ALL_PROXY": address.url, "NO_PROXY": "example.com"]
                try await withTransport(TransportConfiguration(environment: variables)) { transport in
                    let direct = try await transport.send(post(endpoint), deadline: nil)
                    #expect(direct.status == 202)
                    let other = Endpoint(scheme: .http, host: "fc.test")
                    #expect(try await transport.send(post(other), deadline: nil).status == 200)
                    #expect(server.requests.count == 1)
                    #expect(proxy.tunnels.map(\.target) == ["fc.test:80"])
                }
            }
        }
    }

    @Test(arguments: [
        (407, "it asks for a name and password (407)"), (403, "it refuses to connect to the server"),
        (502, "it refuses to connect to the server"),
    ])
    func refusal(status: Int, words: String) async throws {
        try await TestHTTPServer.run(.proxy(status: status)) { _ in
            .answer(200)
        } body: { proxy, address in
            let variables = ["http_proxy": address.url]
            try await withTransport(TransportConfiguration(environment: variables)) { transport in
                let error = await failure(
                    transport, post(Endpoint(scheme: .http, host: "fc.test")), deadline: .now + .seconds(10))
                #expect(error == TransportError(.proxy(words), host: "127.0.0.1", port: address.port))
                #expect(proxy.tunnels.count == 1)
                #expect(proxy.requests.isEmpty)
            }
        }
    }

    @Test func proxyThatIsNotThere() async throws {
        let address = try await TestHTTPServer.run { _ in
            .silence
        } body: { _, endpoint in
            endpoint
        }
        let variables = ["https_proxy": address.url]
        try await withTransport(TransportConfiguration(environment: variables)) { transport in
            let error = await failure(transport, post(Endpoint(host: "fc.test")), deadline: .now + .seconds(10))
            #expect(error == TransportError(.proxy("it refuses connections"), host: "127.0.0.1", port: address.port))
        }
    }
}

import FCCore
import NIOSSL
import Testing

/// Certificates: a self-signed one for 127.0.0.1 that only a named CA file makes trustworthy.
@Suite(.timeLimit(.minutes(1)))
struct AsyncHTTPTransportTLSTests {
    private func secureFront(_ certificate: String, key: String) throws -> TestHTTPServer.Front {
        let certificates = try NIOSSLCertificate.fromPEMFile(certificate)
        let key = try NIOSSLPrivateKey(file: key, format: .pem)
        let settings = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) }, privateKey: .privateKey(key))
        return .tls(try NIOSSLContext(configuration: settings))
    }

    @Test func trustedThroughTheFile() async throws {
        let files = try await TestCertificates()
        let configuration = TransportConfiguration(environment: ["SSL_CERT_FILE": files.certificate])
        try await TestHTTPServer.run(try secureFront(files.certificate, key: files.key)) {
            .answer(200, [:], $0.body)
        } body: { server, endpoint in
            try await withTransport(configuration) { transport in
                for _ in 0..<2 {
                    let response = try await transport.send(post(endpoint, .bytes([7])), deadline: nil)
                    #expect(try await response.body.collect(upTo: 1) == [7])
                }
                #expect(server.requests.map(\.connection) == [1, 1])
            }
        }
    }

    @Test func notTrustedOtherwise() async throws {
        let files = try await TestCertificates()
        try await TestHTTPServer.run(try secureFront(files.certificate, key: files.key)) { _ in
            .answer(200)
        } body: { server, endpoint in
            try await withTransport { transport in
                let error = await failure(transport, post(endpoint), deadline: .now + .seconds(10))
                #expect(error?.fact == .tls("the server's certificate is not trusted"))
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test func certificateOfAnotherHost() async throws {
        let files = try await TestCertificates()
        let configuration = TransportConfiguration(environment: ["SSL_CERT_FILE": files.otherCertificate])
        let front = try secureFront(files.otherCertificate, key: files.key)
        try await TestHTTPServer.run(front) { _ in
            .answer(200)
        } body: { server, endpoint in
            try await withTransport(configuration) { transport in
                let error = await failure(transport, post(endpoint), deadline: .now + .seconds(10))
                #expect(error?.fact == .tls("the server's certificate is for another host"))
                #expect(server.requests.isEmpty)
            }
        }
    }

    @Test(arguments: ["/nonexistent/ca.pem", #filePath])
    func fileWithoutCertificates(_ path: String) async throws {
        let configuration = TransportConfiguration(environment: ["FCSH_CA_FILE": path])
        try await withTransport(configuration) { transport in
            let error = await failure(transport, post(Endpoint(host: "127.0.0.1", port: 1)), deadline: nil)
            #expect(error?.fact == .tls("no certificates can be read from \(path)"))
        }
    }
}

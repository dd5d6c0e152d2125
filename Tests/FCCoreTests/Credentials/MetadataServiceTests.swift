import Testing

@testable import FCCore

@Suite("The metadata service of ECS")
struct MetadataServiceTests {
    private static let base = "http://127.0.0.1:9099"

    @Test("without a token of the service it is asked in the old way, once for each question")
    func olderVersion() async throws {
        let services = IdentityServices { request, _ throws(TransportError) in
            request.method == "PUT" ? IdentityServices.answer("not here", status: 404) : nil
        }
        let outcome = await outcome(["ALIBABA_CLOUD_ECS_METADATA": "NamedRole"], services)
        #expect(outcome.credentials?.accessKeyID == "STS.ak2")
        #expect(
            services.addresses == [
                "PUT \(Self.base)/latest/api/token",
                "GET \(Self.base)/latest/meta-data/ram/security-credentials/NamedRole",
            ])
        #expect(services.requests[1].headers.fields.isEmpty)

        let discovering = IdentityServices { request, _ throws(TransportError) in
            if request.method == "PUT" { throw TransportError(.deadlineExceeded) }
            return nil
        }
        #expect(await self.outcome([:], discovering).credentials?.accessKeyID == "STS.ak3")
        #expect(discovering.addresses.count == 3)
    }

    @Test("the old way can be forbidden")
    func olderVersionForbidden() async throws {
        let services = IdentityServices { request, _ throws(TransportError) in
            request.method == "PUT" ? IdentityServices.answer("", status: 404) : nil
        }
        let report = await report(["ALIBABA_CLOUD_IMDSV1_DISABLED": "true"], services)
        #expect(report.error?.kind == .noCredentials)
        #expect(report.error?.message.contains("sdk:imds: the metadata service answers with status 404") == true)
        #expect(services.requests.count == 1)
    }

    @Test("switched off, it is not asked; a profile that needs it says so")
    func switchedOff() async throws {
        let services = IdentityServices()
        let outcome = await outcome(["ALIBABA_CLOUD_ECS_METADATA_DISABLED": "TRUE"], services)
        #expect(outcome.error?.message.contains("sdk:imds: ALIBABA_CLOUD_ECS_METADATA_DISABLED is set") == true)
        #expect(services.requests.isEmpty)
    }

    @Test(
        "what it answers has to be a key",
        arguments: [
            #"{"Code":"Failed"}"#, #"{"Code":"Success","AccessKeyId":"STS.x"}"#, "<html></html>", "", "[]", "{",
        ])
    func badAnswers(body: String) async throws {
        let services = IdentityServices { request, _ throws(TransportError) in
            request.path.hasSuffix("/NamedRole") ? IdentityServices.answer(body) : nil
        }
        let outcome = await outcome(["ALIBABA_CLOUD_ECS_METADATA": "NamedRole"], services)
        #expect(outcome.error?.message.contains("sdk:imds: the metadata service has no key") == true)
    }

    @Test("a machine without one costs at most two seconds")
    func nobodyThere() async throws {
        let silent = IdentityServices { _, _ throws(TransportError) in throw TransportError(.deadlineExceeded) }
        let report = await report([:], silent)
        #expect(report.error?.kind == .noCredentials)
        #expect(silent.requests.count == 2)
        #expect(MetadataService.limit == .seconds(1))
    }

    @Test("its address can be moved to this machine only, and a proxy never comes between")
    func address() throws {
        func address(_ text: String) -> Endpoint? {
            MetadataService.address(environment: ["FCSH_METADATA_ENDPOINT": text], isInteractive: false)
        }
        #expect(address("http://127.0.0.1:8080")?.url == "http://127.0.0.1:8080")
        for text in [
            "http://10.0.0.1", "https://127.0.0.1", "http://example.com", "nonsense://", "http://127.evil.com",
        ] {
            #expect(address(text) == nil)
        }
        #if os(Linux)
            let own = try #require(MetadataService.address(environment: [:], isInteractive: true))
            #expect(own.url == "http://100.100.100.200")
            let proxied = TransportConfiguration(environment: ["http_proxy": "http://proxy.example.com:3128"])
            #expect(try proxied.proxy(for: own) == nil)
            #expect(try proxied.proxy(for: Endpoint(scheme: .http, host: "127.0.0.1", port: 8080)) == nil)
            #expect(try proxied.proxy(for: Endpoint(scheme: .http, host: "10.0.0.1")) != nil)
        #endif
    }

    /// What a single search finds.
    private func report(_ environment: [String: String], _ services: IdentityServices) async -> CredentialReport {
        var surroundings = CredentialCase([:], environment: environment).surroundings(services)
        surroundings.metadata = try? Endpoint(parsing: Self.base)
        return await CredentialChain(CredentialRequest(), in: surroundings).explain()
    }

    private func outcome(_ environment: [String: String], _ services: IdentityServices) async -> CredentialOutcome {
        var surroundings = CredentialCase([:], environment: environment).surroundings(services)
        surroundings.metadata = try? Endpoint(parsing: Self.base)
        return await CredentialOutcome(CredentialChain(CredentialRequest(), in: surroundings))
    }
}

import FoundationEssentials
import Synchronization
import Testing

@testable import FCCore

@Suite("Tokens that a service calls expired")
struct ExpiredTokenTests {
    /// Gives keys in order, a new one when the last was discarded.
    private actor Keys: CredentialProvider {
        private var number = 1
        private let limit: Int
        private(set) var discarded: [String] = []

        init(limit: Int = .max) {
            self.limit = limit
        }

        func credentials() async throws(CredentialError) -> Credentials {
            Credentials(
                accessKeyID: "STS.\(number)", accessKeySecret: Secret("TestSecret"),
                securityToken: Secret("tok\(number)"))
        }

        func discard(_ expired: Credentials) async {
            discarded.append(expired.accessKeyID)
            number = min(number + 1, limit)
        }
    }

    private static func refusal(_ code: String = "InvalidSecurityToken.Expired") -> Result<HTTPResponse, TransportError>
    {
        .success(
            HTTPResponse(
                status: 403, body: ResponseBody(Array(#"{"Code":"\#(code)","Message":"Specified token"}"#.utf8))))
    }

    private static let success = Result<HTTPResponse, TransportError>.success(
        HTTPResponse(status: 200, body: ResponseBody(Array("{}".utf8))))

    @Test("what may be repeated is asked once more under the new key")
    func repeated() async throws {
        let transport = FakeTransport(Self.refusal(), Self.success)
        let keys = Keys()
        _ = try await client(transport, keys).getFunction("f")
        #expect(transport.requests.compactMap { $0.headers["x-acs-security-token"] } == ["tok1", "tok2"])
        #expect(await keys.discarded == ["STS.1"])
    }

    @Test("once, not more often")
    func once() async throws {
        let transport = FakeTransport(Self.refusal(), Self.refusal(), Self.success)
        let client = client(transport, Keys())
        await #expect(throws: FCError.self) { _ = try await client.getFunction("f") }
        #expect(transport.requests.count == 2)
    }

    @Test("without another key there is no second time")
    func noOtherKey() async throws {
        let transport = FakeTransport(Self.refusal(), Self.success)
        let client = client(transport, Keys(limit: 1))
        await #expect(throws: FCError.self) { _ = try await client.getFunction("f") }
        #expect(transport.requests.count == 1)
    }

    @Test(
        "other refusals are final",
        arguments: ["InvalidSecurityToken.MismatchWithAccessKey", "InvalidAccessKeyId.NotFound", "AccessDenied"])
    func otherRefusals(code: String) async throws {
        let transport = FakeTransport(Self.refusal(code), Self.success)
        let keys = Keys()
        let client = client(transport, keys)
        await #expect(throws: FCError.self) { _ = try await client.getFunction("f") }
        #expect(transport.requests.count == 1)
        #expect(await keys.discarded.isEmpty)
    }

    @Test("an invocation is never sent twice, but the next one has the new key")
    func invocation() async throws {
        let transport = FakeTransport(Self.refusal(), Self.success)
        let client = client(transport, Keys())
        let call = Invocation(functionName: "f", event: .text("{}"))
        await #expect(throws: FCError.self) { _ = try await client.invoke(call, deadline: nil) }
        #expect(transport.requests.count == 1)
        _ = try await client.invoke(call, deadline: nil)
        #expect(transport.requests.last?.headers["x-acs-security-token"] == "tok2")
    }

    @Test("nor is an operation that makes something")
    func publishing() async throws {
        let transport = FakeTransport(Self.refusal(), Self.success)
        let client = client(transport, Keys())
        let operation = FCClient.Operation(
            "PublishFunctionVersion", method: "POST", segments: ["functions", "f", "versions"])
        await #expect(throws: FCError.self) { _ = try await client.perform(operation, deadline: nil) }
        #expect(transport.requests.count == 1)
    }

    private func client(_ transport: FakeTransport, _ provider: any CredentialProvider) -> FCClient {
        FCClient(
            endpoint: Endpoint(host: "invoke.test"), credentials: provider, transport: transport,
            now: { Date(timeIntervalSince1970: 1_698_315_752) }, nonce: { "nonce" }, userAgent: "fcsh-test")
    }
}

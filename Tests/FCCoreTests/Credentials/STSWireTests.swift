import FoundationEssentials
import Testing

@testable import FCCore

@Suite("Requests to STS")
struct STSWireTests {
    private static let signed = DataVectors.list("aliyun/sts-wire.json", "acs3")
    private static let older = DataVectors.list("aliyun/sts-wire.json", "rpc_hmac_sha1")

    @Test("the vectors are all there")
    func complete() {
        #expect((Self.signed.count, Self.older.count) == (4, 4))
    }

    @Test(
        "a request is the official client's in canonical form, and its signature with that client's headers too",
        arguments: signed)
    func canonicalForm(vector: Value) throws {
        let request = try Self.request(vector).request
        let headers = try #require(vector["headers"]?.recordValue)
        #expect(request.method == vector["method"]?.stringValue)
        #expect(request.endpoint.authority == vector["host"]?.stringValue)
        #expect(request.endpoint.scheme == .https)
        let canonical = try #require(vector["canonical_request"]?.stringValue).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(request.path == canonical[1])
        #expect(ACS3Signer.canonicalQuery(request.query) == canonical[2])
        #expect(ACS3Signer.payloadHash(request.body) == String(try #require(canonical.last)))
        for field in headers.fields where field.key.hasPrefix("x-acs-") && field.key != "x-acs-credentials-provider" {
            #expect(request.headers[field.key] == field.value.stringValue)
        }

        // With the few headers that only say which client it is, the whole signature is the official one.
        var theirs = request
        for name in ["user-agent", "accept", "x-acs-credentials-provider"] {
            theirs.headers.set(name, try #require(headers[name]?.stringValue))
        }
        let resigned = ACS3Signer(credentials: try Self.credentials(vector), policy: .all).sign(
            theirs, action: try #require(headers["x-acs-action"]?.stringValue), version: STSClient.version,
            date: try Self.date(), nonce: try Self.nonce())
        #expect(resigned.canonicalRequest == vector["canonical_request"]?.stringValue)
        #expect(resigned.request.headers["authorization"] == vector["authorization"]?.stringValue)
    }

    @Test("what the older form of a request asks for is asked here too", arguments: older)
    func olderForm(vector: Value) throws {
        let wanted = try #require(vector["params"]?.recordValue)
        let action = try #require(wanted["Action"]?.stringValue)
        let request = try Self.request(action, wanted, token: wanted["SecurityToken"]?.stringValue).request
        #expect(request.headers["x-acs-action"] == action)
        #expect(request.headers["x-acs-version"] == wanted["Version"]?.stringValue)
        #expect(request.headers["x-acs-security-token"] == wanted["SecurityToken"]?.stringValue)
        #expect(request.headers["x-acs-date"] == wanted["Timestamp"]?.stringValue)
        let parameters = Dictionary(request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let envelope: Set<String> = [
            "Action", "Version", "Format", "SecurityToken", "Timestamp", "AccessKeyId", "SignatureMethod",
            "SignatureVersion", "SignatureNonce",
        ]
        let asked = wanted.fields.filter { !envelope.contains($0.key) }
        #expect(parameters == Dictionary(asked.map { ($0.key, $0.value.stringValue ?? "") }) { first, _ in first })
    }

    @Test(
        "the host follows profile and environment",
        arguments: [
            (nil, nil, nil, [:], "sts.aliyuncs.com"),
            (nil, "cn-shenzhen", nil, [:], "sts.cn-shenzhen.aliyuncs.com"),
            (nil, "cn-shenzhen", true, [:], "sts-vpc.cn-shenzhen.aliyuncs.com"),
            (nil, nil, true, [:], "sts.aliyuncs.com"),
            (nil, nil, nil, ["ALIBABA_CLOUD_STS_REGION": "cn-beijing"], "sts.cn-beijing.aliyuncs.com"),
            (
                nil, "cn-shenzhen", nil,
                ["ALIBABA_CLOUD_STS_REGION": "cn-beijing", "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "true"],
                "sts-vpc.cn-shenzhen.aliyuncs.com"
            ),
            (
                nil, "cn-shenzhen", false, ["ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "true"],
                "sts.cn-shenzhen.aliyuncs.com"
            ),
            ("https://sts.example.com/", "cn-shenzhen", true, [:], "sts.example.com"),
            ("http://127.0.0.1:8443", nil, nil, [:], "127.0.0.1:8443"),
        ] as [(String?, String?, Bool?, [String: String], String)])
    func hosts(row: (String?, String?, Bool?, [String: String], String)) throws {
        let surroundings = CredentialSurroundings(environment: row.3, home: nil)
        let endpoint = try STSEndpoint.choose(explicit: row.0, region: row.1, isVPC: row.2, surroundings)
        #expect(endpoint.authority == row.4)
        #expect(endpoint.scheme == .https)
    }

    @Test("a role is asked for without a signature when an identity provider vouches")
    func openID() async throws {
        let services = IdentityServices()
        let client = try Self.client(services)
        let role = RoleRequest(
            arn: "acs:ram::1:role/x", sessionName: "a b", policy: #"{"Version":"1"}"#, endpoint: client.endpoint)
        _ = try await client.assumeRole(role, provider: "acs:ram::1:oidc-provider/p", token: "TestToken.a+b")
        let request = try #require(services.requests.first)
        #expect(request.headers["authorization"] == nil)
        #expect(
            request.target
                == "/?Action=AssumeRoleWithOIDC&Format=JSON&Timestamp=2024-05-06T07%3A08%3A09Z&Version=2015-04-01")
        guard case .bytes(let body) = request.body else { throw CredentialError.cancelled }
        #expect(
            String(decoding: body, as: UTF8.self) == "DurationSeconds=3600&OIDCProviderArn="
                + "acs%3Aram%3A%3A1%3Aoidc-provider%2Fp&OIDCToken=TestToken.a%2Bb&Policy=%7B%22Version%22%3A%221%22%7D"
                + "&RoleArn=acs%3Aram%3A%3A1%3Arole%2Fx&RoleSessionName=a%20b")
    }

    private static func request(_ vector: Value) throws -> SignedRequest {
        try request(
            try #require(vector["headers"]?["x-acs-action"]?.stringValue),
            try #require(vector["query"]?.recordValue), token: vector["security_token"]?.stringValue)
    }

    /// The request this program makes for an operation with these parameters.
    private static func request(_ action: String, _ values: Record, token: String?) throws -> SignedRequest {
        let client = try client(IdentityServices())
        let credentials = try credentials(token: token)
        guard action == "AssumeRole" else { return client.signed(action, [], credentials) }
        let role = RoleRequest(
            arn: try #require(values["RoleArn"]?.stringValue),
            sessionName: try #require(values["RoleSessionName"]?.stringValue),
            duration: try #require(values["DurationSeconds"]?.stringValue.flatMap { Int($0) }),
            policy: values["Policy"]?.stringValue, externalID: values["ExternalId"]?.stringValue,
            endpoint: client.endpoint)
        return client.signed(action, STSClient.parameters(of: role), credentials)
    }

    private static func client(_ services: IdentityServices) throws -> STSClient {
        let (date, nonce) = (try date(), try nonce())
        let surroundings = CredentialSurroundings(
            environment: [:], home: nil, now: { date }, nonce: { nonce }, userAgent: "fcsh-test")
        return STSClient(
            endpoint: Endpoint(host: "sts.cn-hangzhou.aliyuncs.com"), transport: services, surroundings: surroundings)
    }

    private static func credentials(_ vector: Value) throws -> Credentials {
        try credentials(token: vector["security_token"]?.stringValue)
    }

    /// Every vector uses this key.
    private static func credentials(token: String?) throws -> Credentials {
        let vector = try #require(signed.first)
        return Credentials(
            accessKeyID: try #require(vector["access_key_id"]?.stringValue),
            accessKeySecret: Secret(try #require(vector["access_key_secret"]?.stringValue)),
            securityToken: token.map(Secret.init))
    }

    private static func date() throws -> Date {
        let text = try #require(try DataVectors.json("aliyun/sts-wire.json")["timestamp"]?.stringValue)
        return try #require(UTCTime(timestamp: text)).date
    }

    private static func nonce() throws -> String {
        try #require(try DataVectors.json("aliyun/sts-wire.json")["nonce"]?.stringValue)
    }
}

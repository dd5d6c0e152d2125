import TestSupport
import Testing

@testable import FCCore

@Suite("Profiles of the aliyun CLI and of the SDKs")
struct AliyunVectorTests {
    private static let profiles = DataVectors.list("aliyun/cases.json", "profiles")
    private static let sections = DataVectors.list("aliyun/cases.json", "ini_sections")
    private static let chain = DataVectors.list("aliyun/cases.json", "default_chain")

    @Test("every case is there")
    func complete() {
        #expect((Self.profiles.count, Self.sections.count, Self.chain.count) == (31, 8, 16))
    }

    @Test("a profile gives its key, by these requests", arguments: profiles)
    func profile(vector: Value) async throws {
        let name = try #require(vector["profile"]?.stringValue)
        let services = IdentityServices()
        let chain = try home().chain(CredentialRequest(profile: name), services)
        let outcome = await CredentialOutcome(chain)
        guard vector["expect"]?["ok"] == true else { return try outcome.fails(vector["expect"]?["error"]) }
        try outcome.matches(vector["expect"]?["credential"], accountIDIsKnown: false)
        #expect(outcome.report.source == "profile:\(name)")
        #expect(outcome.report.defaultRegion == vector["region"]?.stringValue)
        try check(services, vector["requests"])
        if let account = vector["account_id_without_network"]?.stringValue {
            let asked = services.requests.count
            #expect(try await chain.accountID() == account)
            #expect(services.requests.count == asked)
        }
    }

    @Test("a section of the SDKs' file gives its key, by these requests", arguments: sections)
    func section(vector: Value) async throws {
        let name = try #require(vector["section"]?.stringValue)
        let services = IdentityServices()
        let files = [
            CredentialCase.home + "/.alibabacloud/credentials":
                CredentialCase.fill(try DataVectors.text("aliyun/credentials.ini")),
            CredentialCase.home + "/token.jwt": "header.payload.sig",
        ]
        let outcome = await CredentialOutcome(
            CredentialCase(files).chain(CredentialRequest(profile: name), services))
        guard vector["expect"]?["ok"] == true else { return try outcome.fails(vector["expect"]?["error"]) }
        try outcome.matches(vector["expect"]?["credential"], accountIDIsKnown: false)
        #expect(outcome.report.source == "profile:\(name)")
        try check(services, vector["requests"])
    }

    @Test("with nothing named the SDKs' order holds, by the same requests", arguments: chain)
    func defaultChain(vector: Value) async throws {
        let home = try CredentialCase(vector, folder: "aliyun")
        let services = IdentityServices()
        let outcome = await CredentialOutcome(home.chain(CredentialRequest(), services))
        if let key = vector["fcsh_expect"]?["AccessKeyID"] ?? vector["python_sdk"]?["AccessKeyID"] {
            #expect(outcome.credentials?.accessKeyID == key.stringValue)
            let token = vector["python_sdk"]?["SecurityToken"]?.stringValue
            #expect(outcome.credentials?.securityToken?.reveal() == token)
        } else {
            #expect(outcome.error?.kind == .noCredentials)
            #expect(outcome.error?.message.contains("sdk:imds") == true)
        }
        try check(services, vector["python_sdk"]?["requests"])
    }

    @Test(
        "the environment chooses file and profile",
        arguments: [
            (["ALIBABACLOUD_PROFILE": "sts"], "sdk:cli_profile:sts"),
            (["ALIBABA_CLOUD_PROFILE": "default", "ALICLOUD_PROFILE": "sts"], "sdk:cli_profile:default"),
            (["ALICLOUD_PROFILE": "default"], "sdk:cli_profile:default"),
            (["ALIBABA_CLOUD_IGNORE_PROFILE": "TRUE"], nil), (["ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true"], nil),
            (["ALIBABA_CLOUD_CONFIG_FILE": "/nowhere.json"], nil),
        ] as [([String: String], String?)])
    func environment(row: ([String: String], String?)) async throws {
        let files = [CredentialCase.home + "/.aliyun/config.json": try DataVectors.text("aliyun/config.json")]
        let outcome = await CredentialOutcome(
            CredentialCase(files, environment: row.0).chain(CredentialRequest()))
        #expect(outcome.report.source == row.1)
    }

    private func home() throws -> CredentialCase {
        CredentialCase([
            CredentialCase.home + "/.aliyun/config.json":
                CredentialCase.fill(try DataVectors.text("aliyun/config.json")),
            CredentialCase.home + "/token.jwt": "header.payload.sig",
        ])
    }

    /// Compares what was sent with what a vector lists: hosts, actions, parameters and order, and of the metadata
    /// service every header.
    private func check(_ services: IdentityServices, _ expected: Value?) throws {
        let wanted = expected?.arrayValue ?? []
        try #require(services.requests.count == wanted.count, "\(services.addresses)")
        for (request, vector) in zip(services.requests, wanted) {
            let names = vector["headers"]?.recordValue?.fields.map(\.key) ?? []
            let expected = try IdentityRequest(vector)
            var sent = IdentityRequest(request, headers: names)
            // One vector leaves out what others list: the key's id, the duration.
            if expected.parameters["AccessKeyId"] == nil, expected.parameters["SecurityToken"] != nil {
                sent = sent.keeping(expected.parameters.keys)
            }
            #expect(sent == expected)
            if request.path.hasPrefix("/latest/") {
                #expect(request.headers.fields.count == names.count, "\(request.headers.fields)")
            }
            guard let body = vector["body"]?.stringValue, case .bytes(let bytes) = request.body else { continue }
            #expect(try JSONReader.read(bytes) == JSONReader.read(body))
        }
    }
}

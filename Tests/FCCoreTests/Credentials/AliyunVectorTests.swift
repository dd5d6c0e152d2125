import FCCore
import TestSupport
import Testing

@Suite("Profiles of the aliyun CLI and of the SDKs")
struct AliyunVectorTests {
    private static let profiles = DataVectors.list("aliyun/cases.json", "profiles")
    private static let sections = DataVectors.list("aliyun/cases.json", "ini_sections")
    private static let chain = DataVectors.list("aliyun/cases.json", "default_chain")

    /// Profiles whose mode fetches a key from elsewhere: refused by name of mode and profile.
    private static let refusedProfiles = [
        "role", "role-external", "role-sts", "role-minimal", "ecs", "ecs-noname", "oidc", "chain", "chain-on-sts",
        "chain-missing-source", "chain-loop", "external-ak", "external-sts", "external-fails", "uri", "sso-expired",
        "sso-cached", "sso-refresh", "oauth-cached", "oauth-exchange", "ecs-then-role",
    ]
    /// Sections of the SDKs' file whose type fetches a key from elsewhere.
    private static let refusedSections = ["client1", "client2", "client3"]
    /// Situations in which the SDKs would ask a service for a key: refused when something names an identity, else
    /// passed over.
    private static let refusedChains = [
        "OIDC before the files", "ALIBABA_CLOUD_PROFILE unknown to the CLI file but known to the INI file",
    ]
    private static let passedOver = [
        "IMDS before the credentials URI", "credentials URI when IMDS is disabled",
        "IMDS with a named role skips the discovery request",
    ]

    @Test("every case is there, and those that need the network are exactly the ones listed")
    func complete() {
        #expect((Self.profiles.count, Self.sections.count, Self.chain.count) == (31, 8, 16))
        let held = Self.profiles.filter { vector in
            let mode = vector["mode"]?.stringValue?.lowercased() ?? ""
            return ["ak", "ststoken", ""].contains(mode) || vector["expect"]?["error"]?["kind"] == "unsupportedMode"
        }
        let others = Set(Self.profiles.compactMap { $0["profile"]?.stringValue })
            .subtracting(held.compactMap { $0["profile"]?.stringValue })
        #expect(others == Set(Self.refusedProfiles))
        let asking = Self.sections.filter { $0["requests"] != nil }.compactMap { $0["section"]?.stringValue }
        #expect(asking == Self.refusedSections)
        let requesting = Self.chain.filter { $0["python_sdk"]?["requests"]?.arrayValue?.isEmpty == false }
        #expect(
            Set(requesting.compactMap { $0["title"]?.stringValue }) == Set(Self.refusedChains + Self.passedOver))
    }

    @Test("a profile gives its key", arguments: profiles)
    func profile(vector: Value) async throws {
        let name = try #require(vector["profile"]?.stringValue)
        let outcome = await CredentialOutcome(try home().chain(CredentialRequest(profile: name)))
        guard !Self.refusedProfiles.contains(name) else {
            return try expectRefusal(outcome, naming: [name, try #require(vector["mode"]?.stringValue)])
        }
        guard vector["expect"]?["ok"] == true else { return try outcome.fails(vector["expect"]?["error"]) }
        try outcome.matches(vector["expect"]?["credential"])
        #expect(outcome.report.source == "profile:\(name)")
        #expect(outcome.report.defaultRegion == vector["region"]?.stringValue)
    }

    @Test("a section of the SDKs' file gives its key", arguments: sections)
    func section(vector: Value) async throws {
        let name = try #require(vector["section"]?.stringValue)
        let files = [CredentialCase.home + "/.alibabacloud/credentials": try DataVectors.text("aliyun/credentials.ini")]
        let outcome = await CredentialOutcome(CredentialCase(files).chain(CredentialRequest(profile: name)))
        guard !Self.refusedSections.contains(name) else { return try expectRefusal(outcome, naming: [name]) }
        guard vector["expect"]?["ok"] == true else { return try outcome.fails(vector["expect"]?["error"]) }
        try outcome.matches(vector["expect"]?["credential"])
        #expect(outcome.report.source == "profile:\(name)")
    }

    @Test("with nothing named the SDKs' order holds", arguments: chain)
    func defaultChain(vector: Value) async throws {
        let title = try #require(vector["title"]?.stringValue)
        let home = try CredentialCase(vector, folder: "aliyun")
        let outcome = await CredentialOutcome(home.chain(CredentialRequest()))
        if Self.refusedChains.contains(title) {
            #expect(outcome.error?.kind == .unsupported)
        } else if let key = vector["fcsh_expect"]?["AccessKeyID"] ?? vector["python_sdk"]?["AccessKeyID"],
            !Self.passedOver.contains(title)
        {
            #expect(outcome.credentials?.accessKeyID == key.stringValue)
            let token = vector["python_sdk"]?["SecurityToken"]?.stringValue
            #expect(outcome.credentials?.securityToken?.reveal() == token)
        } else {
            #expect(outcome.error?.kind == .noCredentials)
            #expect(outcome.error?.message.contains("sdk:imds") == true)
        }
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
        CredentialCase([CredentialCase.home + "/.aliyun/config.json": try DataVectors.text("aliyun/config.json")])
    }

    private func expectRefusal(_ outcome: CredentialOutcome, naming words: [String]) throws {
        let error = try #require(outcome.error)
        #expect(error.kind == .unsupported)
        for word in words { #expect(error.message.contains(word), "\(error.message)") }
    }
}

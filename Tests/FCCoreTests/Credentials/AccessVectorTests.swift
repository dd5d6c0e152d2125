import TestSupport
import Testing

@testable import FCCore

@Suite("Look-ups in Serverless Devs' store, as the reference tool does them")
struct AccessVectorTests {
    private static let cases = DataVectors.list("access/cases.json", "cases")
    /// Their account id comes from GetCallerIdentity.
    private static let needAccountLookup = ["a44", "a45"]
    /// Nobody named an alias: the store alone says `accessNotFound`, the chain goes on and finds nothing at all.
    private static let storeOnly = ["a11", "a22", "a23", "a25"]

    @Test("every case is there, and the special ones are exactly these")
    func complete() throws {
        let ids = Self.cases.compactMap { $0["id"]?.stringValue }
        #expect(ids == (1...48).map { "a" + ($0 < 10 ? "0" : "") + "\($0)" })
        let fromNetwork = Self.cases.filter { $0["env"]?["__FAKE_UID"] != nil }.compactMap { $0["id"]?.stringValue }
        #expect(fromNetwork == Self.needAccountLookup)
        let unnamed = Self.cases.filter {
            $0["access"] == .null && $0["expect"]?["error"]?["kind"] == "accessNotFound"
        }
        #expect(unnamed.compactMap { $0["id"]?.stringValue } == Self.storeOnly)
    }

    @Test("a look-up ends as expected", arguments: cases)
    func lookUp(vector: Value) async throws {
        let id = try #require(vector["id"]?.stringValue)
        let home = try CredentialCase(vector, folder: "access")
        let services = IdentityServices(accountID: vector["env"]?["__FAKE_UID"]?.stringValue ?? "")
        let chain = home.chain(
            CredentialRequest(access: vector["access"]?.stringValue),
            Self.needAccountLookup.contains(id) ? services : nil)
        let outcome = await CredentialOutcome(chain)
        let expected = try #require(vector["expect"])
        if expected["ok"] == true {
            try outcome.matches(expected["credential"], accountIDIsKnown: !Self.needAccountLookup.contains(id))
            if Self.needAccountLookup.contains(id) {
                #expect(try await chain.accountID() == expected["credential"]?["AccountID"]?.stringValue)
                #expect(services.addresses == ["POST https://sts.aliyuncs.com/"])
            }
            try checkSource(outcome.report.source, alias: try #require(expected["alias"]?.stringValue))
        } else if Self.storeOnly.contains(id) {
            #expect(outcome.error?.kind == .noCredentials)
            #expect(outcome.error?.message.contains("Not found access: default") == true)
            let store = AccessStore(environment: home.environment, home: CredentialCase.home, files: home.files)
            let error = try #require(throws: CredentialError.self) { _ = try store.defaultEntry() }
            #expect(error.kind == .accessNotFound)
        } else {
            try outcome.fails(expected["error"])
        }
    }

    @Test("a missing alias names the aliases there are")
    func listsAliases() async throws {
        let home = CredentialCase(
            [CredentialCase.home + "/.s/access.yaml": try DataVectors.text("access/02-multi-default-flag.yaml")],
            environment: ["ci_serverless_devs_key": "{}"])
        let error = try #require(await CredentialOutcome(home.chain(CredentialRequest(access: "team"))).error)
        #expect(error.kind == .accessNotFound)
        #expect(error.message.contains("default, prod, sts-session, ci_serverless_devs_key"))
    }

    @Test("a variable that is no JSON is pointed out when it was asked for")
    func brokenVariable() async throws {
        let home = CredentialCase([:], environment: ["bad_serverless_devs_key": "{\\\"AccountID\\\":1}"])
        let request = CredentialRequest(access: "bad_serverless_devs_key")
        let error = try #require(await CredentialOutcome(home.chain(request)).error)
        #expect(error.hint?.contains("backslashes") == true)
    }

    @Test("an entry of another vendor is named as such")
    func otherVendor() async throws {
        let home = CredentialCase(
            [CredentialCase.home + "/.s/access.yaml": try DataVectors.text("access/07-odd-content.yaml")])
        let error = try #require(await CredentialOutcome(home.chain(CredentialRequest(access: "aws"))).error)
        #expect(error.hint?.contains("AWS") == true)
    }

    private func checkSource(_ source: String?, alias: String) throws {
        switch alias {
        case "$system_environment_access": #expect(source == "env-triple")
        case "${aliyun-cli}": #expect(source?.hasPrefix("aliyun-cli:") == true)
        default: #expect(source == "access:\(alias)" || source == "env-json:\(alias)")
        }
    }
}

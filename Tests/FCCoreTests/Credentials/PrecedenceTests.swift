import FCCore
import TestSupport
import Testing

@Suite("Whose identity it is")
struct PrecedenceTests {
    private static let cases = DataVectors.list("precedence.json", "cases")
    /// Keys are never options of this program.
    private static let dropped = ["p01"]

    @Test("every case is there")
    func complete() {
        let ids = Self.cases.compactMap { $0["id"]?.stringValue }
        #expect(ids == (1...21).map { "p" + ($0 < 10 ? "0" : "") + "\($0)" })
        let typed = Self.cases.filter { $0["input"]?["options"]?.arrayValue?.contains("--access-key-id") == true }
        #expect(typed.compactMap { $0["id"]?.stringValue } == Self.dropped)
    }

    @Test(
        "the order of sources",
        arguments: cases.filter { !dropped.contains($0["id"]?.stringValue ?? "") })
    func order(vector: Value) async throws {
        let input = try #require(vector["input"])
        var texts: [String: String] = [:]
        if let name = input["access_yaml"]?.stringValue {
            texts[CredentialCase.home + "/.s/access.yaml"] = try DataVectors.text(name)
        }
        if let name = input["aliyun_config"]?.stringValue {
            texts[CredentialCase.home + "/.aliyun/config.json"] = try DataVectors.text(name)
        }
        let home = CredentialCase(texts, environment: CredentialCase.environment(input["env"]))
        let outcome = await CredentialOutcome(home.chain(try request(input)))

        let expected = try #require(vector["expect"])
        guard let source = expected["source"]?.stringValue else {
            return try outcome.fails(["kind": try #require(expected["error"])])
        }
        #expect(outcome.report.source == source)
        #expect(outcome.credentials?.accessKeyID == expected["AccessKeyID"]?.stringValue)
        if let notice = expected["notice"]?.stringValue {
            #expect(outcome.report.notices == [notice])
        }
    }

    private func request(_ input: Value) throws -> CredentialRequest {
        var request = CredentialRequest(manifestAccess: input["s_yaml_access"]?.stringValue)
        var words = (input["options"]?.arrayValue ?? []).compactMap(\.stringValue)[...]
        while let option = words.popFirst() {
            switch option {
            case "-a": request.access = words.popFirst()
            case "--profile": request.profile = words.popFirst()
            case "--no-env-triple": request.ignoresEnvironmentTriple = true
            default: Issue.record("unknown option \(option)")
            }
        }
        return request
    }
}

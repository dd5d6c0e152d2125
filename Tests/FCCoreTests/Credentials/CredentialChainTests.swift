import FCCore
import TestSupport
import Testing

@Suite("The credential chain")
struct CredentialChainTests {
    private static let triple = [
        "AccountID": "2000000000000001", "AccessKeyID": "tripleTestKeyID", "AccessKeySecret": "tripleTestSecret",
        "SecurityToken": "tripleTestToken",
    ]
    private static let accessFile = CredentialCase.home + "/.s/access.yaml"

    @Test("with a full triple in the environment no file is opened")
    func fastPath() async throws {
        for request in [
            CredentialRequest(), CredentialRequest(access: "prod"), CredentialRequest(manifestAccess: "default"),
        ] {
            let home = CredentialCase([:], environment: Self.triple)
            let outcome = await CredentialOutcome(home.chain(request))
            #expect(outcome.report.source == "env-triple")
            #expect(home.files.opened.isEmpty)
        }
    }

    @Test("files are read once, however often the question comes")
    func remembers() async throws {
        let home = CredentialCase([Self.accessFile: try DataVectors.text("access/01-encrypted-default.yaml")])
        let chain = home.chain(CredentialRequest())
        #expect(home.files.opened.isEmpty)
        _ = try await chain.credentials()
        let opened = home.files.opened
        _ = try await chain.credentials()
        _ = await chain.explain()
        _ = await chain.secrets
        #expect(home.files.opened == opened)
        #expect(opened.filter { $0 == Self.accessFile }.count == 1)
        #expect(!opened.contains { $0.contains(".aliyun") })
    }

    @Test("the usual s.yaml, which says default, costs one look at the access file")
    func templateDefault() async throws {
        let home = CredentialCase([Self.accessFile: try DataVectors.text("access/01-encrypted-default.yaml")])
        let chain = home.chain(CredentialRequest(manifestAccess: "default"))
        #expect(await chain.explain().source == "access:default")
        #expect(home.files.opened.filter { $0 == Self.accessFile }.count == 1)
    }

    @Test("asking for the secrets alone opens no file")
    func secretsAlone() async throws {
        let home = CredentialCase([:], environment: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET": "sdkTestSecret"])
        let chain = home.chain(CredentialRequest())
        #expect(await chain.secrets == [Secret("sdkTestSecret")])
        #expect(home.files.opened.isEmpty)
    }

    @Test("a variable that holds the alias makes the access file unnecessary")
    func variableAlias() async throws {
        let json = #"{"AccountID":"1","AccessKeyID":"jsonTestKey","AccessKeySecret":"jsonTestSecret"}"#
        let home = CredentialCase([:], environment: ["ci_serverless_devs_key": json])
        let outcome = await CredentialOutcome(home.chain(CredentialRequest(access: "ci_serverless_devs_key")))
        #expect(outcome.report.source == "env-json:ci_serverless_devs_key")
        #expect(home.files.opened.isEmpty)
    }

    @Test("a report explains what was passed over and shows no secret")
    func report() async throws {
        let files = [
            CredentialCase.home + "/.s/access.yaml":
                "only: {AccessKeyID: fakeOnlyKeyID, AccessKeySecret: fakeOnlySecret}",
            CredentialCase.home + "/.aliyun/config.json": try DataVectors.text("aliyun/config.json"),
        ]
        let chain = CredentialCase(files, environment: ["ALIBABA_CLOUD_PROFILE": "sts"]).chain(CredentialRequest())
        let report = await chain.explain()
        #expect(report.source == "sdk:cli_profile:sts")
        #expect(report.maskedKeyID == "STS***Two")
        #expect(report.isTemporary)
        #expect(report.accountID == nil)
        #expect(report.defaultRegion == "cn-beijing")
        #expect(await chain.defaultRegion == "cn-beijing")
        #expect(report.skipped.map(\.source) == ["env-triple", "access:default", "sdk:env"])
        #expect(report.skipped[1].reason.contains("there are: only"))
        #expect(report.error == nil)
        var dumped = ""
        dump(report, to: &dumped)
        #expect(!dumped.contains("skTwo") && !dumped.contains("tokTwo"))
        #expect(await chain.secrets == [Secret("skTwo"), Secret("tokTwo")])
    }

    @Test("secrets that lie in the environment are reported whoever wins")
    func secrets() async throws {
        var environment = Self.triple
        environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = "sdkTestSecret"
        environment["x_serverless_devs_key"] = #"{"AccessKeyID":"k","AccessKeySecret":"jsonTestSecret"}"#
        let home = CredentialCase(
            [Self.accessFile: try DataVectors.text("access/01-encrypted-default.yaml")], environment: environment)
        let chain = home.chain(CredentialRequest(ignoresEnvironmentTriple: true))
        _ = try await chain.credentials()
        #expect(
            Set(await chain.secrets.map { $0.reveal() }) == [
                "tripleTestSecret", "tripleTestToken", "sdkTestSecret", "jsonTestSecret",
                "ExampleSecretKeyValue012345678",
            ])
        let report = await chain.explain()
        #expect(report.source == "access:default")
        #expect(report.skipped.map(\.reason) == ["passed over because of --no-env-triple"])
    }

    @Test("a file that others can read is warned about", arguments: [(0o600, 0), (0o644, 1), (0o640, 1), (0o604, 1)])
    func warns(row: (Int, Int)) async throws {
        let files = MemoryFiles(
            [Self.accessFile: try DataVectors.text("access/01-encrypted-default.yaml")],
            permissions: [Self.accessFile: UInt16(row.0)])
        let chain = CredentialChain(
            CredentialRequest(), in: CredentialSurroundings(environment: [:], home: CredentialCase.home, files: files))
        #expect(await chain.explain().warnings.count == row.1)
    }

    @Test("a file that cannot be read ends the search instead of choosing another identity")
    func unreadable() async throws {
        let files = MemoryFiles([:], unreadable: [Self.accessFile])
        let environment = ["ALIBABA_CLOUD_ACCESS_KEY_ID": "k", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"]
        let chain = CredentialChain(
            CredentialRequest(),
            in: CredentialSurroundings(environment: environment, home: CredentialCase.home, files: files))
        let outcome = await CredentialOutcome(chain)
        #expect(outcome.error?.kind == .unreadable)
        #expect(outcome.error?.message.contains("Permission denied") == true)
    }

    @Test("nothing at all lists every place that was looked at")
    func nothing() async throws {
        let error = try #require(await CredentialOutcome(CredentialCase([:]).chain(CredentialRequest())).error)
        #expect(error.kind == .noCredentials)
        for source in ["env-triple", "access:default", "sdk:env", "sdk:cli_profile", "sdk:profile", "sdk:imds"] {
            #expect(error.message.contains("\n  \(source): "))
        }
        let homeless = CredentialChain(
            CredentialRequest(), in: CredentialSurroundings(environment: [:], home: nil, files: MemoryFiles([:])))
        #expect(await CredentialOutcome(homeless).error?.kind == .noCredentials)
    }

    @Test("a failure is not remembered: the file may have been mended")
    func retries() async throws {
        let home = CredentialCase([:])
        let chain = home.chain(CredentialRequest())
        _ = await chain.explain()
        let opened = home.files.opened.count
        _ = await chain.explain()
        #expect(home.files.opened.count == 2 * opened)
    }

    @Test("notices say what overrides what")
    func notices() async throws {
        let triple = CredentialCase([:], environment: Self.triple)
        let manifest = await triple.chain(CredentialRequest(manifestAccess: "prod")).explain()
        #expect(
            manifest.notices == [
                "access: prod of the s.yaml is overridden by AccountID/AccessKeyID/AccessKeySecret in the environment"
            ])
        #expect(await triple.chain(CredentialRequest()).explain().notices.isEmpty)

        let inCI = CredentialCase(
            [Self.accessFile: try DataVectors.text("access/02-multi-default-flag.yaml")],
            environment: ["GITLAB_CI": "true", "serverless_devs_access_cicd_alias_name": "prod"])
        let report = await inCI.chain(CredentialRequest(access: "default")).explain()
        #expect(report.source == "access:prod")
        #expect(report.notices.count == 1 && report.notices[0].contains("GITLAB_CI"))
        #expect(await inCI.chain(CredentialRequest(access: "prod")).explain().notices.isEmpty)

        let yunxiao = CredentialCase(
            [CredentialCase.home + "/.cache/.s/access.yaml": try DataVectors.text("access/01-encrypted-default.yaml")],
            environment: ["PIPELINE_ID": "1"])
        #expect(await yunxiao.chain(CredentialRequest()).explain().notices.first?.contains("PIPELINE_ID") == true)
    }
}

import FCCore
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

@Suite struct WhoamiTests {
    private static let role = #"""
        {"current":"x","profiles":[{"name":"x","mode":"RamRoleArn","access_key_id":"LTAIFakeKeyOfTheRole",
        "access_key_secret":"FakeSecretOfTheRole","ram_role_arn":"acs:ram::1000000000000101:role/r",
        "ram_session_name":"s","region_id":"cn-shenzhen"}]}
        """#
    private static let access = """
        default: {AccountID: "1000000000000001", AccessKeyID: LTAIFakeKeyDefault, AccessKeySecret: FakeSecretDefault}
        production: {AccessKeyID: LTAIFakeKeyOfProd, AccessKeySecret: FakeSecretOfProd}
        """

    /// STS as it answers, refusing GetCallerIdentity with a code when one is given.
    private static func sts(refusing code: String? = nil) -> ScriptedTransport {
        ScriptedTransport { request throws(TransportError) in
            let isQuestion = request.headers["x-acs-action"] == "GetCallerIdentity"
            if isQuestion, let code {
                return HTTPResponse(
                    status: 403,
                    body: ResponseBody(Array(#"{"Code":"\#(code)","Message":"no","RequestId":"1-2"}"#.utf8)))
            }
            let text =
                isQuestion
                ? #"{"AccountId":"1000000000000101","Arn":"acs:ram::1000000000000101:user/ci","IdentityType":"RAMUser"}"#
                : #"{"Credentials":{"AccessKeyId":"STS.FakeTemporaryKey","AccessKeySecret":"FakeTemporarySecret","#
                    + #""SecurityToken":"FakeTemporaryToken","Expiration":"2033-05-18T03:33:20Z"},"#
                    + #""AssumedRoleUser":{"Arn":"acs:ram::1000000000000101:assumed-role/r/s"}}"#
            return HTTPResponse(status: 200, body: ResponseBody(Array(text.utf8)))
        }
    }

    private static func shell(
        _ transport: ScriptedTransport = sts(), _ files: [String: String], environment: [String: String] = [:]
    ) -> TestShell {
        TestShell(
            transport: transport, files: MemoryFiles(files),
            environment: environment.merging(["HOME": "/home/test"]) { own, _ in own })
    }

    @Test func aRoleShowsItsEndAndItsName() async {
        let transport = Self.sts()
        let shell = Self.shell(transport, ["/home/test/.aliyun/config.json": Self.role])
        #expect(await shell.run("whoami") == .success)
        let lines = Set(shell.output.split(separator: "\n").map(String.init))
        #expect(
            lines.isSuperset(of: [
                "source\tsdk:cli_profile:x", "key\tSTS**************Key", "account\t1000000000000101",
                "arn\tacs:ram::1000000000000101:assumed-role/r/s", "region\tcn-shenzhen",
                "endpoint\thttps://1000000000000101.cn-shenzhen.fc.aliyuncs.com", "expires\t2033-05-18T03:33:20Z",
            ]), "\(shell.output)")
        #expect(!shell.output.contains("checked"))
        #expect(transport.requests.compactMap { $0.headers["x-acs-action"] } == ["AssumeRole"])
        for secret in ["FakeSecretOfTheRole", "FakeTemporarySecret", "FakeTemporaryToken"] {
            #expect(!shell.output.contains(secret) && !shell.errors.contains(secret))
            #expect(shell.session.masker.holdsSecret(secret))
        }
    }

    @Test func checkingAsksSTS() async throws {
        let transport = Self.sts()
        let shell = Self.shell(transport, ["/home/test/.s/access.yaml": Self.access])
        #expect(await shell.run("whoami --check -a production -o json") == .success)
        let record = try JSONReader.read(shell.output)
        #expect(record["account"] == "1000000000000101")
        #expect(record["arn"] == "acs:ram::1000000000000101:user/ci")
        #expect(record["checked"] == true)
        #expect(record["expires"] == .null)
        #expect(transport.requests.map(\.endpoint.host) == ["sts.aliyuncs.com"])
    }

    @Test func withoutCheckingAKeyThatIsThereNeedsNoNetwork() async {
        let transport = Self.sts()
        let shell = Self.shell(transport, ["/home/test/.s/access.yaml": Self.access])
        #expect(await shell.run("whoami -a production") == .success)
        #expect(shell.output.contains("account\tunknown\n"))
        #expect(transport.requests.isEmpty)
    }

    @Test func anAccountThatIsNotTheKeysIsPointedOut() async {
        let shell = Self.shell(Self.sts(), ["/home/test/.s/access.yaml": Self.access])
        #expect(await shell.run("whoami --check") == .success)
        #expect(
            shell.errors.contains(
                "access:default names the account 1000000000000001, and the key belongs to 1000000000000101"))
        #expect(shell.output.contains("account\t1000000000000101\n"))
    }

    @Test func aKeyThatSTSRefusesIsAFailure() async {
        let shell = Self.shell(
            Self.sts(refusing: "InvalidAccessKeyId.NotFound"), ["/home/test/.s/access.yaml": Self.access])
        #expect(await shell.run("whoami --check -o json") == .identity)
        #expect(shell.output.contains("\"checked\": false"))
        #expect(shell.errors.contains("GetCallerIdentity was refused: InvalidAccessKeyId.NotFound (status 403)"))
        #expect(shell.errors.contains("request id 1-2"))
    }

    @Test func aTokenWithoutAKnownEndSaysSo() async {
        let shell = Self.shell(
            Self.sts(), [:],
            environment: [
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "STS.FakeKey", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "FakeSecret",
                "ALIBABA_CLOUD_SECURITY_TOKEN": "FakeToken",
            ])
        #expect(await shell.run("whoami") == .success)
        #expect(shell.output.contains("expires\tat an unknown time\n"))
    }

    @Test func aMistypedAliasGetsASuggestionAndTheList() async {
        let shell = Self.shell(Self.sts(), ["/home/test/.s/access.yaml": Self.access])
        #expect(await shell.run("whoami -a prodution") == .identity)
        #expect(shell.errors.contains("there are: default, production"))
        #expect(shell.errors.contains("did you mean 'production'?"))
        let profile = Self.shell(Self.sts(), ["/home/test/.aliyun/config.json": Self.role])
        #expect(await profile.run("whoami --profile y") == .identity)
        #expect(profile.errors.contains("did you mean 'x'? there are: x"))
    }

    @Test func aFileThatOthersReadIsWarnedAbout() async {
        let files = MemoryFiles(
            ["/home/test/.s/access.yaml": Self.access], permissions: ["/home/test/.s/access.yaml": 0o644])
        let shell = TestShell(files: files, environment: ["HOME": "/home/test"])
        await shell.run("whoami")
        #expect(shell.errors.contains("can be read by others; run 'chmod 600 /home/test/.s/access.yaml'"))
    }

    @Test func whatOverridesWhatIsSaidOnce() async {
        let transport = ScriptedTransport(body: "{}")
        let shell = TestShell(
            transport: transport, environment: TestWorld.environment.merging(["FCSH_REGION": "cn-hangzhou"]) { $1 })
        await shell.run("invoke hello -a prod -e 1\ninvoke hello -a prod -e 2")
        let notice = "-a prod is overridden by AccountID/AccessKeyID/AccessKeySecret in the environment"
        #expect(shell.errors.split(separator: notice, omittingEmptySubsequences: false).count == 2, "\(shell.errors)")
        #expect(transport.invocations.count == 2)
    }

    @Test func theAccountOfACallIsAskedOnce() async {
        let transport = Self.sts()
        let shell = Self.shell(
            transport, [:],
            environment: [
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAIFakeKey", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "FakeSecret",
                "FCSH_REGION": "cn-hangzhou",
            ])
        await shell.run("invoke hello -e 1\ninvoke hello -e 2")
        #expect(
            transport.requests.map(\.endpoint.host) == [
                "sts.aliyuncs.com", "1000000000000101.cn-hangzhou.fc.aliyuncs.com",
                "1000000000000101.cn-hangzhou.fc.aliyuncs.com",
            ])
    }

    @Test func aManifestThatAsksForTheAccountGetsIt() async {
        let transport = Self.sts()
        let manifest = """
            edition: 3.0.0
            resources:
              hello:
                component: fc3
                props: {region: cn-hangzhou, functionName: "f-${config('AccountID')}", runtime: python3.10}
            """
        let shell = Self.shell(
            transport, ["/project/s.yaml": manifest],
            environment: [
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAIFakeKey", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "FakeSecret",
            ])
        await shell.run("invoke -e 1")
        #expect(
            transport.requests.last?.path == "/2023-03-30/functions/f-1000000000000101/invocations",
            "\(shell.errors)")
    }

    @Test func withoutAnAccountTheRegionsOwnHostIsCalled() async {
        let transport = Self.sts(refusing: "Throttling")
        let shell = Self.shell(
            transport, [:],
            environment: [
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAIFakeKey", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "FakeSecret",
                "FCSH_REGION": "cn-hangzhou",
            ])
        await shell.run("invoke hello -e 1\ninvoke hello -e 2\ninvoke hello --endpoint internal")
        #expect(
            transport.requests.map(\.endpoint.host) == [
                "sts.aliyuncs.com", "fcv3.cn-hangzhou.aliyuncs.com", "fcv3.cn-hangzhou.aliyuncs.com",
            ])
        #expect(shell.errors.contains("GetCallerIdentity was refused: Throttling"))
    }

    @Test func anEndpointThatNamesTheAccountNeedsNoQuestion() async {
        let transport = Self.sts()
        let shell = Self.shell(
            transport, [:],
            environment: [
                "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAIFakeKey", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "FakeSecret",
                "FCSH_REGION": "cn-hangzhou",
                "FC_CLIENT_CUSTOM_ENDPOINT": "https://1000000000000555.cn-hangzhou.fc.aliyuncs.com",
            ])
        await shell.run("invoke hello -e 1")
        #expect(transport.requests.map(\.endpoint.host) == ["1000000000000555.cn-hangzhou.fc.aliyuncs.com"])
    }

    /// Every command that asks the service, with the action a policy has to allow and the resource it is about.
    private static let operations = [
        ("invoke hello -e 1", "fc:InvokeFunction", "functions/hello", "AliyunFCInvocationAccess"),
        ("functions", "fc:ListFunctions", "functions/*", "AliyunFCReadOnlyAccess"),
        ("info hello", "fc:GetFunction", "functions/hello", "AliyunFCReadOnlyAccess"),
        ("versions hello", "fc:ListFunctionVersions", "functions/hello", "AliyunFCReadOnlyAccess"),
        ("aliases hello", "fc:ListAliases", "functions/hello", "AliyunFCReadOnlyAccess"),
        ("publish hello", "fc:PublishFunctionVersion", "functions/hello", "AliyunFCFullAccess"),
        ("tasks hello", "fc:ListAsyncTasks", "functions/hello", "AliyunFCReadOnlyAccess"),
        ("use hello\ntask t1", "fc:GetAsyncTask", "functions/hello", "AliyunFCReadOnlyAccess"),
        ("use hello\nstop t1", "fc:StopAsyncTask", "functions/hello", "AliyunFCFullAccess"),
    ]

    @Test(arguments: operations)
    func aDenialNamesWhatIsMissing(row: (String, String, String, String)) async {
        let transport = ScriptedTransport(
            status: 403, headers: ["content-type": "application/json"],
            body: #"{"Code":"AccessDenied","Message":"not authorized","RequestId":"1-9"}"#)
        let shell = TestShell(
            transport: transport, environment: TestWorld.environment.merging(["FCSH_REGION": "cn-hangzhou"]) { $1 })
        #expect(await shell.run(row.0) == .identity, "\(shell.errors)")
        #expect(shell.errors.contains("\"Action\": \"\(row.1)\""), "\(shell.errors)")
        #expect(shell.errors.contains("\"acs:fc:cn-hangzhou:1234567890:\(row.2)\""))
        #expect(shell.errors.contains("attach the policy \(row.3) to the identity"))
    }
}

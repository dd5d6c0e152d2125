import FCCore
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

/// Which functions of an s.yaml a call is for, and what of the file it needs.
@Suite struct ManifestChoiceTests {
    private static let two = """
        edition: 3.0.0
        vars: {region: "${env('SHOP_REGION', 'cn-hangzhou')}"}
        flow: {invoke: [[second], [first]]}
        resources:
          first: {component: fc3, props: {region: "${vars.region}", functionName: one}}
          second: {component: fc3, props: {region: "${vars.region}", functionName: two}}
          third: {component: fc3, props: {region: "${vars.region}", functionName: three}}
        """

    /// Somebody who answers every question in the same way.
    private struct Answering: Person {
        let answer: String

        func confirms(_ question: String) async -> Bool { false }

        func choice(of names: [String], _ question: String) async -> Int? {
            TerminalPerson.index(of: answer, in: names)
        }

        func askSecret(_ prompt: String) async throws(Failure) -> String { "" }
    }

    private static func shell(
        _ manifest: String, _ others: [String: String] = [:], environment: [String: String] = [:],
        answering answer: String? = nil
    ) -> TestShell {
        let files = MemoryFiles(others.merging(["/project/s.yaml": manifest]) { _, own in own })
        return TestShell(
            files: files, environment: TestWorld.environment.merging(environment) { _, new in new },
            person: answer.map { Answering(answer: $0) })
    }

    private static func called(_ shell: TestShell) -> [String] {
        shell.transport.invocations.compactMap { request in
            let parts = request.path.split(separator: "/")
            return parts.firstIndex(of: "functions").map { String(parts[$0 + 1]) }
        }
    }

    @Test func aScriptRefusesWithTheList() async {
        let shell = Self.shell(Self.two)
        #expect(await shell.run("invoke") == .usage)
        #expect(shell.errors.contains("the s.yaml has 3 functions: which one?"))
        #expect(shell.errors.contains("first, second, third"))
        #expect(shell.transport.requests.isEmpty)
    }

    @Test(
        arguments: [
            ("2", ["two"]), ("first", ["one"]), ("third", ["three"]), ("4", []), ("0", []), ("", []), ("1 2", []),
        ]
            as [(String, [String])])
    func somebodyIsAsked(row: (String, [String])) async {
        let shell = Self.shell(Self.two, answering: row.0)
        let status = await shell.run("invoke")
        #expect(Self.called(shell) == row.1)
        #expect(status == (row.1.isEmpty ? .usage : .success))
        #expect(shell.errors.contains("2) second"))
    }

    @Test func nobodyIsAskedWhenItIsClear() async {
        let shell = Self.shell(Self.two, answering: "1")
        #expect(await shell.run("use third\ninvoke\ninvoke second") == .success)
        #expect(Self.called(shell) == ["three", "two"])
        #expect(!shell.errors.contains("2) second"))
    }

    @Test func allFollowsTheFlow() async {
        let shell = Self.shell(Self.two)
        #expect(await shell.run("invoke --all") == .success)
        #expect(Self.called(shell) == ["two", "one"])
    }

    @Test func variablesOfTheFileDecideTheRegion() async {
        let shell = Self.shell(
            Self.two, ["/project/.env": "SHOP_REGION=cn-chengdu"], environment: [:])
        #expect(await shell.run("invoke first") == .success)
        #expect(shell.transport.requests.first?.endpoint.url == "https://1234567890.cn-chengdu.fc.aliyuncs.com")
    }

    @Test func whatACallDoesNotNeedDoesNotStopIt() async {
        let shell = Self.shell(
            """
            edition: 3.0.0
            resources:
              hello:
                component: fc3
                props:
                  region: ${vars.region}
                  functionName: hello
                  timeout: ${vars.timeout}
                  endpoint: ${vars.endpoint}
                  environmentVariables: {A: "${env('NONE')}", B: "${oops(}"}
            """)
        #expect(await shell.run("invoke") == .usage)
        #expect(shell.errors.contains("/project/s.yaml:6:15: resources.hello.props.region: ${vars.region} not found"))
        #expect(await shell.run("invoke --region cn-hangzhou --endpoint public") == .success)
        #expect(Self.called(shell) == ["hello"])
    }

    @Test func theIdentityOfTheCallFillsTheConfiguration() async {
        let shell = Self.shell(
            """
            edition: 3.0.0
            resources:
              h: {component: fc3, props: {region: cn-hangzhou, functionName: "f-${config('AccountID')}"}}
            """)
        #expect(await shell.run("invoke") == .success)
        #expect(Self.called(shell) == ["f-1234567890"])
    }

    @Test func credentialsOfADotEnvFileCount() async {
        let files = MemoryFiles([
            "/project/s.yaml":
                "edition: 3.0.0\nresources: {h: {component: fc3, props: {region: cn-hangzhou, functionName: f}}}",
            "/project/.env": "AccountID=42\nAccessKeyID=FakeKey\nAccessKeySecret=FakeSecretOfTheFile\n",
        ])
        let shell = TestShell(files: files, environment: ["HOME": "/home/test"])
        #expect(await shell.run("invoke") == .success)
        #expect(shell.transport.requests.first?.endpoint.url == "https://42.cn-hangzhou.fc.aliyuncs.com")
    }

    @Test func aMistypedNameIsSuggested() async {
        let shell = Self.shell(
            Self.two.replacing(
                "region: \"${vars.region}\", functionName: one", with: "region: \"${vars.regoin}\", functionName: one"))
        #expect(await shell.run("invoke first") == .usage)
        #expect(shell.errors.contains("did you mean vars.region?"))
    }

    @Test func thePreviewTellsWhereValuesComeFrom() async throws {
        let shell = Self.shell(Self.two, environment: ["SHOP_REGION": "cn-beijing"])
        #expect(await shell.run("show manifest first") == .success)
        #expect(shell.output.contains("resources.first.props.region\tcn-beijing\tvars.region, env SHOP_REGION"))
        #expect(shell.output.contains("resources.first.props.functionName\tone\tliteral"))
        #expect(!shell.output.contains("second"))
        #expect(await shell.run("show manifest fourth") == .usage)
    }

    @Test func thePreviewShowsMistakesAndHidesSecrets() async throws {
        let shell = Self.shell(
            """
            edition: 3.0.0
            resources:
              h: {component: fc3, props: {a: "${env('DB_PASSWORD')}", b: "x ${env('DB_PASSWORD')}", c: "${vars.none}"}}
            """, environment: ["DB_PASSWORD": "FakePasswordForTests"])
        #expect(await shell.run("show manifest -o json") == .usage)
        #expect(!shell.output.contains("FakePassword"))
        let shown = try JSONReader.read(shell.output)
        #expect(shown["values"]?[3]?["path"] == "resources.h.props.c")
        #expect(shown["values"]?[3]?["error"] == "resources.h.props.c: ${vars.none} not found")
        #expect(shown["values"]?[1]?["from"] == "env DB_PASSWORD")
    }

    @Test func aDomainIsNoFunction() async {
        let shell = Self.shell(
            "edition: 3.0.0\nresources: {web: {component: fc3-domain}, h: {component: fc3, props: {functionName: f}}}")
        #expect(await shell.run("invoke web --region cn-hangzhou") == .usage)
        #expect(shell.errors.contains("'web' is of the component fc3-domain, which cannot be invoked"))
        #expect(shell.transport.requests.isEmpty)
    }

    @Test func warningsAreSaidOnce() async {
        let shell = Self.shell(
            "services: {h: {component: fc, props: {region: r, service: {name: s}, function: {name: f}}}}")
        #expect(await shell.run("invoke\ninvoke") == .success)
        #expect(Self.called(shell).count == 2)
        #expect(shell.errors.split(separator: "\n").count { $0.contains("older format") } == 1)
    }
}

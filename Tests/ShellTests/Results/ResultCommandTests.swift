import FCCore
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

/// The commands on earlier results, as scripts use them.
@Suite struct ResultCommandTests {
    private static let head = "set region cn-hangzhou\nuse hello\nset output none\n"

    /// Sends the event back; `canary` adds a field, `boom` fails.
    private static func shell(environment: [String: String] = TestWorld.environment) -> TestShell {
        let transport = ScriptedTransport { request throws(TransportError) in
            let event = text(of: request)
            if event == "boom" {
                return HTTPResponse(
                    status: 200, headers: ["x-fc-error-type": "UnhandledInvocationError"],
                    body: ResponseBody(Array(#"{"errorMessage": "'user'", "errorType": "KeyError"}"#.utf8)))
            }
            let body = request.target.contains("qualifier=canary") ? "{\"sent\": \(event), \"new\": 1}" : event
            return HTTPResponse(status: 200, headers: ["x-fc-request-id": "1-1"], body: ResponseBody(Array(body.utf8)))
        }
        return TestShell(transport: transport, environment: environment)
    }

    private static func text(of request: HTTPRequest) -> String {
        guard case .bytes(let bytes) = request.body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func againChangesFieldsAndKeepsTheRest() async {
        let shell = Self.shell()
        let status = await shell.run(
            Self.head + "invoke { \"z\": 1.10, \"a\": 1, \"d\": true }\nagain\nagain .a=\"x\" -.d\nagain .n={\"k\": []}"
        )
        #expect(status == .success)
        #expect(
            shell.transport.invocations.map(Self.text) == [
                "{ \"z\": 1.10, \"a\": 1, \"d\": true }", "{ \"z\": 1.10, \"a\": 1, \"d\": true }",
                "{\"z\":1.10,\"a\":\"x\"}", "{\"z\":1.10,\"a\":\"x\",\"n\":{\"k\":[]}}",
            ])
        #expect(shell.errors.contains("~ .a  1 → \"x\"\n- .d  true\n+ .n  {\"k\":[]}\n"))
    }

    @Test func againGoesWhereTheLastCallWentUntilSomethingElseIsInUse() async {
        let shell = Self.shell()
        let status = await shell.run(
            Self.head + "invoke other:prod {}\nagain\nagain -q 2\nuse third\nagain\ninvoke --async {}\nagain")
        #expect(status == .success)
        let targets = shell.transport.invocations.map(\.target)
        #expect(targets.map { $0.contains("/other/") } == [true, true, true, false, false, false])
        #expect(targets[1].contains("qualifier=prod") && targets[2].contains("qualifier=2"))
        #expect(targets[3].contains("/third/"))
        #expect(shell.session.results.all.map(\.isAsynchronous) == [false, false, false, false, true, true])
    }

    @Test(arguments: [
        ("again", 4), ("invoke -e text; again .a=1", 2), ("invoke; again .a=1", 2), ("invoke {}; again -.a", 2),
        ("last", 4), ("invoke {}; result %2", 4), ("invoke {}; result %1 --logs", 4), ("diff", 4),
        ("invoke {}; expect @diff.count == 0", 2), ("explain", 4), ("record off", 0), ("result", 0),
        ("invoke {}; diff %1 %1; expect @diff.count == 0", 0), ("compare prod canary -e boom", 1),
    ])
    func statusOfWhatCannotBeDone(_ text: String, _ status: Int32) async {
        #expect(await Self.shell().run(Self.head + text).code == status)
    }

    @Test func anAgainThatIsRefusedIsNotSentAndIsAResult() async {
        let shell = Self.shell()
        #expect(await shell.run(Self.head + "invoke {}\ntry again -.a\nexpect @outcome == not-sent") == .success)
        #expect(shell.transport.invocations.count == 1)
    }

    @Test func compareCallsTwoQualifiersAndCountsTheDifferences() async {
        let shell = Self.shell()
        let status = await shell.run(
            Self.head + "compare prod canary {\"k\": 1} -o text\nexpect @diff.count == 3\nexpect %1.k == 1\n"
                + "compare prod canary {\"k\": 1} --ignore .k --ignore .sent\nexpect @diff.count == 1")
        #expect(status == .success)
        #expect(shell.output == "- .k  1\n+ .sent  {\"k\":1}\n+ .new  1\n")
        #expect(shell.errors.contains("prod\tok") && shell.errors.contains("canary\tok"))
        #expect(shell.session.results.all.map(\.target.qualifier) == ["prod", "canary", "prod", "canary"])
    }

    @Test func compareAsOneObject() async throws {
        let shell = Self.shell()
        #expect(await shell.run(Self.head + "compare prod canary {} -o json") == .success)
        let value = try JSONReader.read(shell.output)
        #expect(value["left"]?["qualifier"] == "prod" && value["right"]?["qualifier"] == "canary")
        #expect(value["differences"]?.arrayValue?.count == 2)
    }

    @Test func partsOfAResult() async {
        let shell = Self.shell()
        let status = await shell.run(
            Self.head + "secret s = \"FakeSecretValue\"\ninvoke {\"s\": ${s}}\nprint -- ; result %1 --event; print\n"
                + "result %-1 --headers -o text\nresult -o jsonl")
        #expect(status == .success)
        #expect(
            shell.output == """

                {"s": "******"}
                x-fc-request-id: 1-1
                {"number":1,"outcome":"ok","function":"hello","qualifier":"LATEST","requestId":"1-1"}

                """)
    }

    @Test func explainNamesTheCauseAndShowsTheError() async {
        let shell = Self.shell()
        #expect(await shell.run(Self.head + "try invoke -e boom\nexplain\ninvoke {}\nexplain\nexplain %1") == .success)
        #expect(shell.output.contains("%1 function-error  hello:LATEST in cn-hangzhou, status 200\n"))
        #expect(shell.output.contains("a field is missing where the code looks for it"))
        #expect(shell.output.contains("next: result %1 --event"))
        #expect(shell.output.contains("\"errorMessage\": \"'user'\""))
        #expect(shell.output.contains("there is nothing to explain"))
    }

    @Test func aRecordingRunsByItself() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/smoke.fcsh"
        let environment = TestWorld.environment.merging(["PASS": "FakePassword"]) { _, new in new }
        let shell = Self.shell(environment: environment)
        let status = await shell.run(
            Self.head + """
                secret pass = ${env.PASS}
                let city = ".x"
                invoke {"before": 1}
                on error continue
                record \(path) --expect
                invoke {"city": ${city}, "pass": ${pass}, "id": 7}
                invoke -e boom
                expect @outcome == function-error
                invoke <<END
                {"n": ${%2.id}}
                END
                expect %4.n == 7
                record off
                invoke {"after": 1}
                """)
        #expect(status == .functionError)
        #expect(!shell.errors.contains("FakePassword"))
        let text = String(decoding: try #require(try DiskFiles().contents(of: path)), as: UTF8.self)
        #expect(
            text == """
                #!/usr/bin/env fcsh
                # Recorded with fcsh \(Version.current).
                set region cn-hangzhou
                set output none
                use hello
                let city = ".x"
                secret pass = ${env.PASS}
                invoke {"city": ${city}, "pass": ${pass}, "id": 7}
                expect ok
                expect .city == ".x"
                expect .pass is string
                expect .id is number
                # left out, it is about a call that is not recorded: expect @outcome == function-error
                invoke <<END
                {"n": ${%1.id}}
                END
                expect ok
                expect .n == 7
                expect %2.n == 7

                """)
        #expect(await Self.shell(environment: environment).run(text) == .success)
    }

    @Test func oneRecordingAtATimeAndNeverOverAFile() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/a.fcsh"
        let shell = Self.shell()
        #expect(await shell.run("record \(path)\nrecord \(path)2") == .usage)
        #expect(shell.errors.contains("is being recorded already"))
        #expect(await Self.shell().run("record \(path)") == .usage)
    }

    @Test func saveWritesPrivateFilesOnce() async throws {
        let folder = try TemporaryFolder()
        let bundle = folder.path + "/bundle"
        let shell = Self.shell()
        #expect(await shell.run(Self.head + "invoke {\"k\": 1}\nsave %1 \(bundle)\nsave %1 \(bundle)") == .usage)
        let names = ["event.json", "body.json", "metadata.json"]
        #expect(names.map { DiskFiles().status(of: "\(bundle)/\($0)")?.permissions } == [0o600, 0o600, 0o600])
        #expect(DiskFiles().status(of: bundle)?.permissions == 0o700)
        #expect(shell.errors.contains("event.json is there already; nothing was written"))
    }
}

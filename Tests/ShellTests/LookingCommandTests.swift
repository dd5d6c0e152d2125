import FCCore
import ShellTestSupport
import Testing

@testable import Shell

/// Versions, aliases and tasks: what goes out on the wire, and what a person or a program sees of the answer.
@Suite struct LookingCommandTests {
    private static let versions = """
        {"versions": [{"versionId": "2", "createdTime": "2026-01-02T00:00:00Z", "description": "sale"},
                      {"versionId": "1", "createdTime": "2026-01-01T00:00:00Z"}]}
        """
    private static let aliases = """
        {"aliases": [{"aliasName": "prod", "versionId": "2", "description": "live",
                      "additionalVersionWeight": {"3": 0.05}}]}
        """
    private static let task = """
        {"taskId": "nightly-1", "status": "Failed", "startedTime": 1700000000000, "endTime": 1700000001500,
         "durationMs": 1500, "alreadyRetriedTimes": 2, "taskErrorMessage": "no\\u001b[31m order",
         "events": [{"status": "Enqueued"}, {"status": "Failed"}]}
        """

    private func run(
        _ text: String, status: Int = 200, answer: String = "{}"
    ) async -> (code: Int32, shell: TestShell, sent: [String]) {
        let shell = TestShell(transport: ScriptedTransport(status: status, body: answer))
        let code = await shell.run("set region cn-hangzhou; use hello:prod; " + text).code
        return (code, shell, shell.transport.requests.map(Self.wire))
    }

    /// Method, target and body of a request.
    private static func wire(_ request: HTTPRequest) -> String {
        var text = "\(request.method) \(request.target)"
        if case .bytes(let bytes) = request.body { text += " " + String(decoding: bytes, as: UTF8.self) }
        return text
    }

    @Test(
        arguments: [
            ("publish", "POST /2023-03-30/functions/hello/versions {}"),
            (
                "publish other --description 'before the sale'",
                #"POST /2023-03-30/functions/other/versions {"description":"before the sale"}"#
            ),
            ("versions", "GET /2023-03-30/functions/hello/versions?direction=BACKWARD&limit=100"),
            ("versions other", "GET /2023-03-30/functions/other/versions?direction=BACKWARD&limit=100"),
            ("aliases", "GET /2023-03-30/functions/hello/aliases?limit=100"),
            (
                "tasks",
                "GET /2023-03-30/functions/hello/async-tasks?limit=20&qualifier=prod&sortOrderByTime=desc"
            ),
            (
                "tasks other:2 --status Failed --prefix night -n 5",
                "GET /2023-03-30/functions/other/async-tasks"
                    + "?limit=5&prefix=night&qualifier=2&sortOrderByTime=desc&status=Failed"
            ),
            (
                "tasks other",
                "GET /2023-03-30/functions/other/async-tasks?limit=20&qualifier=LATEST&sortOrderByTime=desc"
            ),
            ("task nightly-1", "GET /2023-03-30/functions/hello/async-tasks/nightly-1?qualifier=prod"),
            (
                "task 'a/b c' --function-name other -q 3",
                "GET /2023-03-30/functions/other/async-tasks/a%2Fb%20c?qualifier=3"
            ),
            ("stop nightly-1", "PUT /2023-03-30/functions/hello/async-tasks/nightly-1/stop?qualifier=prod"),
        ] as [(String, String)])
    func requests(text: String, request: String) async {
        let (code, shell, sent) = await run(text)
        #expect(code == 0, "\(shell.errors)")
        #expect(sent == [request])
    }

    @Test func everyRequestIsSignedForItsAction() async throws {
        for (command, action) in [
            ("publish", "PublishFunctionVersion"), ("versions", "ListFunctionVersions"), ("aliases", "ListAliases"),
            ("tasks", "ListAsyncTasks"), ("task t", "GetAsyncTask"), ("stop t", "StopAsyncTask"),
        ] {
            let (_, shell, _) = await run(command)
            let request = try #require(shell.transport.requests.first)
            #expect(request.headers["x-acs-action"] == action)
            #expect(request.headers["x-acs-version"] == "2023-03-30")
            #expect(request.headers["Authorization"]?.hasPrefix("ACS3-HMAC-SHA256 Credential=FakeKeyID,") == true)
        }
    }

    @Test func aPublishedVersionIsItsNumber() async {
        let answer = #"{"versionId": "7", "createdTime": "2026-01-01T00:00:00Z"}"#
        #expect(await run("publish", answer: answer).shell.output == "7\n")
        #expect(await run("publish -o jsonl", answer: answer).shell.output.contains(#""versionId":"7""#))
        #expect(await run("publish -o none", answer: answer).shell.output == "")
    }

    @Test func versionsAndAliasesAreTables() async {
        let versions = await run("versions", answer: Self.versions).shell.output
        #expect(versions == "2\t2026-01-02T00:00:00Z\tsale\n1\t2026-01-01T00:00:00Z\t\n")
        let aliases = await run("aliases", answer: Self.aliases).shell.output
        #expect(aliases == "prod\t2\t3: 0.05\tlive\n")
        let lines = await run("versions -o jsonl", answer: Self.versions).shell.output
        #expect(lines.split(separator: "\n").count == 2)
    }

    @Test func tasksShowStateAndTimes() async {
        let (_, shell, _) = await run("tasks", answer: #"{"tasks": [\#(Self.task)]}"#)
        #expect(shell.output == "nightly-1\tFailed\t2023-11-14T22:13:20Z\t1.5s\t2\n")
        let one = await run("task nightly-1", answer: Self.task).shell.output
        #expect(one.contains("startedTime\t2023-11-14T22:13:20Z\n"))
        #expect(one.contains("events\tEnqueued, Failed\n"))
        #expect(!one.contains("\u{1b}"))
    }

    @Test func aStopIsToldAndPrintsNothing() async {
        let (code, shell, _) = await run("stop nightly-1", answer: "")
        #expect(code == 0)
        #expect(shell.output == "")
        #expect(shell.errors == "asked to stop the task nightly-1\n")
    }

    @Test func pagesAreFollowedToTheEndOrTheLimit() async {
        let transport = ScriptedTransport { request throws(TransportError) in
            let token = request.query.first { $0.name == "nextToken" }?.value ?? ""
            let page = Int(token) ?? 0
            let tasks = (0..<2).map { #"{"taskId": "t\#(page * 2 + $0)"}"# }.joined(separator: ",")
            let next = page < 4 ? #", "nextToken": "\#(page + 1)""# : ""
            return HTTPResponse(status: 200, body: ResponseBody(Array("{\"tasks\": [\(tasks)]\(next)}".utf8)))
        }
        let shell = TestShell(transport: transport)
        await shell.run("set region cn-hangzhou; use f; tasks -n 3")
        #expect(shell.output.split(separator: "\n").count == 3)
        #expect(transport.requests.count == 2)
        await shell.run("tasks")
        #expect(shell.output.split(separator: "\n").count == 13)
        #expect(transport.requests.count == 7)
    }

    @Test(arguments: ["publish", "versions", "aliases", "tasks", "task t", "stop t"])
    func whatTheServiceRefusesIsStatus5AndNamesThePermission(command: String) async {
        let missing = await run(command, status: 404, answer: #"{"Code": "FunctionNotFound", "Message": "no hello"}"#)
        #expect(missing.code == 5)
        #expect(missing.shell.errors.contains("FunctionNotFound"))
        let denied = await run(command, status: 403, answer: #"{"Code": "AccessDenied", "Message": "not allowed"}"#)
        #expect(denied.code == 3)
        #expect(denied.shell.errors.contains("fc:"), "\(denied.shell.errors)")
        #expect(denied.sent.count == 1)
    }

    @Test(arguments: ["publish", "versions", "aliases", "tasks", "task t", "stop t"])
    func withoutAFunctionNothingIsSent(command: String) async {
        let shell = TestShell()
        #expect(await shell.run("set region cn-hangzhou; \(command)") == .usage)
        #expect(shell.transport.requests.isEmpty)
        #expect(shell.errors.contains("no function is set"))
    }
}

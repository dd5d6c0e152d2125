import FCCore
import ShellTestSupport
import Testing

@testable import Shell

/// `logs`: what the log service is asked, and what is shown of its answers.
@Suite struct LogsCommandTests {
    private func shell(_ lines: String = "", logConfig: String = #""project": "p-1", "logstore": "s""#) -> TestShell {
        TestShell(
            transport: ScriptedTransport { request throws(TransportError) in
                let isFunction = request.headers["x-acs-action"] == "GetFunction"
                let body = isFunction ? "{\"logConfig\": {\(logConfig)}}" : "[\(lines)]"
                return HTTPResponse(status: 200, body: ResponseBody(Array(body.utf8)))
            })
    }

    private func run(_ text: String, in shell: TestShell) async -> (code: Int32, question: HTTPRequest?) {
        let code = await shell.run("set region cn-hangzhou; use hello; " + text).code
        return (code, shell.transport.requests.last { $0.headers["x-acs-action"] == nil })
    }

    private static let lines =
        #"{"__time__": "1700000000", "message": "one\n"}, {"__time__": "1700000001", "message": "two"}"#

    @Test func linesAreShownAsTheyAre() async {
        let plain = shell(Self.lines)
        let (code, question) = await run("logs", in: plain)
        #expect(code == 0 && plain.output == "one\ntwo\n" && plain.errors == "")
        #expect(question?.endpoint.url == "https://p-1.cn-hangzhou.log.aliyuncs.com")
        #expect(question?.path == "/logstores/s")
        let timed = shell(Self.lines)
        _ = await run("logs --timestamps", in: timed)
        #expect(timed.output.hasPrefix("2023-11-14T22:13:20.000Z one\n"))
        let json = shell(Self.lines)
        _ = await run("logs -o jsonl", in: json)
        #expect(json.output.split(separator: "\n").count == 2)
    }

    @Test(
        arguments: [
            ("logs", #"__topic__:"FCLogs:hello""#, "1699998800"),
            ("logs other:prod --since 1h", #"__topic__:"FCLogs:other" and "prod""#, "1699996400"),
            ("set qualifier 3; logs", #"__topic__:"FCLogs:hello" and "3""#, "1699998800"),
            ("logs -q canary --since 2d", #"__topic__:"FCLogs:hello" and "canary""#, "1699827200"),
            ("logs --since 2023-11-14T22:00", #"__topic__:"FCLogs:hello""#, "1699999200"),
            ("logs --since 2023-11-14", #"__topic__:"FCLogs:hello""#, "1699920000"),
            ("logs --since 1699999999", #"__topic__:"FCLogs:hello""#, "1699999999"),
        ])
    func questions(text: String, query: String, from: String) async {
        let shell = shell(Self.lines)
        let (code, question) = await run(text, in: shell)
        #expect(code == 0, "\(shell.errors)")
        let pairs = Dictionary(
            question?.query.map { ($0.name, $0.value) } ?? [], uniquingKeysWith: { first, _ in first })
        #expect(pairs["query"] == query)
        #expect(pairs["from"] == from)
        #expect(pairs["to"] == "1700000001")
    }

    @Test func theInternalEndpointAndAnotherOneAreFollowed() async {
        let endpoint = await run("set endpoint internal; logs", in: shell()).question?.endpoint.url
        #expect(endpoint == "https://p-1.cn-hangzhou-intranet.log.aliyuncs.com")
        let set = await run("set log-endpoint https://log.example.com; logs", in: shell()).question?.endpoint.url
        #expect(set == "https://p-1.log.example.com")
        #expect(await run("set log-endpoint ftp://x", in: shell()).code == 2)
    }

    @Test func loggingThatIsOffIsSaid() async {
        let shell = shell(logConfig: "")
        let (code, question) = await run("logs", in: shell)
        #expect(code == 5 && question == nil)
        #expect(shell.errors.contains("logging is off for function 'hello'"))
    }

    @Test func nothingFoundIsWorthAWord() async {
        let shell = shell()
        #expect(await run("logs", in: shell).code == 0)
        #expect(shell.output == "" && shell.errors.contains("--since 1d"))
    }

    @Test(arguments: ["logs --since never", "logs --since 2023-13-01", "logs --limit 0", "logs --since -5m"])
    func mistakes(text: String) async {
        let shell = shell()
        let (code, question) = await run(text, in: shell)
        #expect(code == 2 && question == nil)
    }
}

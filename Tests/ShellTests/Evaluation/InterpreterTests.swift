import FCCore
import ShellSyntax
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

@Suite struct InterpreterTests {
    private static let head = "set region cn-hangzhou\nuse hello\nset output none\n"

    /// Fails when the event says so.
    private static func transport() -> ScriptedTransport {
        ScriptedTransport { request throws(TransportError) in
            guard case .bytes(let bytes) = request.body else {
                return HTTPResponse(status: 200, body: ResponseBody(Array(#"{"id": 7}"#.utf8)))
            }
            switch String(decoding: bytes, as: UTF8.self) {
            case "boom":
                return HTTPResponse(
                    status: 200, headers: ["x-fc-error-type": "UnhandledInvocationError"],
                    body: ResponseBody(Array(#"{"errorMessage": "boom"}"#.utf8)))
            case "busy": return HTTPResponse(status: 429)
            case "gone": throw TransportError(.connectionRefused, host: "x")
            default: return HTTPResponse(status: 200, body: ResponseBody(bytes))
            }
        }
    }

    @Test(
        arguments: [
            ("print a; print b", 0, "a\nb\n"),
            ("invoke -e boom\nprint after", 1, ""),
            ("invoke -e busy\nprint after", 5, ""), ("invoke -e gone\nprint after", 6, ""),
            (
                "try invoke -e boom\nexpect error\nexpect @outcome == function-error\nprint ${@errorMessage}", 0,
                "boom\n"
            ),
            ("try invoke -e gone\nexpect @outcome == transport-error\nprint ok", 0, "ok\n"),
            ("on error continue\ninvoke -e busy\ninvoke -e boom\nprint after", 5, "after\n"),
            ("on error continue\non error stop\ninvoke -e boom\nprint after", 1, ""),
            ("on error continue\nexpect ok\ninvoke -e boom", 4, ""),
            ("print a; exit 3; print b", 3, "a\n"), ("on error continue\ninvoke -e boom\nexit", 1, ""),
            ("on error continue\ninvoke -e boom\nexit 0", 0, ""), ("exit", 0, ""),
            ("invoke {\"id\": 9}\n.id\n@status\n%1.id\n.", 0, "9\n200\n9\n{\"id\":9}\n"),
            ("invoke {\"id\": 9}\n.nope\nprint after", 4, ""),
            (
                "invoke {\"id\": 9}\ncapture x .id\nlet y = ${x}\ninvoke {\"v\": ${y}, \"s\": \"${y}\"}\n.", 0,
                "{\"v\":9,\"s\":\"9\"}\n"
            ),
            ("invoke {\"id\": 9}\ncapture x .nope\nprint after", 4, ""),
            ("let a = 1\nlet a = ${a}2\nprint ${a}", 0, "12\n"),
            ("invoke\nexpect .id == 8\nprint after", 4, ""),
            ("print ${1} ${#}", 0, "one 2\n"), ("print ${3:-none}", 0, "none\n"), ("print ${3}", 2, ""),
            ("!true\nprint a", 0, "a\n"), ("!exit 3\nprint a", 7, ""), ("let v = x\n!test \"$v\" = x", 0, ""),
            ("secret v = abcdef\n!test -z \"$v\"", 0, ""), ("secret v = abcdef\nprint ${v}", 0, "******\n"),
        ] as [(String, Int32, String)])
    func statuses(script: String, code: Int32, output: String) async {
        let shell = TestShell(transport: Self.transport())
        let status = await shell.run(Self.head + script, arguments: ["one", "two"])
        #expect(status.code == code, "\(shell.errors)")
        #expect(shell.output == output, "\(shell.errors)")
    }

    @Test(arguments: [
        "invoke -f none.json", "invoke -e ${env.HOME} -f y", "invoke -e '{bad'", "invoke ${env.NONE}", "invoke -s",
        "invoke --async --invocation-type sync", "invoke -e x < none", "invoke :prod",
    ])
    func whatWasNeverSentIsAResultToo(statement: String) async throws {
        let shell = TestShell(transport: Self.transport())
        let status = await shell.run(
            Self.head + "invoke {\"id\": 9}\ntry \(statement)\nexpect @outcome == not-sent\n.id")
        #expect(status == .expectation, "\(shell.errors)")
        #expect(shell.transport.invocations.count == 1)
        let results = shell.session.results
        let current = try #require(results.current)
        #expect(current.number == 2)
        #expect(current.outcome == .notSent)
        #expect(current.target.functionName == "hello")
        #expect(!shell.output.contains("9"), "an older body must not be looked at")
    }

    @Test func withoutIdentityNothingIsSentAndTheStatusIsThree() async throws {
        let shell = TestShell(transport: Self.transport(), environment: ["HOME": "/home/test"])
        #expect(await shell.run(Self.head + "invoke") == .identity)
        #expect(shell.transport.requests.isEmpty)
        let results = shell.session.results
        #expect(results.current?.outcome == .notSent)
    }

    @Test func aCancelledTaskEndsWith130AndNothingSwallowsIt() async {
        let arrived = Signal()
        let transport = ScriptedTransport { _ throws(TransportError) in
            arrived.set()
            return try await ScriptedTransport.untilCancelled()
        }
        let shell = TestShell(transport: transport)
        let task = Task { await shell.run(Self.head + "on error continue\ntry invoke\nprint after") }
        await arrived.wait()
        task.cancel()
        let status = await task.value
        #expect(status == .interrupted)
        #expect(shell.output == "")
        let results = shell.session.results
        #expect(results.current?.outcome == .cancelled)
    }

    @Test func sourcedFilesShareVariablesAndHaveArgumentsOfTheirOwn() async {
        let files = MemoryFiles([
            "/project/lib/s.fcsh": "print ${1} ${#} ${v}\nlet v = inner\nsource t.fcsh\n",
            "/project/lib/t.fcsh": "print t ${#}\n", "/project/lib/fail.fcsh": "expect ok\nprint after\n",
        ])
        let shell = TestShell(files: files)
        let script = "let v = outer\nsource lib/s.fcsh 'a b'\nprint ${v} ${1}\nsource lib/fail.fcsh\nprint after"
        #expect(await shell.run(script, arguments: ["mine"], path: "/project/main.fcsh") == .expectation)
        #expect(shell.output == "a b 1 outer\nt 0\ninner mine\n")
        #expect(shell.errors.contains("lib/fail.fcsh:1:1"))
    }

    @Test func aPathKnownLateCountsFromTheIncludingFileToo() async {
        let files = MemoryFiles([
            "/project/lib/s.fcsh": "source ${1}\n", "/project/lib/t.fcsh": "print found\n",
            "/project/lib/loop.fcsh": "source ${env.LOOP}\n", "/project/lib/bad.fcsh": "invok\n",
        ])
        let shell = TestShell(files: files, environment: ["LOOP": "loop.fcsh", "HOME": "/home/test"])
        #expect(await shell.run("source lib/s.fcsh t.fcsh", path: "/project/main.fcsh") == .success, "\(shell.errors)")
        #expect(shell.output == "found\n")
        #expect(await shell.run("source lib/loop.fcsh", path: "/project/main.fcsh") == .usage)
        #expect(shell.errors.contains("a file that sources itself"))
        #expect(await shell.run("source lib/s.fcsh bad.fcsh", path: "/project/main.fcsh") == .usage)
        #expect(await shell.run("source lib/s.fcsh none.fcsh", path: "/project/main.fcsh") == .usage)
    }

    @Test func theAnswerGoesToAFileByteForByte() async throws {
        let folder = try TemporaryFolder()
        let shell = TestShell(transport: Self.transport())
        let script =
            "set region cn-hangzhou\nuse hello\ninvoke -e 'no newline' > \(folder.path)/a\n"
            + "invoke -e x >> \(folder.path)/a\ninvoke -e piped | cat > \(folder.path)/b\n"
        #expect(await shell.run(script) == .success, "\(shell.errors)")
        #expect(try folder.read("a") == "no newlinex")
        #expect(try folder.read("b") == "piped")
        #expect(await shell.run("invoke > \(folder.path)/none/c") == .usage)
        #expect(shell.transport.invocations.count == 3, "the file is opened before the call")
        #expect(await shell.run("invoke -e x | exit 4") == .shellCommand)
    }
}

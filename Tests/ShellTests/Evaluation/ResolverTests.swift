import ShellSyntax
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

@Suite struct ResolverTests {
    private static let files: MemoryFiles = MemoryFiles(
        [
            "/project/lib/a.fcsh": "let fromA = 1\nsource b.fcsh\n", "/project/lib/b.fcsh": "let fromB = 2\n",
            "/project/self.fcsh": "source self.fcsh\n", "/project/one.fcsh": "source two.fcsh\n",
            "/project/two.fcsh": "source one.fcsh\n", "/project/bad.fcsh": "invok\n",
            "/home/test/h.fcsh": "let h = 1\n",
        ], unreadable: ["/project/locked.fcsh"])

    private func ids(_ text: String, path: String? = nil) -> [String] {
        TestShell(files: Self.files).resolve(text, path: path).findings.flatMap(\.errors).map(\.id)
    }

    @Test(
        arguments: [
            ("print a", []), ("invok {}", ["unknown-command"]), ("Invoke {}", ["unknown-command"]),
            ("invoke --evnet x", ["unknown-option"]), ("invoke a b", ["surplus-operand"]), ("use", ["missing-operand"]),
            ("sleep soon", ["failed"]), ("invoke --invocation-type later", ["failed"]), ("exit 256", ["failed"]),
            ("print ${x}", ["unset-variable"]), ("print ${x:-1}", []), ("let x = 1\nprint ${x}", []),
            ("print ${x}\nlet x = 1", ["unset-variable"]), ("capture x .id\nprint ${x}", []),
            ("secret x = ${env.NONE}\nprint ${x}", []),
            (#"invoke {"a": ${x}, "b": "${y}"}"#, ["unset-variable", "unset-variable"]),
            ("invoke <<E\n${x}\nE\n", ["unset-variable"]), ("invoke <<'E'\n${x}\nE\n", []),
            ("expect .a == ${x}", ["unset-variable"]), ("invoke > ${x}", ["unset-variable"]),
            ("print ${env.NONE} ${1}", []),
            ("!echo ${x}", []), ("invoke | cat ${x}", []),
            ("secret token", ["secret-without-value"]), ("print a > f", ["no-answer"]),
            ("print a | cat", ["no-answer"]),
            ("print a < f", ["no-input"]), ("invoke < a < b", ["two-inputs"]),
            ("invoke < a <<E\nx\nE\n", ["two-inputs"]),
            (
                "invok\nprint ${x}\ninvoke --zzz\nsecret s",
                ["unknown-command", "unset-variable", "unknown-option", "secret-without-value"]
            ),
            ("print 'open\ninvok", ["unclosed-quote"]),
        ] as [(String, [String])])
    func faults(text: String, ids: [String]) {
        #expect(self.ids(text) == ids)
    }

    @Test(
        arguments: [
            ("@status contains 5", "@status is a number: only text is examined so"),
            ("@cold not matches x", "@cold is a bool: only text is examined so"),
            ("@status is string", "@status is a number, never a string"),
            ("@errorType is object", "@errorType is a string, never an object"),
            (#"@status == "200""#, "@status is a number, and this is a string"),
            ("@cold != yes", "@cold is a bool, and this is a string"),
            ("@p95 is bool", "@p95 is a number, never a bool"),
            ("@headers.x-a == 5", "@headers.x-a is a string, and this is a number"),
            ("@outcome == okay", "there is no outcome 'okay'"), ("@cold < true", "numbers and texts have an order"),
            (".a < true", "a bool has none"), (".a >= [1]", "an array has none"), (".a not > null", "null has none"),
        ] as [(String, String)])
    func checksThatDecideNothing(predicate: String, message: String) throws {
        let found = TestShell().resolve("expect \(predicate)").findings.flatMap(\.errors)
        #expect(found.map(\.id) == ["impossible-predicate"])
        #expect(try #require(found.first).message.contains(message), "\(found)")
    }

    @Test(arguments: [
        "@status == 200", "@status != ${x:-5}", "@outcome != ok", "@outcome contains error",
        "@errorType == null-pointer",
        ".a contains 5", ".a == true", ".a < b", "@status is number", "@status not is string", "@duration < 5s",
        "@cold == true", "@rate > 5", "@warm.count >= 1", "@diff.count == 0", "@task.status == Succeeded",
        "%1@status < 300",
    ])
    func checksThatDecideSomething(predicate: String) {
        #expect(ids("expect \(predicate)") == [])
    }

    @Test(
        arguments: [
            ("invoke -f none.json", ["error"]), ("invoke < none.json", ["error"]), ("invoke -f lib/a.fcsh", []),
            ("invoke --event-file=none.json", ["error"]), ("try invoke -f none.json", ["warning"]),
            ("invoke > none.json; invoke -f none.json", []), ("invoke > other; invoke < none.json", ["error"]),
            ("!touch none.json\ninvoke -f none.json", ["warning"]), ("invoke -f ${1}", []), ("invoke -f -", []),
            ("test a do\n  invoke -f none.json\nend", ["error"]), ("compare a b < none.json", ["error"]),
        ] as [(String, [String])])
    func filesThatAreNotThere(text: String, severities: [String]) {
        let shell = TestShell(files: Self.files)
        var resolver = Resolver(
            catalog: shell.catalog, world: shell.session.world, isInteractive: false, variables: [])
        resolver.isThorough = true
        let found = resolver.resolve(Parser.parse(SourceText(name: "-c", text)), path: nil).findings
        #expect(found.flatMap(\.diagnostics).map(\.severity.rawValue) == severities)
        #expect(found.flatMap(\.diagnostics).allSatisfy { $0.id == "file-missing" })
    }

    @Test func aWordTooManyIsOfferedAsTheEvent() throws {
        let found = TestShell().resolve("invoke hello world").findings.flatMap(\.errors)
        let fix = try #require(found.first?.fix)
        #expect(fix.replacement == "-e 'world'")
        #expect(fix.message == "-e 'world' sends it as the event")
    }

    @Test func aTypoIsFoundBeforeAnythingRuns() async {
        let shell = TestShell()
        let script = "set region cn-hangzhou\n" + String(repeating: "invoke hello\n", count: 88) + "invok hello\n"
        #expect(await shell.run(script) == .usage)
        #expect(shell.transport.requests.isEmpty)
        #expect(shell.errors.contains("-c:90:1"))
        #expect(shell.errors.contains("did you mean invoke?"))
    }

    @Test(
        arguments: [
            ("source lib/a.fcsh\nprint ${fromA} ${fromB}", []),
            ("source /project/lib/a.fcsh", []), ("source ~/h.fcsh\nprint ${h}", []),
            ("source none.fcsh", ["source-missing"]),
            ("source locked.fcsh", ["source-unreadable"]), ("source self.fcsh", ["source-cycle"]),
            ("source one.fcsh", ["source-cycle"]), ("source bad.fcsh", ["unknown-command"]),
            ("source ${env.X}\nprint ${x}", []), ("source a.fcsh x", ["source-missing"]),
        ] as [(String, [String])])
    func sourcedFiles(text: String, ids: [String]) {
        #expect(self.ids(text) == ids)
    }

    @Test func sourcedPathsCountFromTheIncludingFile() {
        #expect(ids("source a.fcsh\nprint ${fromB}", path: "/project/lib/main.fcsh") == [])
        #expect(ids("source lib/a.fcsh", path: "/project/lib/main.fcsh") == ["source-missing"])
        #expect(ids("source ../self.fcsh", path: "/project/lib/main.fcsh") == ["source-cycle"])
    }

    @Test func aCycleShowsItsChain() throws {
        let findings = TestShell(files: Self.files).resolve("source two.fcsh", path: "/project/one.fcsh").findings
        let cycle = try #require(findings.flatMap(\.errors).first)
        #expect(cycle.notes.map(\.message) == ["/project/one.fcsh", "/project/two.fcsh", "/project/one.fcsh"])
    }

    @Test func helpOfACommandIsNoFault() throws {
        let script = TestShell().resolve("invoke --help --nonsense").script
        guard case .command(let command, _) = try #require(script.statements.first).resolution else {
            Issue.record("nothing was bound")
            return
        }
        #expect(command.spec.name == "help")
    }
}

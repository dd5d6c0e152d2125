import FCCore
import TestSupport
import Testing

/// Reports, chosen tests and replays of the real program. A saved session answers the calls: nothing is listening.
@Suite struct RunReportTests {
    /// `invoke hello` with no event, twice.
    private static let session = """
        {"format":"fcsh-session","version":1}
        {"request":"POST /2023-03-30/functions/hello/invocations?qualifier=LATEST","type":"Sync",\
        "eventHash":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","elapsed":2.5,"status":200,\
        "headers":[["x-fc-request-id","1-65"]],"body":"{\\"k\\": 1}","bodyEncoding":"text"}

        """
    private static let script = """
        use hello
        test "first" do
          invoke
          expect .k == 1
        end
        test "second" do
          expect .k == 2
        end
        test "third" do
          expect .k is number
        end
        """

    private func run(_ words: [String], in folder: TemporaryFolder) async throws -> TestSupport.Program.Outcome {
        try await TestSupport.Program.run(
            [try BuiltProduct.path("fcsh"), "run"] + words,
            environment: TestSupport.Program.environment(home: folder.path), directory: folder.path)
    }

    private func folder(_ script: String = Self.script) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(Self.session, to: "s.jsonl")
        try folder.write(script, to: "a.fcsh")
        return folder
    }

    private func lines(_ text: String, beginning prefixes: [String]) -> [String] {
        text.split(separator: "\n").map { String($0) }.filter { line in prefixes.contains { line.hasPrefix($0) } }
    }

    /// The report is all there is on standard output: answers and system commands go elsewhere.
    @Test(
        arguments: [
            ([], ["ok 1 - first", "not ok 2 - second", "ok 3 - third # SKIP not reached"]),
            (["--keep-going"], ["ok 1 - first", "not ok 2 - second", "ok 3 - third"]),
            (
                ["--test", "FIRST"],
                ["ok 1 - first", "ok 2 - second # SKIP left out by --test", "ok 3 - third # SKIP left out by --test"]
            ),
        ] as [([String], [String])])
    func tap(options: [String], expected: [String]) async throws {
        let folder = try folder("!echo noise\n" + Self.script)
        let outcome = try await run(options + ["--replay", "s.jsonl", "--report", "tap:-", "a.fcsh"], in: folder)
        #expect(outcome.text.hasPrefix("TAP version 13\n1..3\n# a.fcsh\n"), "\(outcome.errorText)")
        #expect(lines(outcome.text, beginning: ["ok", "not ok"]) == expected)
        #expect(!outcome.text.contains("noise") && outcome.errorText.contains("noise"))
        #expect(outcome.status == .exited(options.first == "--test" ? 0 : 4))
    }

    @Test func severalReportsAndTheLastLine() async throws {
        let folder = try folder()
        let words = ["--replay", "s.jsonl", "--report", "junit:j.xml", "--report", "html:h.html", "a.fcsh"]
        let outcome = try await run(words, in: folder)
        #expect(outcome.status == .exited(4))
        #expect(outcome.errorText.contains("1 script, 1 failed; 3 tests, 1 failed, 1 skipped; 1 call in "))
        let junit = try DiskFiles().contents(of: "\(folder.path)/j.xml").map { String(decoding: $0, as: UTF8.self) }
        #expect(junit?.contains("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\"") ?? false)
        #expect(DiskFiles().status(of: "\(folder.path)/h.html") != nil)
    }

    @Test func aCallThatWasNotRecordedIsAnError() async throws {
        let folder = try folder("invoke hello -e x\n")
        let outcome = try await run(["--replay", "s.jsonl", "a.fcsh"], in: folder)
        #expect(outcome.status == .exited(2))
        #expect(
            outcome.errorText.contains("not recorded: the session has no call of hello:LATEST with the event x"),
            "\(outcome.errorText)")
    }

    @Test(
        arguments: [
            (["--report", "xml:x"], "'xml' is no kind of report: there are junit, tap, json, html"),
            (["--report", "junit:no/x.xml"], "no/x.xml cannot be written: there is no folder"),
            (["--report", "tap:-", "--report", "json:-"], "two reports cannot both go to standard output"),
            (["--replay", "none.jsonl"], "there is no file none.jsonl"),
            (["--replay", "s.jsonl", "--save-session", "x"], "a replay makes no calls that could be saved"),
            (["--replay", "s.jsonl", "--test", "nosuch"], "no test has a name that fits --test"),
        ] as [([String], String)])
    func wrongUse(options: [String], message: String) async throws {
        let outcome = try await run(options + ["a.fcsh"], in: try folder("print ran\n"))
        #expect(outcome.status == .exited(2))
        #expect(outcome.errorText.contains(message), "\(outcome.errorText)")
    }

    @Test func theLimitOfTheRunLeavesReports() async throws {
        let folder = try folder("test \"slow\" do\n  sleep 60\nend\ntest \"later\" do\n  print x\nend\n")
        let outcome = try await run(["--max-time", "200ms", "--report", "tap:-", "a.fcsh"], in: folder)
        #expect(outcome.status == .exited(124))
        #expect(lines(outcome.text, beginning: ["not ok"]) == ["not ok 1 - slow"])
        #expect(outcome.text.hasSuffix("Bail out! out of time\n"))
    }
}

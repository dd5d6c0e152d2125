import FCCore
import ShellSyntax
import Testing

@testable import Shell

@Suite struct AnswerAssertionsTests {
    @Test(
        arguments: [
            ("{\"status\": \"created\"}", ["expect .status == \"created\""]),
            (
                "{\"n\": 1.10, \"ok\": true, \"none\": null}",
                ["expect .n == 1.10", "expect .ok == true", "expect .none == null"]
            ),
            ("{\"text\": \"1\"}", ["expect .text == \"1\""]),
            ("{\"p\": \".a ${x} \\\"q\\\" \\\\\"}", ["expect .p == \".a \\${x} \\\"q\\\" \\\\\""]),
            (
                "{\"a\": {\"odd key\": [1, {\"b\": 2}]}, \"e\": [], \"o\": {}}",
                [
                    "expect .a[\"odd key\"][0] == 1", "expect .a[\"odd key\"][1].b == 2", "expect .e == []",
                    "expect .o == {}",
                ]
            ),
            ("[5]", ["expect .[0] == 5"]),
            ("7", ["expect . == 7"]),
            ("{\"a${b}\": 1, \"c\": 2}", ["expect .c == 2"]),
        ] as [(String, [String])])
    func comparesWhatIsStable(_ body: String, _ expected: [String]) throws {
        #expect(AnswerAssertions(for: try JSONReader.read(body)).lines == expected)
    }

    @Test(arguments: [
        ("id", "7"), ("userId", "7"), ("user_id", "\"a\""), ("RequestID", "\"r\""), ("created_at", "1"),
        ("expiresAt", "\"soon\""), ("timestamp", "5"), ("durationMs", "12"), ("took", "0.5"), ("token", "\"t\""),
        ("n", "1767225600"), ("n", "1767225600123"), ("n", "1767225600123456789"), ("t", "\"1767225600\""),
        ("s", "\"2026-01-31T10:00:00Z\""), ("s", "\"2026-01-31\""), ("s", "\"10:30:05\""),
        ("s", "\"123e4567-e89b-12d3-a456-426614174000\""), ("s", "\"1-6b034a45-21ba77d8-5b352f66bb54\""),
        ("s", "\"9e107d9d372bb6826bd81d3542a419d6\""),
    ])
    func checksWhatChangesByType(_ key: String, _ json: String) throws {
        let value = try JSONReader.read(json)
        let lines = AnswerAssertions(for: .object(Record([(key, value)]))).lines
        #expect(lines == ["expect .\(key) is \(value.kind.rawValue)"])
    }

    @Test(arguments: [
        ("valid", "true"), ("said", "\"hello\""), ("format", "\"png\""), ("count", "1999999"), ("name", "\"beefcafe\""),
        ("word", "\"deadbeefdeadbeefdead\""), ("idea", "\"x\""), ("candidates", "3"), ("id", "null"),
    ])
    func comparesWhatOnlyLooksLikeIt(_ key: String, _ json: String) throws {
        let lines = AnswerAssertions(for: .object(Record([(key, try JSONReader.read(json))]))).lines
        #expect(lines == ["expect .\(key) == \(json)"])
    }

    @Test func neverWritesASecretDown() {
        let lines = AnswerAssertions(for: ["a": "FakeSecretValue"]) { $0.contains("FakeSecret") }.lines
        #expect(lines == ["expect .a is string"])
    }

    @Test func stopsBeforeItCopiesTheAnswer() {
        let record = Record((0..<60).map { ("k\($0)", Value.integer($0)) })
        let lines = AnswerAssertions(for: .object(record)).lines
        #expect(lines.count == 41)
        #expect(lines.last == "# 20 more fields are not checked")
    }

    /// Every line has to be a statement that holds for the answer it was made from.
    @Test(arguments: [
        "{\"a\": [1.50, \"x${y}\", {\"odd \\\"key\\\"\": \"\\u0001\\n\\t\"}], \"id\": 5, \"e\": [], \"o\": {}}",
        "[[], {}, \"\", null, false, 1e400, \"@status\", \".b\", \"%1\", \"中文\"]", "\"text\"",
    ])
    func everyAssertionHolds(_ body: String) throws {
        let value = try JSONReader.read(body)
        var results = ResultStore()
        results.append(InvocationRendererTests.result(body))
        let expander = Expander(scope: Scope(environment: [:]), results: results)
        let lines = AnswerAssertions(for: value).lines
        #expect(!lines.isEmpty)
        for line in lines {
            let script = Parser.parse(SourceText(name: "test", line))
            #expect(script.diagnostics.isEmpty, "\(line)")
            guard case .expect(let statement)? = script.statements.first?.kind else {
                Issue.record("not an expect: \(line)")
                continue
            }
            try Expectation(expander: expander).check(statement, at: SourceSpan(at: 0))
        }
    }
}

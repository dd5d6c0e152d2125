import FCCore
import ShellSyntax
import ShellTestSupport
import Testing

@testable import Shell

@Suite struct ExpectationTests {
    private static let body = """
        {"n": 1, "f": 1.0, "big": 1234567890123456789012345, "one": "1", "t": true, "z": null, "s": "hello world",
         "tags": ["a", "b", 3], "r": {"x": 1, "y": {"b": 2, "a": 1}}, "e": ""}
        """

    private static let expander: Expander = {
        var scope = Scope(environment: [:])
        scope.set("limit", Scope.Variable("800ms"))
        scope.set("five", Scope.Variable(.integer(5)))
        scope.set("text", Scope.Variable("1"))
        let headers: HTTPHeaders = ["x-fc-invocation-duration": "12.5", "x-fc-max-memory-usage": "9.20", "X-Odd": "v"]
        return Expander(scope: scope, results: ResultStore([.answered(body, headers: headers, isCold: true)]))
    }()

    /// The failure of an `expect`, nil when it holds.
    private func failure(_ text: String, _ expander: Expander = expander) throws -> Failure? {
        let statement = try ParsedPieces.expect(text)
        do throws(Failure) {
            try Expectation(expander: expander).check(statement, at: SourceSpan(at: 0))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "ok", ".n == 1", ".n == 1.0", ".f == 1", ".n == 1e0", ".big == 1234567890123456789012345",
        ".big > 1234567890123456789012344", ".big != 1234567890123456789012346", ".n != 2", ".n < 2", ".n <= 1",
        ".n > 0", ".n >= 1", ".n not == 2", ".n not > 1", #".one == "1""#, ".one == '1'", ".t == true",
        #".t != "true""#, ".z == null", ".z is null", ".t is bool", ".n is number", ".s is string", ".tags is array",
        ".r is object", ".n not is string", ".s contains world", ".s not contains World", ".tags contains a",
        ".tags contains 3", #".tags not contains "3""#, ".r contains x", ".r not contains z", ".s startsWith hello",
        ".s not startsWith world", ".s endsWith world", ".s not endsWith hello", ".s matches 'o w'",
        ".s matches '^hello.*d$'", ".s not matches '^world'", #".r == {"y": {"a": 1, "b": 2}, "x": 1.0}"#,
        #".tags == ["a", "b", 3]"#, #".tags != ["b", "a", 3]"#, ".n exists", ".z exists", ".missing not exists",
        ".tags[5] not exists", "@status exists", "@task.id not exists", ".s == 'hello world'", ".s < z", ".n < ${five}",
        ".one == ${text}", ".e == ''", "@status == 200", "@outcome == ok", "@cold == true", "@memory == 9.2",
        "@duration < 800ms", "@duration == 250ms", "@duration >= 0.25s", "@duration < ${limit}", "@duration <= 1m",
        "@functionDuration == 12.5ms", "@functionDuration not > 1s", "@headers.x-odd == v", "%1.n == 1",
        "%-1.n == 1", "@qualifier == LATEST",
    ])
    func holds(text: String) throws {
        let failure = try failure(text)
        #expect(failure == nil, "\(failure?.message ?? "")")
    }

    @Test(
        arguments: [
            ("error", "expected the call to fail; its outcome is ok", []),
            (".n == 2", "expected .n == 2", ["it is 1"]),
            (".n not == 1.0", "expected .n not == 1.0", ["it is 1"]),
            (
                ".big == 1234567890123456789012346", "expected .big == 1234567890123456789012346",
                ["it is 1234567890123456789012345"]
            ),
            (".one == 1", "expected .one == 1", [#"it is "1""#, "the types differ: string and number"]),
            (#".n == "1""#, #"expected .n == "1""#, ["it is 1", "the types differ: number and string"]),
            (#".t == "true""#, #"expected .t == "true""#, ["it is true", "the types differ: bool and string"]),
            (".s < 5", "expected .s < 5", [#"it is "hello world""#, "string and number have no order"]),
            (".t > false", "expected .t > false", ["it is true", "bool and bool have no order"]),
            (".n exists", "", []), (".missing exists", "expected .missing to exist", ["nothing at .missing: "]),
            (".n not exists", "expected .n not to exist", ["it is 1"]),
            (".missing == 1", "nothing at .missing", ["expected .missing == 1"]),
            (".missing != 1", "nothing at .missing", []),
            ("@task.id exists", "expected @task.id to exist", ["this call has no @task.id"]),
            (
                ".n startsWith 1", #"expected .n startsWith "1""#,
                ["it is 1", "startsWith examines text; it is a number"]
            ),
            (
                ".z not endsWith 1", #"expected .z not endsWith "1""#,
                ["it is null", "endsWith examines text; it is null"]
            ),
            (".r matches x", #"expected .r matches "x""#, ["it is {", "matches examines text; it is an object"]),
            (
                ".n contains 1", "expected .n contains 1",
                ["it is 1", "contains examines text, arrays and objects; it is a"]
            ),
            (".z not contains 1", "expected .z not contains 1", ["it is null", "contains examines"]),
            (
                #".tags contains "3""#, #"expected .tags contains "3""#,
                ["it is [", "the types differ: number and string"]
            ),
            (".s not < 5", "expected .s not < 5", ["it is", "string and number have no order"]),
            (".tags is object", "expected .tags is object", [#"it is ["a","b",3]"#, "it is an array"]),
            (".tags == 5", "expected .tags == 5", ["it is [", "the types differ: array and number"]),
            (".s matches '^w'", #"expected .s matches "^w""#, [#"it is "hello world""#]),
            ("@duration < 200ms", "expected @duration < 200ms", ["it is 250ms"]),
            ("%7.n == 1", "there is no result %7", ["results %1 to %1 are kept"]),
        ] as [(String, String, [String])])
    func isFalse(text: String, message: String, notes: [String]) throws {
        let failure = try failure(text)
        guard !message.isEmpty else { return #expect(failure == nil) }
        #expect(failure?.status == .expectation)
        #expect(failure?.message.hasPrefix(message) == true, "\(failure?.message ?? "it holds")")
        for (note, expected) in zip(failure?.notes ?? [], notes) { #expect(note.hasPrefix(expected)) }
        #expect(failure?.notes.count ?? 0 >= notes.count)
    }

    @Test(
        arguments: [
            ("@duration < 800", "compared with a length of time"),
            ("@duration == abc", "compared with a length of time"),
            ("@duration < ${five}", "compared with a length of time"), ("@dutarion < 1s", "no fact @dutarion"),
            (".s matches '('", "regular expression is malformed"), (".n == ${unset}", "'unset' is not set"),
        ] as [(String, String)])
    func makesNoSense(text: String, message: String) throws {
        let failure = try #require(try failure(text))
        #expect(failure.status == .usage)
        #expect(failure.message.contains(message), "\(failure.message)")
    }

    @Test(arguments: [".x exists", ".x not exists", ".x == 1", ". exists", "ok", "@status exists"])
    func aMissingBodyFailsEverything(text: String) throws {
        let expander = Expander(
            scope: Scope(environment: [:]), results: ResultStore([.answered(Self.body), .unsent(number: 2)]))
        #expect(try failure(text, expander)?.status == .expectation)
        #expect(try failure("error", expander) == nil)
        #expect(try failure("@outcome == not-sent", expander) == nil)
        #expect(try failure("@errorMessage contains broken", expander) == nil)
    }

    @Test(arguments: ["ok", "error", ".x exists", "@status == 200"])
    func withoutAResultNothingHolds(text: String) throws {
        #expect(try failure(text, .empty)?.status == .expectation)
        #expect(try failure(text, .empty)?.message == "there is no result yet")
    }

    @Test(
        arguments: [
            ([], ".x not exists", "the answer's body is empty"),
            ([0xFF, 0xFE], ". exists", "neither JSON nor text"),
        ] as [([UInt8], String, String)])
    func bodiesThatHaveNoValue(bytes: [UInt8], text: String, message: String) throws {
        let expander = Expander(scope: Scope(environment: [:]), results: ResultStore([.answered(bytes)]))
        #expect(try failure(text, expander)?.message.contains(message) == true)
    }

    @Test func aBodyThatIsTextIsAString() throws {
        let expander = Expander(scope: Scope(environment: [:]), results: ResultStore([.answered("plain text")]))
        #expect(try failure(". == 'plain text'", expander) == nil)
        #expect(try failure(". is string", expander) == nil)
    }
}

import FCCore
import ShellSyntax
import Testing

@testable import Shell

/// `PATH=VALUE`: how it is read and what it does.
@Suite struct EventAssignmentTests {
    private static let scriptValues: [(String, Value)] = [
        (".a=5", Value.integer(5)), (".a=-0.50", .number(Number(verified: "-0.50"))), (".a=true", true),
        (".a=null", .null), (".a=\"5\"", "5"), (".a='true'", "true"), (".a=text", "text"), (".a=007", "007"),
        (".a=", ""), (".a=b=c", "b=c"), (".a={\"k\": [1, ${n}]}", ["k": [1, 7]]), (".a=[1]", [1]),
        (".a=${n}", 7), (".a=\"${n}\"", "7"), (".a=x${n}", "x7"), (".a='.b'", ".b"), (".a=\"it is ${n}\"", "it is 7"),
    ]

    @Test(arguments: scriptValues) func valuesOfAScriptFollowTheRuleOfTypes(_ written: String, _ expected: Value) throws
    {
        let assignment = try #require(try Self.read(written)).get()
        #expect(assignment.path == [.key("a")])
        #expect(assignment.value == expected)
    }

    private static let argvValues: [(String, Value)] = [
        (".a=5", Value.integer(5)), (".a=\"5\"", "5"), (".a=it is", "it is"), (".a={\"k\": 1}", ["k": 1]),
        (".a=\"half", "\"half"), (".a=${n}", "${n}"), (".a=.b", ".b"),
    ]

    @Test(arguments: argvValues) func argvIsTakenAsItIs(_ written: String, _ expected: Value) throws {
        let word = ArgumentWord(text: written, span: SourceSpan(3, 9))
        let found = word.assignment(by: .empty, source: SourceText(name: "fcsh", "-"))
        #expect(try #require(found).get().value == expected)
    }

    private static let paths: [(String, [PathStep])] = [
        (".a.b[0]", [PathStep.key("a"), .key("b"), .index(0)]), (".[\"odd key\"].x", [.key("odd key"), .key("x")]),
        (".[-1][*].k", [.index(-1), .all, .key("k")]), (".", []),
    ]

    @Test(arguments: paths) func pathsAreReadFromTheSource(_ path: String, _ steps: [PathStep]) throws {
        #expect(try #require(try Self.read(path + "=1")).get().path == steps)
    }

    @Test(arguments: ["a=1", "'.a=1'", ".a", "@status=1", "%1.a=1", "\"x\""])
    func otherWordsAreNoAssignments(_ written: String) throws {
        #expect(try Self.read(written) == nil)
    }

    @Test(arguments: [".a=.b", ".a=@status"]) func aPathOnTheRightIsRefused(_ written: String) throws {
        let found = try #require(try Self.read(written))
        #expect(throws: ArgumentProblem.self) { try found.get() }
    }

    @Test func brokenJSONOfArgvIsRefused() throws {
        let word = ArgumentWord(text: ".a={k: 1}", span: SourceSpan(0, 9))
        let found = try #require(word.assignment(by: .empty, source: SourceText(name: "fcsh", "")))
        #expect(throws: ArgumentProblem.self) { try found.get() }
    }

    @Test(arguments: [
        (".a", #"{"a":9,"l":[{"k":1},{"k":2}]}"#), (".new.deep", #"{"a":1,"l":[{"k":1},{"k":2}],"new":{"deep":9}}"#),
        (".l[-1].k", #"{"a":1,"l":[{"k":1},{"k":9}]}"#), (".l[2]", #"{"a":1,"l":[{"k":1},{"k":2},9]}"#),
        (".l[2].k", #"{"a":1,"l":[{"k":1},{"k":2},{"k":9}]}"#), (".l[*].k", #"{"a":1,"l":[{"k":9},{"k":9}]}"#),
        (".m[0].k", #"{"a":1,"l":[{"k":1},{"k":2}],"m":[{"k":9}]}"#), (".", "9"),
    ])
    func placesChangeAndMissingOnesAreMade(_ path: String, _ expected: String) throws {
        let assignment = Assignment(path: try PathText.steps(path), value: 9, span: SourceSpan(at: 0))
        let changed = try assignment.applied(to: ["a": 1, "l": [["k": 1], ["k": 2]]])
        #expect(JSONWriter.text(changed) == expected)
    }

    @Test(arguments: [
        (".a.b", ".a", "it is a number, not an object"), (".a[0]", ".a", "it is a number, not an array"),
        (".l.k", ".l", "it is an array, not an object"), (".l[3]", ".l", "the array has 2 elements"),
        (".l[-3]", ".l", "the array has 2 elements"), (".[0]", ".", "it is an object, not an array"),
        (".new[1]", ".new", "the array has 0 elements"), (".l[0].k.x", ".l[0].k", "it is a number, not an object"),
    ])
    func whatStandsInTheWayIsNamed(_ path: String, _ reached: String, _ reason: String) throws {
        let assignment = Assignment(path: try PathText.steps(path), value: 9, span: SourceSpan(at: 0))
        #expect(throws: Assignment.Obstacle(reached: reached, reason: Message(reason))) {
            try assignment.applied(to: ["a": 1, "l": [["k": 1], ["k": 2]]])
        }
    }

    /// The word behind a command's name, read where `n` is 7.
    private static func read(_ written: String) throws -> Result<Assignment, ArgumentProblem>? {
        let source = SourceText(name: "test", "event \(written)")
        let script = Parser.parse(source)
        guard script.diagnostics.isEmpty, case .command(let command)? = script.statements.first?.kind,
            let word = command.arguments.first
        else { throw PathText.Malformed(text: written) }
        var scope = Scope(environment: [:])
        scope.set("n", Scope.Variable(7))
        let expander = Expander(scope: scope, results: ResultStore())
        return ArgumentWord(word).assignment(by: expander, source: source)
    }
}

import FCCore
import ShellSyntax
import ShellTestSupport
import Testing

@testable import Shell

@Suite struct BinderTests {
    private static let name = Operand("NAME", kind: .text("NAME"), shape: .plain, summary: "a name")
    private static let json = Operand("JSON", kind: .argument("JSON"), shape: .json, summary: "a value")
    private static let event = Option("--event", "-e", kind: .text("TEXT"), summary: "a text")
    private static let count = Option("--count", "-n", kind: .integer("COUNT", in: 0...9), summary: "a number")
    private static let flag = Flag("--silent", "-s", summary: "a flag")
    private static let common = Option("--region", kind: .text("REGION"), summary: "of the process")
    private static let commonFlag = Flag("--local", summary: "of the process")
    private static let spec = CommandSpec(
        "call", group: .calling, summary: "test", operands: [name.declaration, json.declaration],
        options: [event.declaration, count.declaration, flag.declaration], examples: [])
    private static let required = CommandSpec(
        "need", group: .calling, summary: "test",
        operands: [
            Operand("ONE", kind: .text("ONE"), arity: .required, summary: "").declaration,
            Operand("MORE", kind: .text("MORE"), arity: .rest, summary: "").declaration,
        ], examples: [])

    private static func bind(_ text: String, _ spec: CommandSpec = spec) throws -> Binder.Outcome {
        let words = try ParsedPieces.command("call \(text)").arguments.map { ArgumentWord($0) }
        return Binder(spec, commonOptions: [common.declaration, commonFlag.declaration])
            .bind(words, nameSpan: SourceSpan(0, 4))
    }

    private static func bind(argv: [String]) -> Binder.Outcome {
        Binder(spec, commonOptions: [common.declaration, commonFlag.declaration])
            .bind(argv.map { ArgumentWord(text: $0, span: SourceSpan(at: 0)) }, nameSpan: SourceSpan(at: 0))
    }

    /// What was bound, in one line.
    private static func shown(_ outcome: Binder.Outcome, _ source: String = "") throws -> String {
        #expect(outcome.diagnostics.map(\.message) == [])
        var scope = Scope(environment: [:])
        scope.set("v", Scope.Variable("a b"))
        let arguments = try outcome.binding.evaluate(
            by: Expander(scope: scope, results: ResultStore()), source: SourceText(name: "test", "call \(source)"))
        var parts = arguments.all(event).map { "e<\($0)>" }
        if let count = arguments[count] { parts.append("n\(count)") }
        if arguments[flag] { parts.append("s") }
        if let name = arguments[name] { parts.append("name<\(name)>") }
        if let json = arguments[json] { parts.append("json<\(json.text)>") }
        let commonArguments = try outcome.commonItems.evaluate(by: .empty, source: SourceText(name: "test", ""))
        if let region = commonArguments[common] { parts.append("region<\(region)>") }
        if commonArguments[commonFlag] { parts.append("local") }
        return parts.joined(separator: " ")
    }

    @Test(
        arguments: [
            ("--event x", "e<x>"), ("--event=x", "e<x>"), ("-e x", "e<x>"), ("-ex", "e<x>"), ("-e=x", "e<x>"),
            ("--event=", "e<>"), ("--event ''", "e<>"), ("-e -5", "e<-5>"), ("-e --silent", "e<--silent>"),
            ("--event=-5", "e<-5>"), ("-e --", "e<-->"), (#"-e {"a": 1}"#, #"e<{"a": 1}>"#),
            (#"--event={"a": 1}"#, #"e<{"a": 1}>"#), (#"-e'{"a":1}'"#, #"e<{"a":1}>"#), (#"--event="a  b""#, "e<a  b>"),
            ("-e ${v}", "e<a b>"), ("--event=${v}", "e<a b>"), ("-e 007", "e<007>"), ("-e true", "e<true>"),
            ("-e 1.10", "e<1.10>"), ("-e a -e b", "e<a> e<b>"), ("--count 3 --count 4", "n4"), ("-n3", "n3"),
            ("-s", "s"), ("--silent x", "s name<x>"), ("x -s", "s name<x>"), ("-- -s", "name<-s>"),
            ("-- --", "name<-->"),
            ("'-s'", "name<-s>"), (#"\-s"#, "name<-s>"), ("-.x", "name<-.x>"), ("-", "name<->"),
            (#"{"k": 1}"#, #"json<{"k": 1}>"#), (#"x {"k": 1}"#, #"name<x> json<{"k": 1}>"#),
            (#"{"k": 1} x"#, #"name<x> json<{"k": 1}>"#), (#"'{"k": 1}'"#, #"name<{"k": 1}>"#), ("[1]", "json<[1]>"),
            ("--region r x", "name<x> region<r>"), ("x --local", "name<x> local"),
        ] as [(String, String)])
    func wordsOfAScript(text: String, bound: String) throws {
        #expect(try Self.shown(Self.bind(text), text) == bound)
    }

    @Test(
        arguments: [
            (["-e", "hello world"], "e<hello world>"), (["--event={\"a\":1}"], #"e<{"a":1}>"#),
            (["-e{\"a\":1}"], #"e<{"a":1}>"#),
            (["-e", ""], "e<>"), (["-ehello"], "e<hello>"), (["-e", "${v}"], "e<${v}>"), (["-e", "-5"], "e<-5>"),
            (["{\"k\": 1}"], #"json<{"k": 1}>"#), ([" {\"k\": 1}"], #"json< {"k": 1}>"#),
            (["it's", "[1]"], "name<it's> json<[1]>"),
            (["--", "-s"], "name<-s>"), (["-"], "name<->"),
        ] as [([String], String)])
    func wordsOfArgv(argv: [String], bound: String) throws {
        #expect(try Self.shown(Self.bind(argv: argv)) == bound)
    }

    @Test func anExpansionNeverBecomesAnOption() throws {
        let outcome = try Self.bind("${v}")
        #expect(outcome.diagnostics.isEmpty)
        #expect(outcome.binding.items.map(\.key) == ["NAME"])
    }

    @Test(
        arguments: [
            ("--evnet x", "unknown-option", "call has no option --evnet", "did you mean --event?"),
            (
                "--zzz", "unknown-option", "call has no option --zzz",
                "help call lists its options; -- before a word that begins with -"
            ),
            ("-x", "unknown-option", "call has no option -x", nil),
            ("--Event x", "unknown-option", "call has no option --Event", nil),
            ("-sx", "unknown-option", "call has no option -sx", nil),
            ("--silent=1", "option-value", "--silent takes no value", nil),
            (#"--event"x""#, "option-value", "--event has something stuck to it", "--event=VALUE"),
            ("-s${v}", "option-value", "-s has something stuck to it", nil),
            ("-e", "missing-value", "missing value for -e", nil),
            ("--event", "missing-value", "missing value for --event", nil),
            ("a b", "surplus-operand", "call has no use for this word", nil),
            ("{} []", "surplus-operand", "call has no use for this word", nil),
        ] as [(String, String, String, String?)])
    func refusals(text: String, id: String, message: String, next: String?) throws {
        let diagnostic = try #require(try Self.bind(text).diagnostics.first)
        #expect(diagnostic.id == id)
        #expect(diagnostic.message == message)
        if let next { #expect(diagnostic.next == next) }
    }

    @Test func aMistypedOptionCanBeFixed() throws {
        let fix = try #require(try Self.bind("--evnet x").diagnostics.first?.fix)
        #expect(fix.replacement == "--event")
        #expect(fix.span == SourceSpan(5, 12))
    }

    @Test func requiredOperands() throws {
        let missing = try #require(try Self.bind("", Self.required).diagnostics.first)
        #expect(missing.message == "need needs ONE")
        #expect(try Self.bind("a b c", Self.required).binding.items.map(\.key) == ["ONE", "MORE", "MORE"])
    }

    @Test func everyFaultIsFoundAtOnce() throws {
        let ids = try Self.bind("--zzz a b -e").diagnostics.map(\.id)
        #expect(Set(ids) == ["unknown-option", "surplus-operand", "missing-value"])
    }

    @Test(
        arguments: [
            ("-n ten", "--count", "no whole number"), ("-n 10", "--count", "10 is not between 0 and 9"),
        ] as [(String, String, String)])
    func valuesOfTheWrongKind(text: String, name: String, message: String) throws {
        let binding = try Self.bind(text).binding
        let failure = try #require(throws: Failure.self) {
            try binding.evaluate(by: .empty, source: SourceText(name: "test", "call \(text)"))
        }
        #expect(failure.status == .usage)
        #expect(failure.message.contains(message))
    }
}

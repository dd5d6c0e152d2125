import FCCore
import ShellSyntax
import ShellTestSupport
import Testing

@testable import Shell

@Suite struct ExpanderTests {
    /// Variables of every type, two arguments, an environment, and a result with a body and facts.
    private static let expander: Expander = {
        var scope = Scope(
            environment: ["REGION": "cn-beijing", "EMPTY": ""], arguments: ["first", "2"])
        let values: [(String, Value)] = [
            ("text", "a b"), ("quote", #"say "hi""#), ("numeral", "5"), ("number", .integer(5)), ("truth", true),
            ("nothing", .null), ("empty", ""), ("list", [1, "two"]), ("record", ["k": 1]),
        ]
        for (name, value) in values { scope.set(name, Scope.Variable(value)) }
        let body = #"{"id": 7, "user": {"odd key": "x", "name": "Ann"}, "items": [{"id": 1}, {"id": 2}], "no": null}"#
        return Expander(
            scope: scope,
            results: ResultStore([.answered(#"{"id": 1}"#), .answered(body, number: 2)]))
    }()

    @Test(
        arguments: [
            // An unquoted number, true, false, null or JSON is typed; the rest is text.
            ("5", "5"), ("-5", "-5"), ("1.10", "1.10"), ("1e3", "1e3"), ("007", #""007""#), ("+5", #""+5""#),
            ("true", "true"), ("false", "false"), ("null", "null"), ("True", #""True""#), (#""true""#, #""true""#),
            ("'5'", #""5""#), (#"\5"#, #""5""#), ("5'5'", #""55""#), ("word", #""word""#), ("''", #""""#),
            (#"{"k": 1}"#, #"{"k":1}"#), ("[1, 2]", "[1,2]"), (#"'{"k": 1}'"#, #""{\"k\": 1}""#),
            // A lone ${…} keeps its type; in quotes, beside something or rendered it is text.
            ("${number}", "5"), ("${numeral}", #""5""#), ("${truth}", "true"), ("${nothing}", "null"),
            ("${list}", #"[1,"two"]"#), ("${record}", #"{"k":1}"#), ("${empty}", #""""#),
            (#""${number}""#, #""5""#), ("${number}x", #""5x""#), ("x${record}", #""x{\"k\":1}""#),
            ("x${nothing}", #""xnull""#), ("${number:json}", #""5""#), ("${text:json}", #""\"a b\"""#),
            ("${number:raw}", #""5""#),
            // Script arguments and env are text.
            ("${1}", #""first""#), ("${2}", #""2""#), ("${#}", "2"), ("${env.REGION}", #""cn-beijing""#),
            // Defaults replace unset, empty and null, and are typed.
            ("${unset:-5}", "5"), ("${empty:-5}", "5"), ("${nothing:-true}", "true"), ("${unset:-}", #""""#),
            ("${unset:-a b}", #""a b""#), ("${unset:-[1,2]}", "[1,2]"), ("${3:-x}", #""x""#),
            ("${env.EMPTY:-d}", #""d""#), ("${env.NONE:-d}", #""d""#), ("${number:-9}", "5"), ("${.missing:-0}", "0"),
            ("${.no:-0}", "0"), ("${%9.id:-0}", "0"),
            // Selectors.
            ("${.id}", "7"), ("${.user.name}", #""Ann""#), (#"${.user["odd key"]}"#, #""x""#),
            ("${.items[*].id}", "[1,2]"),
            ("${.items[-1].id}", "2"), ("${@status}", "200"), ("${@outcome}", #""ok""#), ("${%1.id}", "1"),
            ("${%-2.id}", "1"), ("${%-1.id}", "7"),
            // JSON words.
            (#"{"n": ${number}}"#, #"{"n":5}"#), (#"{"n": ${numeral}}"#, #"{"n":"5"}"#),
            (#"{"r": ${record}}"#, #"{"r":{"k":1}}"#),
            (#"{"z": ${nothing}}"#, #"{"z":null}"#), (#"{"s": "<${quote}>"}"#, #"{"s":"<say \"hi\">"}"#),
            (#"{"s": "${number}"}"#, #"{"s":"5"}"#), (#"{"s": "${record}"}"#, #"{"s":"{\"k\":1}"}"#),
            (#"{"n": ${2:raw}}"#, #"{"n":2}"#), (#"{"n": ${2}}"#, #"{"n":"2"}"#), (#"{"n": ${2:json}}"#, #"{"n":"2"}"#),
            (#"{"s": "${text:json}"}"#, #"{"s":"\"a b\""}"#), (#"{"s": "\${text}"}"#, #"{"s":"${text}"}"#),
            (#"{"a": ${unset:-1}}"#, #"{"a":1}"#), (#"[${1}, ${list}]"#, #"["first",[1,"two"]]"#),
            // A bare $ is ordinary, and what was expanded is never expanded again.
            ("$LATEST", #""$LATEST""#), (#""\${text}""#, #""${text}""#), ("'${text}'", #""${text}""#),
        ] as [(String, String)])
    func typedValues(word: String, json: String) throws {
        let value = try Self.expander.value(of: ParsedPieces.word(word))
        #expect(JSONWriter.text(value) == json)
    }

    @Test(
        arguments: [
            ("5", "5"), ("1.10", "1.10"), ("${text}", "a b"), ("x${nothing}y", "xnully"), ("${list}", #"[1,"two"]"#),
            (#""<${quote}>""#, #"<say "hi">"#), (#"{"n":  ${number}}"#, #"{"n":  5}"#), ("${text:json}", #""a b""#),
        ] as [(String, String)])
    func texts(word: String, text: String) throws {
        #expect(try Self.expander.text(of: ParsedPieces.word(word)) == text)
    }

    @Test func expansionIsNeverParsedAgain() throws {
        var scope = Scope(environment: [:])
        scope.set("a", Scope.Variable("${b} 'q' {"))
        let expander = Expander(scope: scope, results: ResultStore())
        #expect(try expander.text(of: ParsedPieces.word("${a}")) == "${b} 'q' {")
    }

    @Test(
        arguments: [
            ("${txet}", 2, "'txet' is not set", "${text}"),
            ("${zzz}", 2, "'zzz' is not set", "let zzz = …, or ${zzz:-default}"),
            (
                "${env.NONE}", 2, "environment variable NONE is not set",
                "export NONE=… before fcsh starts, or ${env.NONE:-default}"
            ),
            ("${3}", 2, "no argument 3", "fcsh run SCRIPT -- ARG…, or ${3:-default}"),
            ("${.missing}", 4, "nothing at .missing", nil),
            ("${%9.id}", 4, "no result %9", nil),
            ("${@taks.id}", 2, "no fact @taks", "@task"),
            ("${@taks.id:-x}", 2, "no fact @taks", "@task"),
            (#"{"n": ${1:raw}}"#, 2, "not JSON once it is expanded", nil),
        ] as [(String, Int32, String, String?)])
    func failures(word: String, status: Int32, message: String, next: String?) throws {
        let word = try ParsedPieces.word(word)
        let failure = try #require(throws: Failure.self) { try Self.expander.value(of: word) }
        #expect(failure.status.code == status)
        #expect(failure.message.contains(message), "\(failure.message)")
        #expect(failure.next == next)
        #expect(failure.span != nil)
    }

    @Test(
        arguments: [
            ("{\"n\": ${number}, \"s\": \"${quote}\"}", #"{"n": 5, "s": "say \"hi\""}"#),
            ("\n  [${text}]", "\n  [\"a b\"]"),
            ("n=${number} q=${quote}", #"n=5 q=say "hi""#),
            (#"{"s": "\${text}"}"#, #"{"s": "${text}"}"#),
            (#"plain \${text}"#, "plain ${text}"),
        ] as [(String, String)])
    func heredocs(body: String, text: String) throws {
        #expect(try Self.heredoc("invoke <<END\n\(body)\nEND\n") == text)
        #expect(try Self.heredoc("invoke <<'END'\n\(body)\n  END\n") == body)
    }

    private static func heredoc(_ statement: String) throws -> String {
        let redirection = try #require(try ParsedPieces.command(statement).redirections.first)
        guard case .heredoc(let heredoc) = redirection.kind else {
            throw ParsedPieces.Unexpected(text: statement, diagnostics: [])
        }
        return heredoc.isJSON
            ? try expander.json(heredoc.pieces, at: heredoc.bodySpan) : try expander.text(heredoc.pieces)
    }
}

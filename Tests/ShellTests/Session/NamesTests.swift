import FCCore
import ShellSyntax
import ShellTestSupport
import Testing

@testable import Shell

@Suite struct NamesTests {
    @Test(
        arguments: [
            ("t1", true), ("_x", true), ("A-1_b", true), ("1a", false), ("-a", false), ("", false), ("a b", false),
            ("a.b", false), ("é", false), (String(repeating: "a", count: 128), true),
            (String(repeating: "a", count: 129), false),
        ] as [(String, Bool)])
    func taskIDs(id: String, isWellFormed: Bool) {
        #expect(TaskID.isWellFormed(id) == isWellFormed)
    }

    @Test(
        arguments: [
            ("hello", "hello", nil), ("hello:prod", "hello", "prod"), ("hello:", "hello", nil), (":prod", "", "prod"),
            ("svc$fn:1", "svc$fn", "1"), ("a:b:c", "a:b", "c"),
        ] as [(String, String, String?)])
    func functionNames(text: String, function: String, qualifier: String?) {
        #expect(FunctionName(text).function == function)
        #expect(FunctionName(text).qualifier == qualifier)
    }

    @Test(arguments: [
        "plain", "", "a b", "it's", #"say "hi""#, #"it's "both""#, "-dash", "--", "-.x", "${x}", "it's ${x}",
        #"it's \${x}"#,
        "$LATEST", "a\nb", "tab\t", "cr\r", "it's\r", #"back\slash"#, #"it's back\slash"#, "#hash", "a#b", "{", "[x]",
        "a;b",
        "a|b", "a&b", "&&", "<", "2>x", "~/x", "*", "true", "null", "5", "1e3", "007", "é 你好 🌍", ".b", "@x", "%1",
        "a=b", "a={b",
        "\u{1}", "=", "!x", "a!b", "`x`", "do", "\\", "'", "\"",
    ])
    func quotedTextReadsBackTheSame(text: String) throws {
        let expander = Expander.empty
        let command = try ParsedPieces.command("print x \(WordQuoting.quoted(text))")
        #expect(try expander.text(of: try #require(command.arguments.last)) == text)
        #expect(command.arguments.last?.isOption == false)
        let value = try expander.value(of: ParsedPieces.word(WordQuoting.quoted(Value.string(text))))
        #expect(value == .string(text))
    }

    @Test(arguments: [
        "5", "1.10", "true", "null", #"{"a": [1, {"b": null}]}"#, "[]", #"{"a": "${x}"}"#, #"{"a": "\\${x}"}"#,
        #"{"${x}": "$"}"#,
        #"["it's", "say \"hi\"", "a\nb"]"#, "-5", #""text""#,
    ])
    func quotedValuesKeepTheirType(json: String) throws {
        let value = try JSONReader.read(json)
        #expect(try Expander.empty.value(of: ParsedPieces.word(WordQuoting.quoted(value))) == value)
    }
}

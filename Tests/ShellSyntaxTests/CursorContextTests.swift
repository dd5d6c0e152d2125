import ShellSyntax
import Testing

/// What Tab is asked on: `«…` marks the start of what a choice would replace, the text ends at the cursor.
@Suite struct CursorContextTests {
    @Test(arguments: [
        ("«", "command()", ""),
        ("«inv", "command()", "inv"),
        ("invoke; «st", "command()", "st"),
        ("test x do\n«", "command(in block)", ""),
        ("test x do\n  «e", "command(in block)", "e"),
        ("try «", "tried", ""),
        ("try «inv", "command()", "inv"),
        ("invoke «", "operand(invoke 0 [])", ""),
        ("invoke «he", "operand(invoke 0 [])", "he"),
        ("invoke a «b", "operand(invoke 1 [a])", "b"),
        ("invoke «-", "option(invoke [])", "-"),
        ("invoke a «--ev", "option(invoke [a])", "--ev"),
        ("invoke --event-file «in", "value(invoke --event-file [--event-file])", "in"),
        ("invoke --event-file «", "value(invoke --event-file [--event-file])", ""),
        ("invoke --event-file=«in", "value(invoke --event-file [])", "in"),
        ("invoke -- «-x", "operand(invoke 0 [--])", "-x"),
        ("invoke «-.x", "operand(invoke 0 [])", "-.x"),
        ("invoke «'my fi", "operand(invoke 0 []) single", "my fi"),
        ("invoke «\"my fi", "operand(invoke 0 []) double", "my fi"),
        ("invoke «my\\ fi", "operand(invoke 0 [])", "my fi"),
        ("invoke ${«", "variable", ""),
        ("invoke ${«to", "variable", "to"),
        ("invoke \"a ${«to", "variable", "to"),
        ("invoke {\"a\": ${«to", "variable", "to"),
        ("invoke {\"a\": \"x${«to", "variable", "to"),
        ("invoke <<E\n{\"a\": ${«to", "variable", "to"),
        ("invoke ${env.«", "environment", ""),
        ("invoke ${env.«HO", "environment", "HO"),
        ("invoke ${x:-a«", "nothing", ""),
        ("@«", "fact", ""),
        ("expect @«dur", "fact", "dur"),
        ("expect @«headers.x-", "fact", "headers.x-"),
        ("%2@«st", "fact", "st"),
        (".«", "path(.)", ""),
        (".«us", "path(.)", "us"),
        ("expect .a.b[0].«c", "path(./a/b[0])", "c"),
        ("expect %-1.a.«", "path(%-1./a)", ""),
        ("invoke ${.a.«b", "path(./a)", "b"),
        ("capture x .a.«b", "path(./a)", "b"),
        ("capture x «", "selector", ""),
        ("capture «-", "keyword(--secret)", "-"),
        ("expect «%", "result", "%"),
        ("expect «%1", "result", "%1"),
        ("wait «%-", "result", "%-"),
        ("print ${«%", "result", "%"),
        ("invoke > «ou", "file", "ou"),
        ("invoke < «", "file", ""),
        ("invoke >> «'a b", "file single", "a b"),
        ("source «li", "script", "li"),
        ("source x a«", "nothing", ""),
        ("expect «", "assertion", ""),
        ("expect «er", "assertion", "er"),
        ("expect .a «", "predicate(not)", ""),
        ("expect .a «ex", "predicate(not)", "ex"),
        ("expect .a not «", "predicate", ""),
        ("expect .a is «st", "keyword(null bool number string array object)", "st"),
        ("expect @outcome == «fu", "value(@outcome)", "fu"),
        ("let x = «a", "value", "a"),
        ("on «", "keyword(error)", ""),
        ("on error «co", "keyword(stop continue)", "co"),
        ("repeat 5 «", "keyword(parallel every for do or command)", ""),
        ("repeat 5 «pa", "keyword(parallel every for do or command)", "pa"),
        ("retry 5 «", "keyword(every for do or command)", ""),
        ("test x «", "keyword(do)", ""),
        ("wait «", "keyword(all for)", ""),
        ("wait all «f", "keyword(all for)", "f"),
        ("invoke {«", "key()", ""),
        ("invoke {«\"a", "key() json", "a"),
        ("invoke {\"a\": {\"b\": [1, {\"c\": ${x}, «\"d", "key(/a/b[1]) json", "d"),
        ("invoke <<E\n{\"a\": {«\"b", "key(/a) json", "b"),
        ("invoke {\"a\": «", "nothing", ""),
        ("invoke {\"a\": \"x«", "nothing", ""),
        ("invoke # c«", "nothing", ""),
        ("!ls a«", "nothing", ""),
        ("invoke | jq «", "nothing", ""),
        ("let «x", "nothing", ""),
        ("invoke a${b}c«", "nothing", ""),
    ])
    func context(_ marked: String, _ kind: String, _ prefix: String) throws {
        let parts = marked.split(separator: "«", omittingEmptySubsequences: false)
        let text = parts.joined()
        // What stands behind the cursor changes nothing.
        for rest in ["", " more\nlines"] {
            let context = CursorContext.at(text.utf8.count, in: SourceText(name: "test", text + rest))
            #expect(Self.describe(context) == kind)
            #expect(context.prefix == prefix)
            let start = kind == "nothing" ? text.utf8.count : parts[0].utf8.count
            #expect(context.span == SourceSpan(start, text.utf8.count))
        }
    }

    @Test(arguments: [
        ("again .user.«na", "path(./user)", "na"), ("again .«", "path(.)", ""), ("show @«st", "fact", "st"),
    ])
    func wordsReadAsSelectors(_ marked: String, _ kind: String, _ prefix: String) throws {
        let parts = marked.split(separator: "«", omittingEmptySubsequences: false)
        let text = parts.joined()
        let context = CursorContext.at(text.utf8.count, in: SourceText(name: "test", text))
        let alternative = try #require(context.alternative)
        #expect(Self.describe(alternative.kind, []) == kind)
        #expect(alternative.prefix == prefix)
        #expect(alternative.span.start == parts[0].utf8.count)
    }

    @Test(
        arguments: [
            ("invoke hello {\"a\": 1, \"b\": {\"x\": 1}, \"", "invoke [hello]", ["a", "b"]),
            ("invoke -q prod {\"a\": [{\"c\": ${d}, \"e\": 1}, {\"f\": 1, ", "invoke [-q prod]", ["f"]),
            ("use x; invoke {", "invoke []", []), ("invoke hello <<E\n{\"a\": 1,\n", "invoke [hello]", ["a"]),
            ("invoke -e '{\"a\": 1, \"", "invoke [-e]", ["a"]), ("again .user={\"a\": 1, ", "again []", ["a"]),
            ("repeat 3 do\n  invoke f {\"k\": 1, ", "invoke [f]", ["k"]),
        ] as [(String, String, [String])])
    func placesInEvents(_ text: String, _ command: String, _ siblings: [String]) {
        let context = CursorContext.at(text.utf8.count, in: SourceText(name: "test", text))
        let words = context.words.map { TreeShape.of($0) }.joined(separator: " ")
        #expect("\(context.command ?? "") [\(words)]" == command)
        #expect(context.siblings == siblings)
    }

    @Test func keysBelowAnAssignedPath() {
        let text = "again .user[0].a={\"b\": {"
        let context = CursorContext.at(text.utf8.count, in: SourceText(name: "test", text))
        #expect(Self.describe(context) == "key(/user[0]/a/b)")
    }

    /// Every place of every example has a context whose range ends at the cursor.
    @Test(arguments: LanguageExampleTests.examples)
    func everyPlaceHasAContext(_ title: String, _ text: String) {
        let source = SourceText(name: "test", text)
        for offset in 0...source.bytes.count {
            let context = CursorContext.at(offset, in: source)
            #expect(context.span.end == offset && context.span.start <= offset)
        }
    }

    static func describe(_ context: CursorContext) -> String {
        let quoting =
            switch context.quoting {
            case .none: ""
            case .single: " single"
            case .double: " double"
            case .jsonString: " json"
            }
        return describe(context.kind, context.words) + quoting
    }

    static func describe(_ kind: CursorContext.Kind, _ words: [Word]) -> String {
        let before = "[" + words.map { TreeShape.of($0) }.joined(separator: " ") + "]"
        switch kind {
        case .command(let isInside): return "command(\(isInside ? "in block" : ""))"
        case .tried: return "tried"
        case .option(let command): return "option(\(command) \(before))"
        case .optionValue(let command, let option): return "value(\(command) \(option) \(before))"
        case .operand(let command, let index): return "operand(\(command) \(index) \(before))"
        case .variable: return "variable"
        case .environment: return "environment"
        case .fact: return "fact"
        case .path(let result, let steps):
            return "path(\(TreeShape.of(Selector(result: result, .path(steps), span: SourceSpan(0, 0)))))"
        case .redirectionFile: return "file"
        case .script: return "script"
        case .keyword(let words, let orCommand):
            return "keyword(\(words.joined(separator: " "))\(orCommand ? " or command" : ""))"
        case .assertion: return "assertion"
        case .selector: return "selector"
        case .result: return "result"
        case .predicate(let allowsNot): return "predicate\(allowsNot ? "(not)" : "")"
        case .value(let selector): return "value" + (selector.map { "(\(TreeShape.of($0)))" } ?? "")
        case .jsonKey(let steps):
            return "key(\(TreeShape.of(Selector(.path(steps), span: SourceSpan(0, 0))).dropFirst()))"
        case .nothing: return "nothing"
        }
    }
}

import ShellSyntax
import Testing

/// Words, expansions, JSON values, redirections and heredocs: the text behind a command, and its tree.
@Suite struct WordTests {
    @Test(arguments: [
        ("a b", "a b"),
        ("$LATEST $x a$ $", "$LATEST $x a$ $"),
        ("'a b'", "'a b'"),
        ("'${x} \\n \"'", "'${x} \\n \"'"),
        ("'a\nb'", "'a⏎b'"),
        ("\"\"", "\"\""),
        ("\"a b\"", "\"a b\""),
        ("\"\\\\ \\\" \\$ \\t|\"", "\"\\ \" $ \t|\""),
        ("\"\\u00e9\\ud83d\\ude00\"", "\"é😀\""),
        ("\"a\nb\"", "\"a⏎b\""),
        ("\"a\\\nb\"", "\"ab\""),
        ("\"$schema\"", "\"$schema\""),
        ("\"a${x}b\"", "\"a\"+q${x}+\"b\""),
        ("\"${x}${y}\"", "q${x}+q${y}"),
        ("\"\\${x}\"", "\"${x}\""),
        ("a\"b c\"'d'${e}", "a+\"b c\"+'d'+${e}"),
        ("a\\ b", "a+\\ +b"),
        ("\\# \\{ \\${x}", "\\# \\{ \\$+{x}"),
        ("a#b # c", "a#b"),
        ("a{b} a[0]", "a{b} a[0]"),
        ("&x a&b a=b&c", "&x a&b a=b&c"),
        ("/x?a=1&b=2", "/x?a=1&b=2"),
        ("a=b", "a=b"),
        ("a={\"k\": [1]} b", "a=+json(‹{\"k\": [1]}›) b"),
        (".user[\"odd key\"]=[1]", ".user[+\"odd key\"+]=+json(‹[1]›)"),
        ("'a='{b}", "'a='+{b}"),
        ("--x={\"k\":1};status", "--x=+json(‹{\"k\":1}›) ; status"),
        ("--event-file -", "--event-file -"),
        ("${x} ${env.HOME} ${1} ${#} ${.} ${@status}", "${x} ${env:HOME} ${arg:1} ${argc} ${.} ${@status}"),
        ("${env} ${environment}", "${env} ${environment}"),
        (
            "${x:json} ${x:raw} ${x:-} ${x:-a b} ${x:json:-{a}",
            "${x|json} ${x|raw} ${x|default } ${x|default a b} ${x|json|default {a}"
        ),
        ("${%-1.a[0]:-no} ${%2} ${.[\"k}\"]}", "${%-1./a[0]|default no} ${%2} ${./k}}"),
        ("\"${.[\"k\"]}\"", "q${./k}"),
        ("${größe-1}", "${größe-1}"),
        ("{}", "json(‹{}›)"),
        ("[]", "json(‹[]›)"),
        ("{\"a\": -0.5e+3, \"b\": [true, false, null]}", "json(‹{\"a\": -0.5e+3, \"b\": [true, false, null]}›)"),
        ("{\"a\":\n {}}", "json(‹{\"a\":⏎ {}}›)"),
        ("{\"a\": ${x}, \"${k}\": \"v ${y:-z}\"}", "json(‹{\"a\": ›${x}‹, \"›s${k}‹\": \"v ›s${y|default z}‹\"}›)"),
        ("{\"n\": ${1:raw}}", "json(‹{\"n\": ›${arg:1|raw}‹}›)"),
        ("{\"a\": \"\\${x} \\\\${y}\"}", "json(‹{\"a\": \"${x} \\\\›s${y}‹\"}›)"),
        ("{\"$schema\": \"$x\"}", "json(‹{\"$schema\": \"$x\"}›)"),
        ("{\"a\": \"\\u00e9\\n\"}", "json(‹{\"a\": \"\\u00e9\\n\"}›)"),
        ("{} # c", "json(‹{}›)"),
        ("{}\\\n a", "json(‹{}›) a"),
        ("< a > b >> c", "<a >b >>c"),
        ("<a>b", "<a >b"),
        ("< 'a b' x > ${o}", "x <'a b' >${o}"),
        ("| jq '.a | .b' ; x # y", "pipe<jq '.a | .b' ; x # y>"),
        ("x|jq \\\n .", "x pipe<jq \\⏎ .>"),
        ("| a || b && c", "pipe<a || b && c>"),
        ("<<EOF\nEOF", "here(EOF )"),
        ("<<EOF\n\nEOF", "here(EOF )"),
        ("<<EOF\na\n  b\n  EOF\nstatus", "here(EOF ‹a⏎  b›) ; status"),
        ("<<EOF\r\na\r\nb\r\nEOF\r\nstatus", "here(EOF ‹a\r\nb›) ; status"),
        ("<< EOF x\nEOFX\nEOF", "x here(EOF ‹EOFX›)"),
        ("<<A <<B\n1\nA\n2\nB", "here(A ‹1›) here(B ‹2›)"),
        ("<<A; status <<B\n1\nA\n2\nB", "here(A ‹1›) ; status here(B ‹2›)"),
        ("<<A | jq\n1\nA", "here(A ‹1›) pipe<jq>"),
        ("<<'A'\n${x} \\${y}\nA", "here(A quoted ‹${x} \\${y}›)"),
        ("<<A\nx ${y} \\${z} \\n\nA", "here(A ‹x ›${y}‹ ${z} \\n›)"),
        ("<<A\n\n {\"k\": ${y}, \"l\": \"\\\"${z}\"}\nA", "here(A json ‹⏎ {\"k\": ›${y}‹, \"l\": \"\\\"›s${z}‹\"}›)"),
        ("<<A\n{not json ${x}\nA", "here(A json ‹{not json ›${x})"),
        ("{\n} <<A\n1\nA", "json(‹{⏎}›) here(A ‹1›)"),
        ("a \\\n <<A\n1\nA", "a here(A ‹1›)"),
    ])
    func behindACommand(_ text: String, _ shape: String) {
        let script = parse("x " + text)
        #expect(script.diagnostics == [])
        let lines = TreeShape.of(script.statements).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.joined(separator: "⏎") == "x " + shape)
    }

    @Test(arguments: [
        ("repeat 2 x <<A\n1\nA", "repeat 2 > x here(A ‹1›)"),
        ("repeat 2 do x <<A; end\n1\nA", "repeat 2 { x here(A ‹1›) }"),
        (
            "test t do x <<A\n1\nA\nretry 2 do\nx <<B\n2\nB\nend; end",
            "test t { x here(A ‹1›) ; retry 2 { x here(B ‹2›) } }"
        ),
        ("x <<A; test t do y <<B\n1\nA\n2\nB\nend", "x here(A ‹1›) ; test t { y here(B ‹2›) }"),
    ])
    func heredocsInBlocks(_ text: String, _ shape: String) {
        let script = parse(text)
        #expect(script.diagnostics == [])
        #expect(TreeShape.of(script.statements) == shape)
    }

    @Test(arguments: [("x «“»a b”", "\""), ("x «‘»a", "'"), ("x é “", nil)])
    func smartQuotesAroundAWordGetAWarning(_ marked: String, _ replacement: String?) throws {
        let text = MarkedText(marked)
        let warnings = parse(text.text).diagnostics
        if marked.contains("«") {
            let warning = try #require(warnings.first)
            #expect(warning.severity == .warning && warning.span == text.spans.first)
            #expect(warning.fix?.replacement == replacement)
            #expect(Completeness.of(text.text) == .complete)
        } else {
            #expect(warnings.map(\.id) == ["smart-quote"])
        }
    }
}

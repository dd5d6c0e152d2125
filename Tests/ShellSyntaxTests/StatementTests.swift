import ShellSyntax
import Testing

/// One row for every form of the grammar: text and tree.
@Suite struct StatementTests {
    @Test(arguments: [
        ("invoke", "invoke"),
        ("invoke;status", "invoke ; status"),
        ("invoke ; ; status ;", "invoke ; status"),
        ("# only\n\ninvoke # say\n#end", "invoke"),
        ("invoke a\\\n  b", "invoke a b"),
        ("invoke a\\\nb", "invoke ab"),
        ("invoke \\\r\n b\r\n", "invoke b"),
        ("\u{FEFF}invoke", "invoke"),
        ("\u{FEFF}# c\ninvoke", "invoke"),
        ("größe a", "größe a"),
        ("invoke a#b", "invoke a#b"),
        ("invoke a;#b", "invoke a"),
        (".", "select ."),
        (".a.b[0]", "select ./a/b[0]"),
        (".[0].x", "select .[0]/x"),
        (".[\"odd key\"]", "select ./odd key"),
        (".a[-1][*].id-x.$ref", "select ./a[-1][*]/id-x/$ref"),
        (".größe.0a", "select ./größe/0a"),
        (".[\"a\\\"b\\u00e9\"]", "select ./a\"bé"),
        ("@status", "select @status"),
        ("@headers.x-fc-request-id", "select @headers.x-fc-request-id"),
        ("%2", "select %2"),
        ("%-1.a", "select %-1./a"),
        ("%2@status;.b", "select %2@status ; select ./b"),
        ("!ls -l; echo \"x\" | wc", "shell<ls -l; echo \"x\" | wc>"),
        ("! ls ${x} \r\ninvoke", "shell<ls ${x}> ; invoke"),
        ("!!", "shell<!>"),
        ("!12", "shell<12>"),
        ("!-2", "shell<-2>"),
        ("!ls \\\n -l\ninvoke", "shell<ls \\⏎ -l> ; invoke"),
        ("let a = 1", "let a = 1"),
        ("let a=1", "let a = 1"),
        ("let a =b=c", "let a = b=c"),
        ("let a={\"k\": 1}", "let a = json(‹{\"k\": 1}›)"),
        ("let a = \"x y\"; invoke", "let a = \"x y\" ; invoke"),
        ("secret p", "secret p"),
        ("secret p = ${env.P}", "secret p = ${env:P}"),
        ("capture a .b", "capture a ./b"),
        ("capture --secret a @headers.x", "capture secret a @headers.x"),
        ("expect ok", "expect ok"),
        ("expect error", "expect error"),
        ("expect .a exists", "expect ./a exists"),
        ("expect .a not exists", "expect ./a not exists"),
        ("expect . is object", "expect . is object"),
        ("expect .a is null; expect .a is bool", "expect ./a is null ; expect ./a is bool"),
        ("expect .a not is number", "expect ./a not is number"),
        ("expect .a==1", "expect ./a == 1"),
        ("expect .a != \"x\"", "expect ./a != \"x\""),
        ("expect .a<1", "expect ./a < 1"),
        ("expect .a <= 1.5", "expect ./a <= 1.5"),
        ("expect @duration > 800ms", "expect @duration > 800ms"),
        ("expect .a >= -1", "expect ./a >= -1"),
        ("expect .a == {\"k\": [1, ${x}]}", "expect ./a == json(‹{\"k\": [1, ›${x}‹]}›)"),
        ("expect .a == ${.b}", "expect ./a == ${./b}"),
        ("expect .a contains x", "expect ./a contains x"),
        ("expect .a startsWith 'x'", "expect ./a startsWith 'x'"),
        ("expect .a endsWith x\\ y", "expect ./a endsWith x+\\ +y"),
        ("expect .a not matches '^a.*$'", "expect ./a not matches '^a.*$'"),
        ("on error stop", "on error stop"),
        ("on error continue", "on error continue"),
        ("source a.fcsh", "source a.fcsh"),
        ("source \"a b\" x {\"k\":1}", "source \"a b\" x json(‹{\"k\":1}›)"),
        ("wait", "wait"),
        ("wait %-2 for 10m", "wait %-2 for 600.0 seconds"),
        ("wait all", "wait all"),
        ("try wait all for 1.5s", "try wait all for 1.5 seconds"),
        ("try invoke x", "try invoke x"),
        ("repeat 5 invoke {}", "repeat 5 > invoke json(‹{}›)"),
        (
            "repeat ${n} parallel 10 every 2s for 2m do invoke; end",
            "repeat ${n} parallel 10 every 2.0 seconds for 120.0 seconds { invoke }"
        ),
        ("try repeat 2 do\ninvoke\nend", "try repeat 2 { invoke }"),
        ("repeat 2 try invoke", "repeat 2 > try invoke"),
        ("retry 3 expect ok", "retry 3 > expect ok"),
        ("retry 3 every 100ms for 1h do end", "retry 3 every 0.1 seconds for 3600.0 seconds {  }"),
        ("test \"a b\" do\nend", "test \"a b\" {  }"),
        ("test a do repeat 2 do invoke; end end", "test a { repeat 2 { invoke } }"),
        ("test a do expect ok end; invoke", "test a { expect ok } ; invoke"),
        ("test a do;; # c\n;invoke\n;end # c", "test a { invoke }"),
        ("test a do let x = 1 end", "test a { let x = 1 }"),
        ("test a do wait end", "test a { wait }"),
    ])
    func form(_ text: String, _ shape: String) {
        let script = parse(text)
        #expect(script.diagnostics == [])
        #expect(TreeShape.of(script.statements).split(separator: "\n").joined(separator: "⏎") == shape)
    }

    @Test func commentsAreKept() {
        let script = parse("# a\ninvoke x#y # b\n")
        #expect(script.comments.map { script.source[$0] } == ["# a", "# b"])
    }

    @Test func spansCoverTheStatement() {
        let marked = MarkedText("«invoke a {\"k\": 1}» ; «try wait»\n«test x do\n  «expect ok»\nend» # c")
        let script = parse(marked.text)
        guard case .test(let test)? = script.statements.last?.kind else {
            Issue.record("a test is expected")
            return
        }
        let spans = script.statements.map(\.span) + test.body.statements.map(\.span)
        #expect(Set(spans) == Set(marked.spans))
    }
}

import ShellSyntax
import Testing

/// What the formatter makes of small texts. Every pair also shows that its right side stays as it is.
@Suite struct FormatterTests {
    static let words: [(String, String)] = [
        ("", ""),
        ("\n \n\n", ""),
        ("  invoke   a\t'b  c'  \"d\"e   f=1  ", "invoke a 'b  c' \"d\"e f=1\n"),
        ("invoke a;invoke b ; ; invoke c;", "invoke a\ninvoke b\ninvoke c\n"),
        ("invoke a\r\ninvoke b\r\n", "invoke a\ninvoke b\n"),
        ("\u{FEFF}use a", "use a\n"),
        ("let x=1", "let x = 1\n"),
        ("let x  =  'a b'", "let x = 'a b'\n"),
        ("let x = {\"a\" :1}", "let x = {\"a\" :1}\n"),
        ("secret a\nsecret b=${env.B}", "secret a\nsecret b = ${env.B}\n"),
        ("capture   --secret  t   .a[\"x  y\"]", "capture --secret t .a[\"x  y\"]\n"),
        (
            "expect .a==1\nexpect @duration<5ms\nexpect .a not<'x  y'",
            "expect .a == 1\nexpect @duration < 5ms\nexpect .a not < 'x  y'\n"
        ),
        ("expect   .a  not   exists;expect .b  is  array", "expect .a not exists\nexpect .b is array\n"),
        ("expect  ok ; expect  error; on  error   continue", "expect ok\nexpect error\non error continue\n"),
        ("wait   %-2   for   1.5m;wait  all", "wait %-2 for 1.5m\nwait all\n"),
        ("  .a.b[0]", ".a.b[0]\n"),
        ("source  lib/a.fcsh  x  {\"k\": 1}", "source lib/a.fcsh x {\"k\": 1}\n"),
        ("try    invoke a", "try invoke a\n"),
        ("!   ls -l  ; x # y  \n! !x\n! 5", "!ls -l  ; x # y\n! !x\n! 5\n"),
        ("!echo \\\\\\ \ninvoke a", "!echo \\\\\\ \ninvoke a\n"),
        ("again .user={\"id\":  5}  .x=1", "again .user={\"id\":  5} .x=1\n"),
        ("invoke {\"a\":\n       1 }   -x", "invoke {\"a\":\n       1 } -x\n"),
        ("invoke 'a\n  b'  c", "invoke 'a\n  b' c\n"),
    ]

    static let redirections: [(String, String)] = [
        ("invoke<in.json>out.json", "invoke < in.json > out.json\n"),
        ("invoke >>log -q  x <in", "invoke -q x >> log < in\n"),
        ("invoke   a|jq  '.x'  # y", "invoke a | jq  '.x'  # y\n"),
        ("invoke a > ~/x|cat", "invoke a > ~/x | cat\n"),
        ("invoke <<EOF\n  {\"a\": 1}\n\n   EOF\nuse b", "invoke <<EOF\n  {\"a\": 1}\n\nEOF\nuse b\n"),
        ("invoke << 'RAW'  -q x\n ${y\nRAW", "invoke -q x <<'RAW'\n ${y\nRAW\n"),
        ("invoke <<A; invoke <<B # two\na\nA\nb\nB\n\nuse c", "invoke <<A\na\nA\ninvoke <<B  # two\nb\nB\n\nuse c\n"),
        ("invoke <<A\nA\nuse b", "invoke <<A\nA\nuse b\n"),
        ("invoke <<A\n\nA\nuse b", "invoke <<A\n\nA\nuse b\n"),
        ("invoke <<A\r\na\r\nb\r\nA\r\nuse b\r\n", "invoke <<A\na\r\nb\r\nA\nuse b\n"),
        ("invoke <<A \"x\ny\"\nbody\nA\n", "invoke \"x\ny\" <<A\nbody\nA\n"),
        ("test t do invoke <<A; end # c\nb\nA\n", "test t do\n  invoke <<A\nb\n  A\nend  # c\n"),
    ]

    static let blocks: [(String, String)] = [
        ("test  \"a  b\"   do;expect ok;end", "test \"a  b\" do\n  expect ok\nend\n"),
        ("test t do\n\n\nexpect ok\n\n\n\nexpect error\n\nend", "test t do\n  expect ok\n\n  expect error\nend\n"),
        ("test t do end", "test t do\nend\n"),
        ("repeat  3   parallel  2  every 1s   for 2m invoke  a", "repeat 3 parallel 2 every 1s for 2m invoke a\n"),
        ("try  repeat ${n:-a  b}  do invoke a; end", "try repeat ${n:-a  b} do\n  invoke a\nend\n"),
        ("retry 3 \\\n do\nexpect ok\n end;use b", "retry 3 do\n  expect ok\nend\nuse b\n"),
        ("repeat 2 \\\n invoke a", "repeat 2 \\\n    invoke a\n"),
        (
            "test t do\nretry 2 do\ninvoke a\nend\nend",
            "test t do\n  retry 2 do\n    invoke a\n  end\nend\n"
        ),
    ]

    static let comments: [(String, String)] = [
        ("#!/usr/bin/env fcsh\n\n\n#  a  \n\nuse b", "#!/usr/bin/env fcsh\n\n#  a\n\nuse b\n"),
        ("# only", "# only\n"),
        ("use a # b", "use a  # b\n"),
        ("use a;# b\n    # c\nuse d", "use a  # b\n# c\nuse d\n"),
        ("invoke a \\\n   # b\nuse c", "invoke a  # b\nuse c\n"),
        (
            "test t do # a\n# b\nexpect ok #c\n# d\n\n# e\nend # f\n# g",
            "test t do  # a\n  # b\n  expect ok  #c\n  # d\n\n  # e\nend  # f\n# g\n"
        ),
        ("test t do\n# a\nend", "test t do\n  # a\nend\n"),
        ("!ls\n# a", "!ls\n# a\n"),
        ("invoke <<A # b\nx # y\nA\n# c", "invoke <<A  # b\nx # y\nA\n# c\n"),
        ("# a\r\nuse b # c\r\n", "# a\nuse b  # c\n"),
        ("invoke {\"a\":\n 1} # b", "invoke {\"a\":\n 1}  # b\n"),
    ]

    static let continuations: [(String, String)] = [
        ("invoke a \\\n b  \\\n\t c", "invoke a \\\n    b \\\n    c\n"),
        ("invoke a \\\r\n b", "invoke a \\\n    b\n"),
        ("invoke a\\\n b", "invoke a \\\n    b\n"),
        ("invoke a\\\nb", "invoke a\\\nb\n"),
        ("invoke a\\\r\nb 'c'\\\r\n\"d\"", "invoke a\\\nb 'c'\\\n\"d\"\n"),
        ("invoke a= \\\n {\"k\": 1}", "invoke a= \\\n    {\"k\": 1}\n"),
        ("invoke a=\\\n{b}", "invoke a=\\\n{b}\n"),
        ("invoke a \\\n  | jq . \\\n     | head", "invoke a \\\n    | jq . \\\n     | head\n"),
        ("invoke \\\n > out \\\n  x", "invoke \\\n    x \\\n    > out\n"),
        ("invoke > \\\n out", "invoke > out\n"),
        ("let x = \\\n 1", "let x = \\\n    1\n"),
        ("test t do\ninvoke \\\na\nend", "test t do\n  invoke \\\n      a\nend\n"),
        ("use a \\\n\nuse b", "use a\nuse b\n"),
        ("invoke \"a \\\n b\" c", "invoke \"a \\\n b\" c\n"),
        ("\\\n  use a", "use a\n"),
    ]

    @Test(arguments: words + redirections + blocks + comments + continuations)
    func canonicalForm(_ text: String, _ expected: String) {
        #expect(formatted(text) == expected)
        FormattingProperties.check(text)
    }

    @Test(arguments: ["invoke 'a", "test t do", "let x", "invoke <<A\nb", "end", "invoke a && b", "use a \\"])
    func faultyTextIsRefused(_ text: String) {
        #expect(ScriptFormatter.format(parse(text)) == nil)
    }

    @Test func textWithWarningsIsFormatted() {
        #expect(formatted("invoke   “a”") == "invoke “a”\n")
    }

    private func formatted(_ text: String) -> String? {
        ScriptFormatter.format(parse(text)).map { String(decoding: $0, as: UTF8.self) }
    }
}

import FCCore
import TestSupport
import Testing

@Suite("Expressions between ${ and }")
struct ExpressionTests {
    @Test(
        "values",
        arguments: [
            ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 2 - 3", 5), ("7 % 4", 3), ("'' + 1 / 4", "0.25"),
            ("-2 + 1", -1),
            ("'' + (0.1 + 0.2)", "0.30000000000000004"), ("2 * -3", -6), ("1e3", 1000), ("0x1F", 31), (".5 * 2", 1),
            ("'a' + 1", "a1"), ("1 + '2'", "12"), ("'3' * '4'", 12), ("'10' - 1", 9), ("'' + true", "true"),
            ("+'7'", 7), ("- '7'", -7), ("'0x10' * 1", 16), ("'007' * 1", 7), ("' 5 ' * 1", 5), ("'' * 1", 0),
            ("true ? 'a' : 'b'", "a"), ("0 ? 1 : '' ? 2 : 3", 3), ("vars.none || 'd'", "d"), ("vars.n || 5", 3),
            ("vars.zero || 5", 5), ("vars.zero ?? 5", 0), ("vars.none ?? vars.s", "text"), ("vars.s && 1", 1),
            ("vars.none && 1 || 2", 2), ("!vars.none", true), ("!!vars.s", true), ("!'false'", false),
            ("'10' < '9'", true), ("10 < '9'", false), ("2 >= 2", true), ("'b' > 'a'", true), ("vars.none < 1", false),
            ("1 == '1'", true), ("1 === '1'", false), ("null == undefined", true), ("null === undefined", false),
            ("0 == ''", true), ("vars.none != 1", true), ("vars.none == null", true), ("true == 1", true),
            ("vars.list == '1,2'", true), ("1 !== 1.0", false), ("vars.list[1]", 2), ("vars['s']", "text"),
            ("vars.map.inner.k", "v"), ("vars.map['a-b']", "hyphen"), ("vars.map.a-b", "hyphen"),
            ("vars.map.a-b + '!'", "hyphen!"), ("vars.n-1", 2), ("vars.n-vars.zero", 3), ("vars.n - 1", 2),
            ("vars.long-name-1", "long"), ("vars.long-name", "short"), ("vars.list.length", 2),
            ("vars.s.length", 4), ("vars?.map?.inner", ["k": "v"]), ("vars.none?.x || 1", 1), ("vars.list", [1, 2]),
            (#"'it\'s'"#, "it's"), (#""a\u0041\n""#, "aA\n"), ("`tick`", "tick"), ("json('[1,2]')[1]", 2),
            ("env('NAME', vars.s)", "value"), ("env('NONE', vars.n)", 3), ("env('EMPTY', 'd')", "d"),
            ("env.int('NUMBER')", 42), ("env.init('NONE', 7)", 7), ("json(env('NUMBER'))", 42),
            ("\n vars\n.s ", "text"),
            ("vars.s\u{3000}+\u{A0}'x'", "textx"), ("vars.名字", "ok"), ("vars.own", "from this"),
        ] as [(String, Value)])
    func values(row: (String, Value)) throws {
        #expect(try value(of: "${\(row.0)}") == row.1)
    }

    @Test(
        "in a text everything becomes text",
        arguments: [
            ("a${vars.n}b", "a3b"), ("${vars.n} ", "3 "), ("${1.0}|", "1|"), ("${1.5e10}|", "15000000000|"),
            ("${0.000001}|", "0.000001|"), ("${1e-7}|", "1e-7|"), ("${1e21}|", "1e+21|"),
            ("${123e18}|", "123000000000000000000|"),
            ("${-0.5}|", "-0.5|"), ("${0 * -1}|", "0|"), ("${1/3}|", "0.3333333333333333|"),
            ("${vars.big}|", "12345678901234567890|"),
            ("${true}|", "true|"), ("${vars.list}|", "1,2|"), ("${vars.map}|", "[object Object]|"),
            ("$${vars.s}", "$text"), ("${vars.s}${vars.s}", "texttext"),
            ("$y {x} $(z) $ ${open", "$y {x} $(z) $ ${open"),
            ("{{ vars.s }}", "{{ vars.s }}"),
        ])
    func texts(row: (String, String)) throws {
        #expect(try value(of: row.0) == .string(row.1))
    }

    @Test(
        "what is refused, and where",
        arguments: [
            ("${}", .invalidExpression, "holds no expression"), ("${ }", .invalidExpression, "holds no expression"),
            ("${vars.}", .invalidExpression, "a name behind the point"),
            ("${1 +}", .invalidExpression, "unexpected end"),
            ("${(1}", .invalidExpression, "')' is expected"), ("${vars.list[1}", .invalidExpression, "']' is expected"),
            ("${'open}", .invalidExpression, "does not end"),
            ("${json('{\"a\":1}')}", .invalidExpression, "does not end"),
            ("${a ? b}", .invalidExpression, "':' is expected"),
            ("${1 2}", .invalidExpression, "unexpected 2"), ("${a = 1}", .invalidExpression, "unexpected '='"),
            ("${x => 1}", .invalidExpression, "unexpected '=>'"), ("${017}", .invalidExpression, "is no number"),
            ("${#}", .invalidExpression, "unexpected '#'"), ("${vars.s.replace('a', 'b')}", .unsupported, ".replace()"),
            ("${(1)(2)}", .unsupported, "only functions can be called"), ("${secret('x')}", .unsupported, "'secret'"),
            ("${self.x}", .unsupported, "'self'"), ("${env}", .invalidExpression, "'env' is a function"),
            ("${env()}", .invalidExpression, "needs a name"), ("${json()}", .invalidExpression, "needs a text"),
            ("${vars.none}", .notFound, "${vars.none} not found"),
            ("${vars.map.x.y}", .notFound, "${vars.map.x} not found"),
            ("${vars.nul}", .notFound, "not found"), ("${none}", .notFound, "${none} not found"),
            ("${s}", .notFound, "${s} not found"), ("${Number('1')}", .notFound, "no function 'Number'"),
            ("${vars.map.a-c}", .notFound, "${vars.map.a-c} not found"),
            ("${aliyun-cli}", .notFound, "${aliyun} not found"),
            ("${env('NONE')}", .notFound, "env('NONE') not found"), ("${'x' * 2}", .wrongType, "'x' is no number"),
            ("${vars.none * 2}", .notFound, "${vars.none} not found"), ("${1 / 0}", .wrongType, "no number"),
            ("${env.int('NAME')}", .wrongType, "no whole number"), ("${resources.h}", .wrongType, "whole resource"),
            ("${resources.h.props}", .cycle, "leads back to itself"),
            ("${this.props.x}", .cycle, "leads back to itself"),
            ("${file('no.txt')}", .fileNotFound, "no.txt"), ("${path('no')}", .pathNotFound, "path('no')"),
            ("${json('x')}", .jsonInvalid, "parse error"), ("${config('X')}", .notFound, "config('X')"),
            ("${file('self.txt')}", .cycle, "leads back to itself"),
        ] as [(String, ManifestError.Kind, String)])
    func refused(row: (String, ManifestError.Kind, String)) throws {
        let error = try fault(row.0)
        #expect(error.kind == row.1, "\(error.message)")
        #expect(error.reason.contains(row.2), "\(error.message)")
        #expect(error.position?.line == 11)
    }

    @Test("the place is that of the ${, in quotes, blocks and behind other expressions")
    func places() throws {
        let text = """
            edition: 3.0.0
            vars: {a: 1}
            resources:
              h:
                props:
                  密: ${vars.b}
                  two: "é ${vars.a} ${vars.a} ${vars.c}"
                  same: '${vars.a}${vars.d}'
                  block: |
                    first
                      x ${vars.e}
                  escaped: "\\u0024{vars.f}"
            """
        let expected = [
            "密": (6, 10), "two": (7, 35), "same": (8, 23), "block": (11, 13), "escaped": (12, 16),
        ]
        let manifest = try ManifestReader(files: MemoryFiles(["/p/s.yaml": text])).read("/p/s.yaml")
        let rows = manifest.preview().rows.filter { $0.error != nil }
        #expect(rows.count == expected.count)
        for row in rows {
            let key = String(row.path.split(separator: ".").last ?? "")
            let place = try #require(expected[key])
            #expect(row.error?.position == YAMLPosition(line: place.0, column: place.1), "\(key)")
        }
    }

    @Test("a name that was not found comes with those that would have been")
    func candidates() throws {
        let error = try fault("${vars.lsit}")
        #expect(error.wanted == "vars.lsit")
        #expect(error.candidates.contains("vars.list"))
        let variable = try fault("${env('NAEM')}")
        #expect(variable.wanted == "NAEM")
        #expect(variable.candidates == ["EMPTY", "NAME", "NUMBER"])
        #expect(try fault("${s}").hint == "did you mean ${vars.s}?")
    }

    @Test("depth and size are limited")
    func limits() throws {
        let deep = String(repeating: "(", count: 100) + "1" + String(repeating: ")", count: 100)
        #expect(try fault("${\(deep)}").kind == .tooLarge)
        #expect(try fault("${\(String(repeating: "!", count: 100))1}").kind == .tooLarge)
        #expect(try fault("${1\(String(repeating: "+1", count: 400))}").kind == .tooLarge)
        #expect(try value(of: "${1\(String(repeating: "+1", count: 100))}") == 101)
    }

    private func value(of text: String) throws -> Value {
        let resource = try #require(try Self.manifest(text).strict().steps.first)
        return try #require(resource.props["x"])
    }

    private func fault(_ text: String) throws -> ManifestError {
        try #require(throws: ManifestError.self) { _ = try Self.manifest(text).strict() }
    }

    private static func manifest(_ text: String) throws -> Manifest {
        let file = """
            edition: 3.0.0
            vars:
              {n: 3, zero: 0, s: text, list: [1, 2], nul: null, big: 12345678901234567890, 名字: ok,
              map: {inner: {k: v}, a-b: hyphen}, long-name-1: long, long-name: short,
              own: "from ${this.vars.here}"}
            resources:
              h:
                component: fc3
                vars: {here: this}
                props:
                  x: \(JSONWriter.text(.string(text)))
            """
        let files = MemoryFiles(["/p/s.yaml": file, "/p/self.txt": "again ${file('self.txt')}"])
        let environment = ["NAME": "value", "NUMBER": "42", "EMPTY": ""]
        return try ManifestReader(files: files, surroundings: ManifestSurroundings(environment: environment))
            .read("/p/s.yaml")
    }
}

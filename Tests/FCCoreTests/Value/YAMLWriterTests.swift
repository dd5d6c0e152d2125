import Testing

@testable import FCCore

@Suite("Writing YAML")
struct YAMLWriterTests {
    @Test("blocks, lists in mappings, several lines")
    func layout() {
        let value: Value = [
            "status": 200, "ok": true, "none": .null, "list": [1, [2, 3], ["a": 1, "b": [:]], []],
            "log": "first\n  second\n", "cut": "a\nb", "kept": "a\n\n", "text": "it is plain", "empty": "",
        ]
        #expect(
            YAMLWriter.text(value) == """
                status: 200
                ok: true
                none: null
                list:
                  - 1
                  - - 2
                    - 3
                  - a: 1
                    b: {}
                  - []
                log: |
                  first
                    second
                cut: |-
                  a
                  b
                kept: |+
                  a

                text: it is plain
                empty: ""

                """)
    }

    @Test(
        "what a reader could take for something else stands in quotes",
        arguments: [
            "", " a", "a ", "a: b", "a:", "a #b", "- a", "true", "True", "yes", "NO", "on", "y", "null", "~", "1", "-1",
            "+1", ".5", "1e3", "0x1F", "1_000", "12:30:45", "2024-01-31", ".inf", "<<", "=", "*a", "&a", "!a", "%a",
            "@a", "`a", "'a'", "[a", "{a", "? a", "|", ">", "a\tb", "\u{85}a\u{2028}", "a\rb", "---", "...",
        ])
    func quoted(text: String) throws {
        let yaml = YAMLWriter.text(.string(text))
        #expect(yaml.first == "\"", "\(yaml)")
        #expect(try YAMLReader.read(yaml).value() == .string(text))
    }

    @Test(
        "what can only be text stands as it is",
        arguments: [
            "hello", "cn-hangzhou", "acs:ram::1:role/x", "https://example.com/a?b=c", "密钥", "it's (fine), really",
            "/a/b.c",
        ])
    func plain(text: String) throws {
        #expect(YAMLWriter.text(.string(text)) == text + "\n")
        #expect(try YAMLReader.read(text).value() == .string(text))
    }

    @Test(
        "numbers keep their value and their digits, also for readers of YAML 1.1",
        arguments: [
            ("1.10", "1.10"), ("12345678901234567890123456", "12345678901234567890123456"), ("1e3", "1.0e+3"),
            ("-1.5E-7", "-1.5e-7"), ("1e400", "1.0e+400"),
        ])
    func numbers(pair: (String, String)) throws {
        let number = Value.number(try #require(Number(pair.0)))
        #expect(YAMLWriter.text(number) == pair.1 + "\n")
        #expect(try YAMLReader.read(YAMLWriter.text(number)).value() == number)
    }

    @Test("of a repeated key the last value is written, a very long key gets a question mark")
    func keys() throws {
        #expect(YAMLWriter.text(.object(Record([("a", 1), ("b", 2), ("a", 3)]))) == "a: 3\nb: 2\n")
        let long: Value = [
            String(repeating: "k", count: 2000): ["a": [1]], "b": [String(repeating: " ", count: 1100): 2],
        ]
        #expect(try YAMLReader.read(YAMLWriter.text(long)).value() == long)
    }

    @Test("writing and reading again gives the same value", arguments: UInt64(0)..<20)
    func roundTrip(seed: UInt64) throws {
        var values = RandomValues(seed: seed)
        for _ in 0..<100 {
            let value = values.value(repeatsKeys: false)
            let yaml = YAMLWriter.text(value)
            #expect(try YAMLReader.read(yaml).value() == value, "\(yaml)")
        }
    }
}

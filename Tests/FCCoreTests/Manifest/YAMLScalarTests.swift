import FCCore
import Testing

@Suite("What a YAML scalar stands for")
struct YAMLScalarTests {
    @Test(
        "numbers keep their digits in JSON's grammar",
        arguments: [
            ("0", "0"), ("12", "12"), ("+5", "5"), ("-7", "-7"), ("017", "17"), ("-007", "-7"), ("00", "0"),
            ("1_000", "1000"), ("0_1", "1"), ("0o17", "15"), ("-0o17", "-15"), ("0x1F", "31"), ("0xf_f", "255"),
            ("0b101", "5"), ("0b1_0", "2"), ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("0xFFFFFFFFFFFFFFFFFFFFFFFF", "79228162514264337593543950335"), ("0x0", "0"), ("1.5", "1.5"),
            ("3.10", "3.10"), ("1.", "1"), (".5", "0.5"), (".5e3", "0.5e3"), ("1e3", "1e3"), ("1.e3", "1e3"),
            ("+1.5E-7", "1.5E-7"), ("-00.50", "-0.50"), ("1_0.2_5", "10.25"), ("-0", "-0"),
        ])
    func numbers(pair: (String, String)) throws {
        let value = try YAMLReader.read("k: \(pair.0)").value()
        #expect(value["k"]?.numberValue?.text == pair.1)
    }

    @Test(
        "everything else is text",
        arguments: [
            "yes", "no", "on", "off", "y", "n", "tRUE", "nUll", "12:30:45", "1:20", "2024-01-31",
            "2024-01-31T10:00:00Z", "inf", "nan", "0x", "0b2", "0o8", "0xG", "0X1F", "0O17", "1_", "_1", "1__", "1e",
            "1e+", "1.2.3", "-.5", "+.5", "1 2", "0x1.5", "+-1", ".", "-", "+", "1e1_0", "nodejs18", "v1", "１２",
        ])
    func text(text: String) throws {
        #expect(try YAMLReader.read("k: '\(text)'").value()["k"] == .string(text))
        // A dash alone would begin a list.
        guard text != "-" else { return }
        #expect(try YAMLReader.read("k: \(text)").value()["k"] == .string(text))
    }

    @Test(
        "bools and null by their few spellings",
        arguments: [
            ("true", true), ("True", true), ("TRUE", true), ("false", false), ("False", false), ("FALSE", false),
            ("null", .null), ("Null", .null), ("NULL", .null), ("~", .null), ("", .null),
        ] as [(String, Value)])
    func words(pair: (String, Value)) throws {
        #expect(try YAMLReader.read("k: \(pair.0)").value()["k"] == pair.1)
        #expect(try YAMLReader.read("k: \"\(pair.0)\"").value()["k"] == .string(pair.0))
    }

    @Test(
        "infinity and not-a-number, which JSON lacks, are text", arguments: [".inf", "-.Inf", "+.INF", ".nan", ".NaN"])
    func infinite(text: String) throws {
        #expect(try YAMLReader.read(text).value() == .string(text))
    }

    @Test(
        "a tag decides",
        arguments: [
            ("!!str 12", "12"), ("! 12", "12"), ("!!int '12'", 12), ("!!float '1'", 1), ("!!bool 'true'", true),
            ("!!null ''", .null), ("!!binary aGVs bG8=", "aGVsbG8="), ("!!timestamp 2024-01-31", "2024-01-31"),
            ("!!seq [1]", [1]), ("!!map {a: 1}", ["a": 1]), ("!<tag:yaml.org,2002:str> true", "true"),
        ] as [(String, Value)])
    func tags(pair: (String, Value)) throws {
        #expect(try YAMLReader.read(pair.0).value() == pair.1)
    }

    @Test(
        "an unknown tag and a text that does not fit are errors",
        arguments: [
            "!Ref x", "!!int abc", "!!bool yes", "!!null x", "!!float x", "!Ref [1]", "!!seq {a: 1}", "!!map [1]",
        ])
    func refusedTags(text: String) throws {
        let error = try #require(throws: YAMLError.self) { _ = try YAMLReader.read("k: \(text)") }
        #expect((error.line, error.column) == (1, 4))
        #expect(error.reason.contains("tag"))
    }

    @Test("a very long run of digits is text rather than work without end")
    func longNumbers() throws {
        let digits = "0x" + String(repeating: "f", count: 100_000)
        #expect(try YAMLReader.read(digits).value() == .string(digits))
    }
}

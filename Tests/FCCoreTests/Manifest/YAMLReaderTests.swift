import FCCore
import Testing

@Suite("Reading YAML")
struct YAMLReaderTests {
    @Test("every node knows where it begins")
    func positions() throws {
        let root = try YAMLReader.read("a: 1\n密钥:\n  - x\n  -  {b: y}\nc: |\n  text\n")
        let fields = try #require(root.fields)
        #expect(fields.map(\.key) == ["a", "密钥", "c"])
        #expect(fields.map(\.position) == [at(1, 1), at(2, 1), at(5, 1)])
        #expect(root.position == at(1, 1))
        #expect(root["a"]?.position == at(1, 4))
        let elements = try #require(root["密钥"]?.elements)
        #expect(elements.map(\.position) == [at(3, 5), at(4, 6)])
        #expect(elements[1]["b"]?.position == at(4, 10))
        #expect(root["c"]?.scalar?.style == .literal)
    }

    @Test("a byte order mark and CR LF do not move anything")
    func lineEnds() throws {
        let root = try YAMLReader.read("\u{FEFF}a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 2\r\n")
        #expect(root.value() == ["a": 1, "b": "x\ny\n", "c": 2])
        #expect(root.fields?.map(\.position) == [at(1, 1), at(2, 1), at(5, 1)])
    }

    @Test("nothing is null", arguments: ["", "\n", "# only a comment\n", "---\n", "~"])
    func empty(text: String) throws {
        #expect(try YAMLReader.read(text).isNull)
    }

    @Test("aliases stand for what was anchored, merge keys give way to what is written")
    func aliases() throws {
        let root = try YAMLReader.read(
            """
            base: &base {x: 1, y: 2}
            more: &more {y: 3, z: 4}
            one: {<<: *base, y: 9}
            before: {y: 9, <<: *base}
            list: {<<: [*base, *more], w: 5}
            twice: {<<: *base, <<: *more}
            text: {"<<": *base}
            key: &k name
            use: {*k : *k}
            """)
        let value = root.value()
        #expect(JSONWriter.text(value["one"] ?? .null) == #"{"x":1,"y":9}"#)
        #expect(JSONWriter.text(value["before"] ?? .null) == #"{"y":9,"x":1}"#)
        #expect(JSONWriter.text(value["list"] ?? .null) == #"{"x":1,"y":2,"z":4,"w":5}"#)
        #expect(JSONWriter.text(value["twice"] ?? .null) == #"{"x":1,"y":2,"z":4}"#)
        #expect(JSONWriter.text(value["text"] ?? .null) == #"{"<<":{"x":1,"y":2}}"#)
        #expect(value["use"] == ["name": "name"])
        #expect(root["one"]?["x"]?.position == at(1, 17))
    }

    /// A fault with its place.
    struct Fault: Sendable, CustomTestStringConvertible {
        let text: String
        let phrase: String
        let position: YAMLPosition
        var testDescription: String { text }

        init(_ text: String, _ phrase: String, _ line: Int, _ column: Int) {
            self.text = text
            self.phrase = phrase
            position = YAMLPosition(line: line, column: column)
        }
    }

    @Test(
        "a fault names its place",
        arguments: [
            Fault("a: 1\na: 2", "duplicated mapping key 'a'", 2, 1),
            Fault("{a: 1, \"a\": 2}", "duplicated mapping key 'a'", 1, 8),
            Fault("a: 1\n---\nb: 2", "a second document", 2, 1), Fault("a: *x", "unidentified alias '*x'", 1, 4),
            Fault("a: &x [*x]", "'*x' stands inside itself", 1, 8),
            Fault("{<<: 1}", "'<<' takes a mapping", 1, 6), Fault("{<<: [{a: 1}, 2]}", "'<<' takes a mapping", 1, 15),
            Fault("? [a]\n: 1", "a key has to be text", 1, 3), Fault("{{a: 1}: 2}", "a key has to be text", 1, 2),
            Fault("a: [1", "did not find expected ',' or ']'", 1, 6),
            Fault("a:\n\t- 1", "cannot start any token", 2, 1),
            Fault("a: \"x", "unexpected end of stream", 1, 6), Fault("a: %x", "cannot start any token", 1, 4),
            Fault("a: b: c", "mapping values are not allowed", 1, 5),
            Fault("a: 1\nb: \u{1}", "control characters", 2, 4),
        ])
    func faults(fault: Fault) throws {
        let error = try #require(throws: YAMLError.self) { _ = try YAMLReader.read(fault.text) }
        #expect(error.reason.contains(fault.phrase), "\(error.reason)")
        #expect((error.line, error.column) == (fault.position.line, fault.position.column), "\(error)")
    }

    @Test("ill-formed UTF-8 is a fault with a place")
    func illFormed() throws {
        let error = try #require(throws: YAMLError.self) {
            _ = try YAMLReader.read(Array("a: 1\nb: ".utf8) + [0xFF])
        }
        #expect((error.line, error.column) == (2, 4))
    }

    @Test("a few lines of aliases to aliases do not fill the memory")
    func expansionLimit() throws {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [" + Array(repeating: alias, count: 10).joined(separator: ", ") + "]\n"
        }
        let error = try #require(throws: YAMLError.self) { _ = try YAMLReader.read(text) }
        #expect(error.reason.contains("the aliases stand for more than"))
        #expect(error.line == 6)
    }

    @Test("nesting is limited, through aliases as well")
    func depthLimit() throws {
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(try YAMLReader.read(deep).elements?.count == 1)
        #expect(throws: YAMLError.self) { _ = try YAMLReader.read("[[[[[[[[[[[[[[" + deep + "]]]]]]]]]]]]]]") }
        var chain = "- &n0 [x]\n"
        for level in 1...600 { chain += "- &n\(level) [*n\(level - 1)]\n" }
        let error = try #require(throws: YAMLError.self) { _ = try YAMLReader.read(chain) }
        #expect(error.reason.contains("nested deeper"))
    }

    @Test("every text cut short is a tree or a fault, never a crash")
    func prefixes() throws {
        let bytes = Array(try DataVectors.text("syaml/29-yaml-structure/s.yaml").utf8)
        for length in 0..<bytes.count {
            do throws(YAMLError) {
                _ = try YAMLReader.read(Array(bytes[..<length])).value()
            } catch {
                #expect(error.line >= 1 && error.column >= 1)
            }
        }
    }

    @Test("bytes changed at random are a tree or a fault, never a crash", arguments: UInt64(0)..<4)
    func mutations(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let original = Array(try DataVectors.text("syaml/29-yaml-structure/s.yaml").utf8)
        let interesting = Array("{}[]:,-?&*!|>%@`'\"#\n\t <~0\\".utf8) + [0x00, 0x80, 0xFF, 0xEF]
        for _ in 0..<500 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = interesting.randomElement(using: &generator) ?? 0
            }
            do throws(YAMLError) {
                _ = try YAMLReader.read(bytes).value()
            } catch {
                #expect(error.line >= 1 && error.column >= 1 && !error.reason.isEmpty)
            }
        }
    }

    @Test(
        "what YAML 1.2 allows and older readers are picky about",
        arguments: [
            (#"{"a":1}"#, ["a": 1]), (#"{"a":{"b":[1,2]}}"#, ["a": ["b": [1, 2]]]), ("a:\tb", ["a": "b"]),
            ("{a: http://x/y?z}", ["a": "http://x/y?z"]), ("[a b, c-d]", ["a b", "c-d"]),
            ("a: b#c # d", ["a": "b#c"]), ("%YAML 1.2\n---\na: 1\n...\n", ["a": 1]), ("\"a\\/b\"", "a/b"),
            ("{a, b: 1}", ["a": .null, "b": 1]), ("a:\n- 1\n- 2", ["a": [1, 2]]), ("? a\n: 1", ["a": 1]),
        ] as [(String, Value)])
    func syntax(pair: (String, Value)) throws {
        #expect(try YAMLReader.read(pair.0).value() == pair.1)
    }

    @Test("merging lays one mapping over another")
    func merging() throws {
        let base = try YAMLReader.read("{a: {x: 1, y: [1, 2]}, b: 2, c: 3}")
        let overlay = try YAMLReader.read("{a: {y: [3], z: 4}, b: null, d: 5}")
        #expect(
            JSONWriter.text(base.merged(with: overlay).value()) == #"{"a":{"x":1,"y":[3],"z":4},"b":null,"c":3,"d":5}"#)
    }

    private func at(_ line: Int, _ column: Int) -> YAMLPosition { YAMLPosition(line: line, column: column) }
}

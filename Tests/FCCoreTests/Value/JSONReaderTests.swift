import FCCore
import Testing

@Suite("Reading JSON")
struct JSONReaderTests {
    @Test("order, repeated keys and digits come back as they were")
    func keeps() throws {
        let text = #"{"z":1.10,"a":12345678901234567890123456,"z":[1e400,-0],"":{}}"#
        let value = try JSONReader.read(text)
        #expect(value.recordValue?.keys == ["z", "a", "z", ""])
        #expect(JSONWriter.text(value) == text)
    }

    @Test(
        "escapes and halves of characters",
        arguments: [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u4E2d""#, "Aé中"),
            (#""\ud83d\udd11""#, "🔑"), (#""\uD83D""#, "\u{FFFD}"), (#""\udd11x""#, "\u{FFFD}x"),
            (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\ud83d\ud83d\udd11""#, "\u{FFFD}🔑"), (#""\u0000""#, "\u{0}"),
            ("\"密 e\u{301} 🔑\"", "密 e\u{301} 🔑"), ("\"\u{7F}\"", "\u{7F}"),
        ])
    func strings(pair: (String, String)) throws {
        #expect(try JSONReader.read(pair.0).stringValue?.unicodeScalars.elementsEqual(pair.1.unicodeScalars) == true)
    }

    @Test("blanks and a byte order mark at the front are passed over")
    func blanks() throws {
        #expect(try JSONReader.read("\u{FEFF} \t\r\n[ 1 , 2 ]\n") == [1, 2])
    }

    /// A fault with the offset, line and column it has to be reported at.
    struct Fault: Sendable, CustomTestStringConvertible {
        let text: String
        let phrase: String
        let offset: Int
        let line: Int
        let column: Int
        var testDescription: String { text }

        init(_ text: String, _ phrase: String, _ offset: Int, _ line: Int, _ column: Int) {
            (self.text, self.phrase, self.offset, self.line, self.column) = (text, phrase, offset, line, column)
        }
    }

    @Test(
        "a fault names its place",
        arguments: [
            Fault("", "a value is missing", 0, 1, 1), Fault("  ", "a value is missing", 2, 1, 3),
            Fault("{", "double quotes is expected, not the end", 1, 1, 2), Fault("[1", "',' or ']'", 2, 1, 3),
            Fault("{k: 1}", "double quotes is expected, not 'k'", 1, 1, 2),
            Fault("{'k': 1}", "double quotes is expected, not '''", 1, 1, 2),
            Fault("{\"k\" 1}", "':' is expected", 5, 1, 6), Fault("{\"k\": 1,}", "double quotes", 8, 1, 9),
            Fault("[1,]", "cannot begin with ']'", 3, 1, 4), Fault("[1 2]", "',' or ']' is expected", 3, 1, 4),
            Fault("{\"a\": 1 \"b\": 2}", "',' or '}' is expected", 8, 1, 9),
            Fault("1 2", "unexpected '2' after the value", 2, 1, 3), Fault("01", "'01' is no JSON number", 0, 1, 1),
            Fault("[1.]", "'1.' is no JSON number", 1, 1, 2), Fault("-", "'-' is no JSON number", 0, 1, 1),
            Fault("1e", "'1e' is no JSON number", 0, 1, 1), Fault("1.2.3", "'1.2.3' is no JSON number", 0, 1, 1),
            Fault("--1", "'--1' is no JSON number", 0, 1, 1), Fault("+1", "cannot begin with '+'", 0, 1, 1),
            Fault("truth", "an unknown word", 0, 1, 1), Fault("NaN", "cannot begin with 'N'", 0, 1, 1),
            Fault("\"abc", "the string is not closed", 0, 1, 1), Fault("\"a\\", "the string is not closed", 2, 1, 3),
            Fault("\"a\\x\"", "an unknown escape", 2, 1, 3), Fault("\"\\u12\"", "four hexadecimal digits", 1, 1, 2),
            Fault("\"\\u12g4\"", "four hexadecimal digits", 1, 1, 2),
            Fault("\"\\ud83d\\u00\"", "four hexadecimal digits", 7, 1, 8),
            Fault("\"a\nb\"", "control character", 2, 1, 3), Fault("[\n  1,\n  x\n]", "begin with 'x'", 9, 3, 3),
            Fault("{\"密钥\": é}", "begin with 'é'", 11, 1, 8), Fault("\u{1}", "a control character", 0, 1, 1),
        ])
    func faults(fault: Fault) throws {
        let error = try #require(throws: JSONError.self) { _ = try JSONReader.read(fault.text) }
        #expect(error.message.contains(fault.phrase), "\(error.message)")
        #expect((error.offset, error.line, error.column) == (fault.offset, fault.line, fault.column))
    }

    @Test(
        "ill-formed UTF-8 in a string is a fault",
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0xFF, 0x22],
        ] as [[UInt8]])
    func illFormed(bytes: [UInt8]) throws {
        let error = try #require(throws: JSONError.self) { _ = try JSONReader.read(bytes) }
        #expect(error.message.contains("UTF-8"))
    }

    @Test("nesting is limited, and up to the limit it works")
    func depth() throws {
        let limit = JSONReader.depthLimit
        let deepest = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
        #expect(JSONWriter.text(try JSONReader.read(deepest)) == deepest)
        let objects = String(repeating: "{\"a\":", count: limit) + "1" + String(repeating: "}", count: limit)
        #expect(JSONWriter.text(try JSONReader.read(objects)) == objects)
        let error = try #require(throws: JSONError.self) { _ = try JSONReader.read("[" + deepest) }
        #expect(error.message.contains("deeper than \(limit)"))
        #expect(error.column == limit + 1)
        // Siblings are no depth.
        #expect(try JSONReader.read("[" + Array(repeating: "[]", count: 2000).joined(separator: ",") + "]") != .null)
    }

    @Test("writing and reading again gives the same value, in both layouts", arguments: UInt64(0)..<20)
    func roundTrip(seed: UInt64) throws {
        var values = RandomValues(seed: seed)
        for _ in 0..<100 {
            let value = values.value()
            let text = JSONWriter.text(value)
            #expect(try JSONReader.read(text) == value)
            #expect(JSONWriter.text(try JSONReader.read(JSONWriter.text(value, layout: .pretty))) == text)
        }
    }

    @Test("every text cut short is a fault or another value, never a crash", arguments: UInt64(100)..<104)
    func prefixes(seed: UInt64) {
        var values = RandomValues(seed: seed)
        let bytes = JSONWriter.bytes(["list": .array((0..<8).map { _ in values.value() })])
        for length in 0..<bytes.count {
            #expect(throws: JSONError.self) { _ = try JSONReader.read(Array(bytes[..<length])) }
        }
    }

    @Test("bytes changed at random are a value or a fault with a place, never a crash", arguments: UInt64(0)..<4)
    func mutations(seed: UInt64) {
        var values = RandomValues(seed: seed)
        var generator = SeededGenerator(seed: seed)
        let original = JSONWriter.bytes(["list": .array((0..<20).map { _ in values.value() })])
        let interesting = Array("{}[]:,\"\\-+.eE0u tfn".utf8) + [0x00, 0x0A, 0x80, 0xC3, 0xFF]
        for _ in 0..<1000 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                bytes[place] = interesting.randomElement(using: &generator) ?? 0
            }
            do throws(JSONError) {
                let value = try JSONReader.read(bytes)
                #expect((try? JSONReader.read(JSONWriter.bytes(value))) == value)
            } catch {
                #expect((0...bytes.count).contains(error.offset) && error.line >= 1 && error.column >= 1)
            }
        }
    }

    /// Reading that looks back at what it has read would take hours for this, and the limit ends it.
    @Test("a long text is read in one go", .timeLimit(.minutes(1)))
    func linear() throws {
        let row = #"{"id": 123456, "name": "user \n \u00e9", "score": 1.125e3, "tags": ["a", true, null]}"#
        let count = 50_000
        let bytes = Array(("[" + Array(repeating: row, count: count).joined(separator: ",") + "]").utf8)
        #expect(try JSONReader.read(bytes).arrayValue?.count == count)
    }
}

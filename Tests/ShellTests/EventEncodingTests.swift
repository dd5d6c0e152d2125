import FCCore
import ShellSyntax
import Testing

@testable import Shell

/// How sample events become bytes, and how many records they hold.
@Suite struct EventEncodingTests {
    /// Examples of RFC 8949, appendix A, and of bytes.
    private static let examples: [(Value, String)] = [
        (Value.integer(0), "00"), (.integer(23), "17"), (.integer(24), "1818"), (.integer(1000), "1903e8"),
        (.integer(1_000_000), "1a000f4240"), (.integer(1_000_000_000_000), "1b000000e8d4a51000"),
        (.number(Number(verified: "18446744073709551615")), "1bffffffffffffffff"), (.integer(-1), "20"),
        (.integer(-100), "3863"), (.integer(-1000), "3903e7"), (.integer(Int.min), "3b7fffffffffffffff"),
        (.number(Number(verified: "1.1")), "fb3ff199999999999a"),
        (.number(Number(verified: "-4.1")), "fbc010666666666666"),
        (false, "f4"), (true, "f5"), (.null, "f6"), ("", "60"), ("IETF", "6449455446"), ("水", "63e6b0b4"),
        ([1, [2, 3]], "8201820203"), (["a": 1, "b": [2, 3]], "a26161016162820203"),
        (["$base64": "AQIDBA=="], "4401020304"),
        (["$base64": "no base64"], "a16724626173653634696e6f20626173653634"),
    ]

    @Test(arguments: examples) func cbor(_ value: Value, _ expected: String) {
        let bytes = CBORWriter.bytes(value)
        #expect(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected)
    }

    @Test func nineteenDigitsSurvive() throws {
        let bytes = try Samples.event(.tablestore).bytes
        // 1234567890123456789 behind the head of a 64-bit whole number.
        let number: [UInt8] = [0x1B, 0x11, 0x22, 0x10, 0xF4, 0x7D, 0xE9, 0x81, 0x15]
        #expect(bytes.firstRange(of: number) != nil)
    }

    @Test func kafkaRecordsMayBeStrings() throws {
        let strings = try Samples.event(.kafkaStrings, count: 2).shown.arrayValue ?? []
        #expect(strings.count == 2)
        let records = try strings.map { try JSONReader.read($0.stringValue ?? "") }
        #expect(records == (try Samples.event(.kafka, count: 2).value.arrayValue))
    }

    @Test func batchesHaveFreshIds() throws {
        let records = try #require(try Samples.event(.rocketMQ, count: 3).value.arrayValue)
        #expect(records.count == 3)
        #expect(Set(records.map { $0["id"] }).count == 3)
    }

    @Test func anEventOfEventBridgeIsAListOnlyInBatches() throws {
        #expect(try Samples.event(.eventBridge).value.kind == .object)
        #expect(try Samples.event(.eventBridge, count: 1).value.kind == .array)
        #expect(throws: Failure.self) { try Samples.event(.oss, count: 2) }
    }

    @Test func theChecksumFollowsTheMessage() throws {
        let message = Assignment(path: [.key("Message")], value: "hi", span: SourceSpan(at: 0))
        let digest = try Samples.event(.mnsTopic, changes: [message]).value["MessageMD5"]
        #expect(digest == "49F68A5C8493EC2C0BF489821C21FC3B")
        let own = Assignment(path: [.key("MessageMD5")], value: "wrong", span: SourceSpan(at: 0))
        #expect(try Samples.event(.mnsTopicAttributes, changes: [own, message]).value["MessageMD5"] == "wrong")
    }

    @Test func placeholdersThatAreWholeTextsKeepTheirType() {
        var filler = EventFiller(moment: Samples.moment, region: "cn-beijing", seed: "s")
        #expect(filler.filled("{{seconds -400}}") == .integer(1_714_550_000))
        #expect(filler.filled("{{text seconds}}") == "1714550400")
        #expect(filler.filled("at {{seconds}} in {{region}}!") == "at 1714550400 in cn-beijing!")
        #expect(filler.filled("{{nothing}} {{region") == "{{nothing}} {{region")
        #expect(filler.filled("{{HEX 5}}").stringValue?.wholeMatch(of: /[0-9A-F]{5}/) != nil)
    }
}

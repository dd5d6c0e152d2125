import FCCore
import FoundationEssentials
import Testing

@testable import Shell

/// Every template has exactly the fields that are documented for its kind, with their types.
@Suite struct EventTemplateTests {
    @Test(arguments: EventKind.allCases) func fieldsAreTheDocumentedOnes(_ kind: EventKind) throws {
        let documented = try #require(EventFields.documented[kind])
        let event = try Samples.event(kind).value
        #expect(EventFields.of(event).sorted() == documented.sorted())
    }

    @Test(arguments: EventKind.allCases) func bytesAreWhatTheTriggerSends(_ kind: EventKind) throws {
        let event = try Samples.event(kind)
        switch event.encoding {
        case .json, .jsonStrings: #expect(try JSONReader.read(event.bytes) == event.shown)
        case .text: #expect(String(decoding: event.bytes, as: UTF8.self) == event.value.stringValue)
        case .cbor: #expect(event.bytes.first == 0xA2)
        }
    }

    @Test(arguments: EventKind.allCases) func nothingIsLeftToFill(_ kind: EventKind) throws {
        let text = JSONWriter.text(try Samples.event(kind).value)
        #expect(!text.contains("{{"))
    }

    @Test(arguments: EventKind.allCases) func notesSpeakOfFieldsThereAre(_ kind: EventKind) throws {
        let event = try Samples.event(kind).value
        for note in kind.template.notes where !note.path.contains(" ") {
            #expect(Samples.selects(note.path, in: event), "\(note.path)")
        }
        #expect(!kind.summary.isEmpty && !kind.summary.hasSuffix("."))
    }

    /// A timer's event and a few others hold no id that could differ.
    @Test(arguments: EventKind.allCases) func idsAreFreshAndFollowFromTheSeed(_ kind: EventKind) throws {
        let without: Set<EventKind> = [
            .timer, .tablestore, .mnsTopicStream, .mnsTopicStreamAttributes, .mqtt,
        ]
        let one = try Samples.event(kind, seed: "one").value
        #expect(try Samples.event(kind, seed: "one").value == one)
        #expect((try Samples.event(kind, seed: "two").value == one) == without.contains(kind))
    }

    @Test func eventsOfTheNetworkCarryTheirOwnNames() throws {
        let names = try EventKind.allCases.filter { $0.rawValue.hasPrefix("cdn-") }.map { kind in
            try Samples.text(".events[0].eventName", kind)
        }
        #expect(
            names == [
                "LogFileCreated", "CachedObjectsRefreshed", "CachedObjectsPushed", "CachedObjectsBlocked",
                "CdnDomainStarted", "CdnDomainStopped", "CdnDomainAdded", "CdnDomainDeleted",
            ])
        #expect(try Samples.text(".events[0].eventParameter.status", .cdnDomainStarted) == "online")
        #expect(try Samples.text(".events[0].eventParameter.status", .cdnDomainStopped) == "offline")
        #expect(try Samples.text(".events[0].eventTime", .cdnDomainAdded) == "2024-05-01T16:00:00+08:00")
    }

    @Test func requestsAreConsistent() throws {
        let raw = try Samples.text(".rawPath", .http)
        let decoded = try Samples.text(".requestContext.http.path", .http)
        #expect(raw.replacing("%20", with: " ") == decoded && raw != decoded)
        let host = try Samples.text(".headers.Host", .http)
        #expect(try Samples.text(".requestContext.domainName", .http) == host)
        #expect(host.hasPrefix(try Samples.text(".requestContext.domainPrefix", .http) + ".cn-shanghai."))
        #expect(
            try Samples.text(".headers[\"User-Agent\"]", .http)
                == Samples.text(".requestContext.http.userAgent", .http))
        #expect(try Samples.text(".requestContext.time", .http) == "2024-05-01T08:00:00Z")
        #expect(try Samples.text(".requestContext.timeEpoch", .http) == "1714550400000")
        #expect(try !Samples.text(".requestContext.requestId", .http).isEmpty)
    }

    @Test func timesAreOfTheMoment() throws {
        #expect(try Samples.value(".cursorTime", .log) == .integer(1_714_550_400))
        #expect(try Samples.value(".PublishTime", .mnsTopic) == .integer(1_714_550_400_000))
        #expect(try Samples.value(".Records[0].Info.Timestamp", .tablestore) == .integer(1_714_550_400_000_000))
        #expect(try Samples.text(".events[0].eventTime", .oss) == "2024-05-01T08:00:00.000Z")
        #expect(try Samples.text(".triggerTime", .timer) == "2024-05-01T08:00:00Z")
    }

    @Test func positionsInALogstoreAreDigits() throws {
        for (path, digits) in [
            (".source.beginCursor", "1714550340000000000"), (".source.endCursor", "1714550400000000000"),
        ] {
            let data = try #require(Data(base64Encoded: try Samples.text(path, .log)))
            #expect(String(decoding: data, as: UTF8.self) == digits)
        }
    }

    @Test func aDeletedObjectHasLostItsSize() throws {
        #expect(try Samples.value(".events[0].oss.object.size", .ossDelete) == 0)
        let change = try #require(try Samples.value(".events[0].oss.object.deltaSize", .ossDelete).intValue)
        #expect(change < 0)
        #expect(
            try Samples.text(".events[0].oss.bucket.arn", .oss) == "acs:oss:cn-shanghai:1000000000000000:example-bucket"
        )
    }

    @Test func textsOfADatabaseAreTheirBytes() throws {
        let buffer = try Samples.value(".[0].data.afterImage.values[1].data", .dts)
        let bytes = try #require(buffer["hb"]?.arrayValue).map { UInt8($0.intValue ?? 0) }
        #expect(String(decoding: bytes, as: UTF8.self) == "paid")
        #expect(buffer["limit"] == .integer(bytes.count))
        #expect(
            try Samples.value(".[0].data.schema", .dts) == Samples.value(".[0].data.beforeImage.recordSchema", .dts))
    }

    @Test func idsHaveTheirForms() throws {
        #expect(try Samples.text(".MessageId", .mnsTopic).wholeMatch(of: /[0-9A-F]{32}/) != nil)
        #expect(try Samples.text(".jobName", .log).wholeMatch(of: /[0-9a-f]{40}/) != nil)
        #expect(try Samples.text(".events[0].responseElements.requestId", .oss).wholeMatch(of: /[0-9A-F]{24}/) != nil)
        #expect(
            try Samples.text(".taskId", .log).wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil)
    }
}

/// Events of a known moment and region.
enum Samples {
    /// 2024-05-01T08:00:00Z
    static let moment = UTCTime(seconds: 1_714_550_400)

    static func event(
        _ kind: EventKind, seed: String = "seed", count: Int? = nil, changes: [Assignment] = []
    ) throws -> SampleEvent {
        let filler = EventFiller(moment: moment, region: "cn-shanghai", seed: seed)
        return try SampleEvent(kind, filler: filler, count: count, changes: changes)
    }

    static func value(_ path: String, _ kind: EventKind) throws -> Value {
        try Selection.select(PathText.steps(path), in: try event(kind).value)
    }

    static func text(_ path: String, _ kind: EventKind) throws -> String {
        try #require(try value(path, kind).stringValue)
    }

    static func selects(_ path: String, in event: Value) -> Bool {
        guard let steps = try? PathText.steps(path) else { return false }
        return (try? Selection.select(steps, in: event)) != nil
    }
}

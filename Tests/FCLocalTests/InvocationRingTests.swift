import Testing

@testable import FCLocal

/// What is kept of calls stays within its bounds.
@Suite struct InvocationRingTests {
    static func record(_ id: String, event: Int = 10, attempt: Int = 0) -> InvocationRecord {
        InvocationRecord(
            function: "hello", version: "LATEST", memorySize: 128, origin: CallOrigin(), requestID: id,
            attempt: attempt, request: nil, event: KeptBytes(beginning: [UInt8](repeating: 1, count: event)), time: 0)
    }

    static func end(answer: Int) -> InvocationRecord.End {
        InvocationRecord.End(CallOutcome(content: .result([UInt8](repeating: 1, count: answer))), at: 1)
    }

    @Test func theNumberIsBounded() {
        let ring = InvocationRing(countLimit: 5)
        for number in 0..<20 { _ = ring.add(Self.record("\(number)")) }
        #expect(ring.newest().map(\.requestID) == ["19", "18", "17", "16", "15"])
        #expect(ring.count() == 5 && ring.count(of: "hello") == 5 && ring.count(of: "other") == 0)
        #expect(ring.newest(atMost: 2).map(\.requestID) == ["19", "18"])
        #expect(ring.newest(of: "other").isEmpty)
    }

    @Test func theBytesAreBounded() {
        let ring = InvocationRing(sizeLimit: 10_000)
        for number in 0..<20 { _ = ring.add(Self.record("\(number)", event: 1500)) }
        #expect(ring.newest().reduce(0) { $0 + $1.size } <= 10_000)
        #expect(ring.newest().first?.requestID == "19" && ring.count() == 4)
        // The newest one stays whatever it takes.
        _ = ring.add(Self.record("large", event: 20_000))
        #expect(ring.newest().map(\.requestID) == ["large"])
    }

    @Test func whatComesWithTheAnswerCounts() {
        let ring = InvocationRing(sizeLimit: 10_000)
        let serials = (0..<8).map { ring.add(Self.record("\($0)")) }
        for serial in serials { ring.end(serial, Self.end(answer: 3000)) }
        #expect(ring.newest().reduce(0) { $0 + $1.size } <= 10_000)
        #expect(ring.newest().first?.requestID == "7")
        #expect(ring.count() < 8)
    }

    @Test func aCallThatIsNotKeptAnyMoreEndsInPeace() {
        let ring = InvocationRing(countLimit: 1)
        let first = ring.add(Self.record("first"))
        let second = ring.add(Self.record("second"))
        ring.begin(first, on: "c-1", at: 1)
        ring.end(first, Self.end(answer: 3))
        ring.begin(second, on: "c-2", at: 2)
        #expect(ring.newest().map(\.instanceID) == ["c-2"])
        #expect(ring.newest().first?.end == nil)
    }

    @Test func attemptsBelongTogether() {
        let ring = InvocationRing()
        for attempt in 0..<3 { _ = ring.add(Self.record("one", attempt: attempt)) }
        _ = ring.add(Self.record("other"))
        #expect(ring.attempts(of: "one").map(\.name) == ["one", "one/1", "one/2"])
    }

    @Test func onlyAPartOfBigBytesIsKept() {
        let bytes = (0..<(2 << 20)).map { UInt8(truncatingIfNeeded: $0) }
        let event = KeptBytes(beginning: bytes, limit: KeptBytes.eventLimit)
        #expect(event.bytes.count == KeptBytes.shownLimit && event.count == 2 << 20 && !event.isWhole)
        let whole = KeptBytes(beginning: Array(bytes.prefix(KeptBytes.eventLimit)), limit: KeptBytes.eventLimit)
        #expect(whole.isWhole)
        let log = KeptBytes(end: bytes)
        #expect(log.bytes.count == KeptBytes.shownLimit && log.bytes.last == bytes.last)
    }
}

import Testing

@testable import FCLocal

@Suite struct FrameTests {
    static let frames = [
        Frame(.stop, meta: Array("{}".utf8)),
        Frame(.call, meta: Array("{\"rid\":\"1-a\"}".utf8), body: Array(UInt8.min...UInt8.max)),
        Frame(.result, meta: [], body: []),
        Frame(type: 0x7E, meta: [1, 2, 3], body: [4]),
        Frame(.error, meta: Array("{}".utf8), body: [UInt8](repeating: 9, count: 70_000)),
    ]

    @Test func theBytesOfAFrame() {
        let frame = Frame(.result, meta: Array("{}".utf8), body: [0xFF])
        #expect(frame.encoded == [0x82, 0, 0, 0, 2, 0, 0, 0, 1, 0x7B, 0x7D, 0xFF])
    }

    @Test(arguments: 1...40)
    func framesComeBackHoweverTheirBytesArrive(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        var rest = Self.frames.flatMap(\.encoded)[...]
        var decoder = FrameDecoder()
        var decoded: [Frame] = []
        while !rest.isEmpty {
            let count = min(rest.count, Int.random(in: 1...(seed % 3 == 0 ? 13 : 30_000), using: &random))
            decoder.append(rest.prefix(count))
            rest = rest.dropFirst(count)
            while let frame = try decoder.next() { decoded.append(frame) }
        }
        #expect(decoded == Self.frames)
        #expect(decoder.pendingCount == 0)
    }

    @Test func lengthsBeyondTheLimitsAreRefusedBeforeTheirBytesArrive() {
        var meta = FrameDecoder()
        meta.append([0x82, 0x00, 0x10, 0x00, 0x01, 0, 0, 0, 0])
        #expect(throws: FrameError.metaTooLong((1 << 20) + 1)) { try meta.next() }
        var body = FrameDecoder()
        body.append([0x82, 0, 0, 0, 0, 0x04, 0x00, 0x00, 0x01])
        #expect(throws: FrameError.bodyTooLong((64 << 20) + 1)) { try body.next() }
    }

    @Test(arguments: 1...200)
    func anyBytesAreReadOrRefused(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var decoder = FrameDecoder()
        let bytes = (0..<2000).map { _ in UInt8.random(in: 0...(seed % 2 == 0 ? 3 : 255), using: &random) }
        decoder.append(bytes)
        var taken = 0
        do {
            while let frame = try decoder.next() { taken += frame.encoded.count }
            #expect(taken + decoder.pendingCount == bytes.count)
        } catch {
            #expect(taken <= bytes.count)
        }
    }

    @Test func unknownTypesAreKnownAsSuch() {
        #expect(Frame(type: 0x7E, meta: [], body: []).kind == nil)
        #expect(Frame(type: 0x80, meta: [], body: []).kind == .ready)
    }
}

/// Random numbers that are the same in every run (splitmix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

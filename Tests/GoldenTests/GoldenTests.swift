import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the built program writes and how it ends, case by case, against what was recorded.
///
/// `RECORD=1 swift test --filter GoldenTests` writes the records anew, and fails so that nobody takes them for a pass.
@Suite("Golden")
struct GoldenTests {
    /// Two programs at a time: each brings an endpoint and an interpreter along.
    private static let lanes = Lanes(2)

    @Test("Script", arguments: GoldenCase.scripts)
    func script(_ golden: GoldenCase) async throws {
        try await Self.lanes.pass { try await ScriptRecord(golden).verify() }
    }

    @Test("Session", arguments: GoldenCase.sessions)
    func session(_ golden: GoldenCase) async throws {
        try await Self.lanes.pass { try await SessionRecord(golden).verify() }
    }

    /// Whether records are written instead of compared.
    static let isRecording = getenv("RECORD").map { String(cString: $0) } == "1"
}

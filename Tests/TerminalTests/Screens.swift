import TestSupport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A recorded screen: `Tests/Golden/screens/<name>.txt`.
struct Screens {
    private let path: String

    init(_ name: String) {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(2)
        path = parts.joined(separator: "/") + "/Golden/screens/\(name).txt"
    }

    /// Whether screens are recorded anew rather than compared.
    var isRecording: Bool { getenv("RECORD") != nil }

    /// What was recorded; nil when nothing was.
    var content: String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Keeps a screen.
    func record(_ screen: String) throws {
        guard let file = fopen(path, "we") else { throw TestFailure("\(path) cannot be written") }
        defer { fclose(file) }
        fputs(screen, file)
    }
}

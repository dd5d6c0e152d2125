public import FCCore
public import Testing

/// The test data of this module's data half, found beside the test sources.
enum DataVectors {
    private static let root: String = {
        let here = FilePaths.directory(of: #filePath)
        return FilePaths.resolve("../../Vectors", from: here)
    }()

    /// The absolute path of a file among the vectors.
    static func path(_ name: String) -> String { root + "/" + name }

    /// The text of a file among the vectors.
    static func text(_ name: String) throws -> String {
        guard let bytes = try DiskFiles().contents(of: path(name)) else { throw Missing(name: name) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// There is no such vector.
    struct Missing: Error {
        let name: String
    }

    /// The JSON of a file among the vectors.
    static func json(_ name: String) throws -> Value {
        try JSONReader.read(try text(name))
    }

    /// A list in a JSON file among the vectors; empty when the file is broken, which the suites' counts notice.
    static func list(_ name: String, _ key: String) -> [Value] {
        (try? json(name))?[key]?.arrayValue ?? []
    }
}

extension Value: CustomTestStringConvertible {
    /// The name of a vector, so that a failure says which one it was.
    public var testDescription: String {
        let name = ["id", "title", "profile", "section", "plaintext", "value"].lazy.compactMap { self[$0]?.stringValue }
        return name.first ?? JSONWriter.text(self)
    }
}

/// A generator whose numbers are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

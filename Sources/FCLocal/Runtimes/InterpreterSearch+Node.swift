/// The part of a Node.js version that runtimes tell apart, such as 20 of `nodejs20`.
struct NodeVersion: Hashable, Comparable, CustomStringConvertible {
    var major: Int

    /// The version a runtime's name declares; `nodejs4.4` is 4. Nil for other languages.
    init?(runtime: String) {
        guard runtime.hasPrefix("nodejs") else { return nil }
        self.init(text: runtime.dropFirst("nodejs".count))
    }

    /// The first part of a text such as `20.11.1` or `v20.11.1`.
    init?(text: some StringProtocol) {
        let digits = text.drop { $0 == "v" }.prefix { $0.isNumber }
        guard let major = Int(digits) else { return nil }
        self.major = major
    }

    var description: String { String(major) }

    /// Whether handlers may be async and modules may be ES modules (docs: FC, Node.js runtimes).
    var hasModernRules: Bool { major >= 18 }

    static func < (left: NodeVersion, right: NodeVersion) -> Bool { left.major < right.major }
}

extension InterpreterSearch {
    /// The oldest Node.js the bootstrap works with.
    private static let oldestNode = 12

    /// The Node.js for a runtime: an installed one of the declared version, else the one on `PATH`, else the nearest.
    ///
    /// Which version the one on `PATH` is, it says itself when it has started.
    func node(for runtime: String) -> Interpreter? {
        guard let wanted = NodeVersion(runtime: runtime) else { return nil }
        if let named = overrides[runtime] { return Interpreter(path: named, version: "") }
        let installed = installedNodes()
        if let exact = installed[wanted] { return Interpreter(path: exact, version: wanted.description) }
        for folder in path {
            for name in ["node", "nodejs"] where FileSystem.isProgram(folder + "/" + name) {
                return Interpreter(path: folder + "/" + name, version: "")
            }
        }
        let nearest = installed.min { abs($0.key.major - wanted.major) < abs($1.key.major - wanted.major) }
        return nearest.map { Interpreter(path: $0.value, version: $0.key.description) }
    }

    /// The newest installed program of each version that version managers have.
    private func installedNodes() -> [NodeVersion: String] {
        var found: [NodeVersion: String] = [:]
        for folder in nodeVersionFolders {
            for name in FileSystem.names(in: folder).sorted(by: Self.isNewer) {
                guard let version = NodeVersion(text: name), version.major >= Self.oldestNode, found[version] == nil
                else { continue }
                let places = ["\(folder)/\(name)/bin/node", "\(folder)/\(name)/installation/bin/node"]
                found[version] = places.first(where: FileSystem.isProgram)
            }
        }
        return found
    }

    private static func isNewer(_ left: String, _ right: String) -> Bool {
        func parts(_ name: String) -> [Int] { name.drop { $0 == "v" }.split(separator: ".").map { Int($0) ?? 0 } }
        return parts(right).lexicographicallyPrecedes(parts(left))
    }
}

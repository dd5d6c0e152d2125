/// A PHP version as far as runtimes tell them apart, such as 7.2 of `php7.2`.
struct PHPVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    var major: Int
    var minor: Int

    /// The oldest PHP the bootstrap works with.
    static let oldest = PHPVersion(major: 7, minor: 2)

    init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// The version in the name of a runtime or of a program; nil for other names.
    init?(runtime: String) {
        guard runtime.hasPrefix("php") else { return nil }
        let parts = runtime.dropFirst("php".count).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
        self.init(major: major, minor: minor)
    }

    var description: String { "\(major).\(minor)" }

    static func < (left: PHPVersion, right: PHPVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension InterpreterSearch {
    /// The PHP for a runtime: a program named after the declared version, else `php`, else the nearest version.
    ///
    /// Which version the program `php` is, it says itself when it has started.
    func php(for runtime: String) -> Interpreter? {
        guard let wanted = PHPVersion(runtime: runtime) else { return nil }
        if let named = overrides[runtime] { return Interpreter(path: named, version: "") }
        let programs = phpPrograms()
        if let exact = programs[wanted] { return Interpreter(path: exact, version: wanted.description) }
        if let plain = path.map({ $0 + "/php" }).first(where: FileSystem.isProgram) {
            return Interpreter(path: plain, version: "")
        }
        let newer = programs.keys.filter { $0 > wanted }.min() ?? programs.keys.max()
        return newer.flatMap { version in
            programs[version].map { Interpreter(path: $0, version: version.description) }
        }
    }

    private func phpPrograms() -> [PHPVersion: String] {
        var found: [PHPVersion: String] = [:]
        for folder in path {
            for name in FileSystem.names(in: folder) {
                guard let version = PHPVersion(runtime: name), version >= .oldest, found[version] == nil,
                    FileSystem.isProgram(folder + "/" + name)
                else { continue }
                found[version] = folder + "/" + name
            }
        }
        return found
    }
}

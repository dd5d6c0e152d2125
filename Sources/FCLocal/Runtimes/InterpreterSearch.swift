/// Where the programs that run functions are looked for.
package struct InterpreterSearch: Sendable, Hashable {
    /// Folders to look in, in order: the shell's own `PATH`.
    package var path: [String]
    /// The folder that holds a version manager's installed versions, such as `~/.pyenv/versions`.
    package var versionFolders: [String]
    /// The folders that hold Node.js versions, such as `~/.nvm/versions/node`.
    package var nodeVersionFolders: [String]
    /// The Java the user has chosen with `JAVA_HOME`.
    package var javaHome: String?
    /// The folders whose folders are JDKs, such as `/usr/lib/jvm`.
    package var javaFolders: [String] = []
    /// Programs the user has named for a runtime, such as `python3.12`: they are taken as they are.
    package var overrides: [String: String]
    /// What a compiler finds in its environment: the user's own settings for it, and none of the rest.
    var buildEnvironment: [String: String] = [:]

    /// A search.
    package init(
        path: [String], versionFolders: [String] = [], nodeVersionFolders: [String] = [],
        overrides: [String: String] = [:]
    ) {
        self.path = path
        self.versionFolders = versionFolders
        self.nodeVersionFolders = nodeVersionFolders
        self.overrides = overrides
    }

    /// The search that the given environment variables ask for: `PATH`, `HOME`, and the folders of version managers.
    package init(environment: [String: String], overrides: [String: String] = [:]) {
        let path = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").map(String.init)
        let pyenv = environment["PYENV_ROOT"] ?? environment["HOME"].map { $0 + "/.pyenv" }
        self.init(
            path: path, versionFolders: pyenv.map { [$0 + "/versions"] } ?? [],
            nodeVersionFolders: Self.nodeFolders(environment), overrides: overrides)
        buildEnvironment = Self.goEnvironment(environment)
        javaHome = environment["JAVA_HOME"]
        javaFolders = Self.javaFolders(environment)
    }

    /// Where nvm, fnm, nodenv, asdf and Volta keep their versions.
    private static func nodeFolders(_ environment: [String: String]) -> [String] {
        func folder(_ variable: String, _ home: String, _ rest: String) -> String? {
            (environment[variable] ?? environment["HOME"].map { $0 + home }).map { $0 + rest }
        }
        return [
            folder("NVM_DIR", "/.nvm", "/versions/node"), folder("FNM_DIR", "/.local/share/fnm", "/node-versions"),
            folder("NODENV_ROOT", "/.nodenv", "/versions"), folder("ASDF_DATA_DIR", "/.asdf", "/installs/nodejs"),
            folder("VOLTA_HOME", "/.volta", "/tools/image/node"),
        ].compactMap { $0 }
    }
}

/// A Python version as far as runtimes tell them apart.
struct PythonVersion: Hashable, Comparable, CustomStringConvertible {
    var major: Int
    var minor: Int

    /// The version a runtime's name declares: `python3` is 3.6, as in the cloud. Nil for other languages.
    init?(runtime: String) {
        guard runtime.hasPrefix("python") else { return nil }
        if runtime == "python3" {
            self.init(major: 3, minor: 6)
        } else {
            self.init(text: runtime.dropFirst("python".count))
        }
    }

    /// The first two parts of a text such as `3.12.1`.
    init?(text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]) else { return nil }
        self.init(major: major, minor: minor)
    }

    init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    var description: String { "\(major).\(minor)" }

    static func < (left: PythonVersion, right: PythonVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

/// A program that can run functions.
struct Interpreter: Sendable, Hashable {
    /// Its path.
    var path: String
    /// The version it is, such as `3.12`.
    var version: String
    /// A sentence for the user when it is not the version the runtime declares.
    var warning: String?
}

extension InterpreterSearch {
    /// The oldest Python the bootstrap works with.
    private static let oldestPython = PythonVersion(major: 3, minor: 6)

    /// The Python for a runtime: the exact minor version when there is one, else the nearest, with a warning.
    func python(for runtime: String) -> Interpreter? {
        guard let wanted = PythonVersion(runtime: runtime) else { return nil }
        if let named = overrides[runtime] {
            return Interpreter(path: named, version: wanted.description)
        }
        let found = pythons()
        if let exact = found[wanted] {
            return Interpreter(path: exact, version: wanted.description)
        }
        let nearest = found.keys.min { distance($0, wanted) < distance($1, wanted) }
        guard let nearest, let path = found[nearest] else { return nil }
        let warning = "\(runtime) is not installed: Python \(nearest) runs its functions instead of Python \(wanted)"
        return Interpreter(path: path, version: nearest.description, warning: warning)
    }

    /// How far two versions are apart; of two equally far ones the newer is nearer.
    private func distance(_ version: PythonVersion, _ wanted: PythonVersion) -> Int {
        abs(version.minor - wanted.minor) * 2 + (version > wanted ? 0 : 1)
    }

    private func pythons() -> [PythonVersion: String] {
        var found: [PythonVersion: String] = [:]
        func add(_ version: PythonVersion, _ path: String) {
            guard version >= Self.oldestPython, version.major == 3, found[version] == nil else { return }
            if let program = program(path) { found[version] = program }
        }
        for folder in path {
            for name in FileSystem.names(in: folder) where name.hasPrefix("python3.") {
                guard name.dropFirst("python3.".count).allSatisfy(\.isNumber) else { continue }
                if let version = PythonVersion(text: name.dropFirst("python".count)) {
                    add(version, folder + "/" + name)
                }
            }
        }
        for folder in versionFolders {
            let names = FileSystem.names(in: folder).compactMap { name in
                PythonVersion(text: name).map { ($0, name) }
            }
            for (version, name) in names.reversed() {
                add(version, "\(folder)/\(name)/bin/python\(version)")
            }
        }
        return found
    }

    /// The program behind a path; nil for the shell scripts that version managers put in front of their programs: they
    /// cost a start each time, and the program itself is found in the version folders.
    private func program(_ path: String) -> String? {
        guard FileSystem.isProgram(path), let start = try? FileSystem.read(path, limit: 2), start.first != 0x23 else {
            return nil
        }
        return path
    }
}

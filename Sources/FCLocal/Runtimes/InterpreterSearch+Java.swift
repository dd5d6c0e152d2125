/// A Java version as runtimes count it, such as 8 of `java8`.
struct JavaVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    var major: Int

    /// The oldest Java the bootstrap works with.
    static let oldest = JavaVersion(major: 8)

    init(major: Int) {
        self.major = major
    }

    /// The version a runtime's name declares; nil for other languages.
    init?(runtime: String) {
        guard runtime.hasPrefix("java"), let major = Int(runtime.dropFirst("java".count)) else { return nil }
        self.major = major
    }

    /// The version of a text such as `17.0.15`, or `1.8.0_402` as Java counted up to 8.
    init?(text: some StringProtocol) {
        let parts = text.split { !$0.isNumber }.compactMap { Int($0) }
        guard let first = parts.first else { return nil }
        major = first == 1 && parts.count > 1 ? parts[1] : first
    }

    var description: String { String(major) }

    static func < (left: JavaVersion, right: JavaVersion) -> Bool { left.major < right.major }
}

/// A Java on this machine.
struct JavaInstallation: Sendable, Hashable {
    /// What turns sources into class files.
    struct Compiler: Sendable, Hashable {
        var program: String
        var version: JavaVersion
    }

    /// The program `java`.
    var program: String
    /// The version it is.
    var version: JavaVersion
    /// Its own compiler, or that of another installation; nil when there is none at all.
    var compiler: Compiler?
}

extension InterpreterSearch {
    /// Where SDKMAN, IDEs, asdf, Linux distributions and macOS put their JDKs.
    static func javaFolders(_ environment: [String: String]) -> [String] {
        let home = environment["HOME"].map { [$0 + "/.sdkman/candidates/java", $0 + "/.jdks"] } ?? []
        let asdf = (environment["ASDF_DATA_DIR"] ?? environment["HOME"].map { $0 + "/.asdf" }).map {
            [$0 + "/installs/java"]
        }
        return home + (asdf ?? []) + ["/usr/lib/jvm", "/usr/java", "/opt/java", "/Library/Java/JavaVirtualMachines"]
    }

    /// The Java for a runtime: the declared version when it is installed, else the next newer one, which runs what was
    /// compiled for it, else the newest older one.
    func java(for runtime: String) -> JavaInstallation? {
        guard let wanted = JavaVersion(runtime: runtime) else { return nil }
        let all = javas()
        var chosen: JavaInstallation?
        if let named = overrides[runtime] {
            chosen = installation(program: named) ?? JavaInstallation(program: named, version: wanted)
        } else {
            chosen =
                all.filter { $0.version >= wanted }.min { $0.version < $1.version }
                ?? all.max { $0.version < $1.version }
        }
        if chosen?.compiler == nil { chosen?.compiler = all.compactMap(\.compiler).max { $0.version < $1.version } }
        return chosen
    }

    /// Every Java that can be found, the user's own choice first.
    private func javas() -> [JavaInstallation] {
        var found: [JavaInstallation] = []
        func add(_ program: String) {
            guard let installation = installation(program: program), installation.version >= .oldest,
                !found.contains(where: { $0.program == installation.program })
            else { return }
            found.append(installation)
        }
        if let javaHome { add(javaHome + "/bin/java") }
        for folder in path { add(folder + "/java") }
        for folder in javaFolders {
            for name in FileSystem.names(in: folder) {
                add("\(folder)/\(name)/bin/java")
                add("\(folder)/\(name)/Contents/Home/bin/java")
            }
        }
        return found
    }

    /// The installation a program belongs to, nil when it does not exist or nothing tells its version.
    private func installation(program: String) -> JavaInstallation? {
        guard FileSystem.isProgram(program), let resolved = FileSystem.resolved(program) else { return nil }
        let home = Self.parent(Self.parent(resolved))
        // The part of a JDK 8 that runs programs lies in a folder `jre` of it.
        let homes = [home, Self.parent(home)]
        guard let version = homes.lazy.compactMap(Self.releaseVersion).first ?? Self.nameVersion(home) else {
            return nil
        }
        let compiler = homes.map { $0 + "/bin/javac" }.first(where: FileSystem.isProgram)
        return JavaInstallation(
            program: resolved, version: version,
            compiler: compiler.map { JavaInstallation.Compiler(program: $0, version: version) })
    }

    /// The version that the file `release` of a JDK tells.
    private static func releaseVersion(_ home: String) -> JavaVersion? {
        guard let bytes = try? FileSystem.read(home + "/release") else { return nil }
        let line = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first {
            $0.hasPrefix("JAVA_VERSION=")
        }
        return line.flatMap { JavaVersion(text: $0.dropFirst("JAVA_VERSION=".count)) }
    }

    /// The version in the name of the folder, such as `java-8-openjdk-amd64` or `jdk1.8.0_402`.
    private static func nameVersion(_ home: String) -> JavaVersion? {
        home.split(separator: "/").last.flatMap { JavaVersion(text: $0) }
    }

    private static func parent(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
}

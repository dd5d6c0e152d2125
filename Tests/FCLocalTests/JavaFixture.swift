import FCCore
import TestSupport
import Testing

@testable import FCLocal

/// The Java code of the tests, compiled once and kept beside the programs that were built.
///
/// The interfaces have the vendor's names and are written here: a function brings its own along in any case.
enum JavaFixture {
    private static let building = Task { try await build() }

    /// The folder of the compiled classes.
    static func classes() async throws -> String { try await building.value }

    /// A program of the JDK that runs the functions, such as `javac` or `jar`.
    static func tool(_ name: String) throws -> String {
        let found = LocalBench.interpreters.java(for: "java17")
        let compiler = try #require(found?.compiler?.program, "the tests need a JDK, such as default-jdk-headless")
        return compiler.dropLast("javac".count) + name
    }

    /// Compiles files for Java 17 whatever the JDK is, with the classes of a folder in reach.
    static func compile(_ sources: [String], to folder: String, classPath: String? = nil) async throws {
        try await run(
            [try tool("javac"), "--release", "17", "-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1", "-d", folder]
                + (classPath.map { ["-cp", $0] } ?? []) + sources)
    }

    /// Runs a program to its end and throws what it wrote when it fails.
    static func run(_ command: [String]) async throws {
        let outcome = try await Program.run(command, environment: Program.environment(home: "/tmp"))
        guard outcome.status == .exited(0) else { throw TestFailure(outcome.text + outcome.errorText) }
    }

    /// The sources under `Tests/Vectors/java`.
    private static func sources() -> [String] {
        let folder =
            #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
            .joined(separator: "/") + "/Vectors/java"
        return ["com/aliyun/fc/runtime", "example"].flatMap { part in
            FileSystem.names(in: "\(folder)/\(part)").map { "\(folder)/\(part)/\($0)" }
        }
    }

    private static func build() async throws -> String {
        var checksum = CRC64()
        checksum.add(try tool("javac").utf8)
        for source in sources() { checksum.add(try FileSystem.read(source)) }
        let folder = try LocalBench.cacheFolder() + "/java-fixture-" + String(checksum.value, radix: 16)
        if FileSystem.isFolder(folder) { return folder }
        let draft = folder + "." + Identifiers.random(8)
        try FileSystem.makePrivateFolder(draft)
        try await compile(sources(), to: draft)
        guard FileSystem.move(draft, to: folder) || FileSystem.isFolder(folder) else {
            throw TestFailure("cannot make \(folder)")
        }
        return folder
    }
}

import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// `fcsh fmt` as a process: files, standard input, `--check`, errors.
@Suite struct FormatRunTests {
    private static let loose = "#!/usr/bin/env fcsh\n\n\nuse   a;invoke  {\"k\": 1} # call\n"
    private static let canonical = "#!/usr/bin/env fcsh\n\nuse a\ninvoke {\"k\": 1}  # call\n"

    private func fmt(
        _ arguments: [String], in folder: TemporaryFolder, input: String = ""
    ) async throws -> TestSupport.Program.Outcome {
        try await TestSupport.Program.run(
            [try BuiltProduct.path("fcsh"), "fmt"] + arguments, input: Array(input.utf8),
            environment: TestSupport.Program.environment(home: folder.path), directory: folder.path)
    }

    @Test func filesAreRewritten() async throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.loose, to: "a.fcsh")
        try folder.write(Self.canonical, to: "b.fcsh")
        #expect(chmod(path, 0o750) == 0)
        let before = try facts("\(folder.path)/b.fcsh")
        let outcome = try await fmt(["a.fcsh", "b.fcsh"], in: folder)
        #expect(outcome.status == .exited(0))
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText == "2 scripts, 1 formatted\n")
        #expect(try folder.read("a.fcsh") == Self.canonical)
        #expect(try facts(path).st_mode & 0o7777 == 0o750)
        #expect(try facts("\(folder.path)/b.fcsh").st_ino == before.st_ino)
    }

    @Test func linksKeepPointing() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.loose, to: "lib/a.fcsh")
        #expect(symlink("lib/a.fcsh", "\(folder.path)/link.fcsh") == 0)
        #expect(try await fmt(["link.fcsh"], in: folder).status == .exited(0))
        #expect(try folder.read("lib/a.fcsh") == Self.canonical)
        var link = stat()
        #expect(lstat("\(folder.path)/link.fcsh", &link) == 0)
        #expect(link.st_mode & S_IFMT == S_IFLNK)
    }

    @Test func standardInputGoesToStandardOutput() async throws {
        let folder = try TemporaryFolder()
        let outcome = try await fmt(["-"], in: folder, input: Self.loose)
        #expect(outcome.status == .exited(0))
        #expect(outcome.text == Self.canonical)
        #expect(outcome.errorText.isEmpty)
    }

    @Test func checkingChangesNothing() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.loose, to: "a.fcsh")
        try folder.write(Self.canonical, to: "b.fcsh")
        let outcome = try await fmt(["--check", "a.fcsh", "b.fcsh"], in: folder)
        #expect(outcome.status == .exited(4))
        #expect(outcome.text == "a.fcsh\n")
        #expect(try folder.read("a.fcsh") == Self.loose)
        #expect(try await fmt(["--check", "b.fcsh"], in: folder).status == .exited(0))
        #expect(try await fmt(["--check", "-"], in: folder, input: Self.loose).status == .exited(4))
    }

    @Test func faultyTextStaysAndTheOthersAreFormatted() async throws {
        let folder = try TemporaryFolder()
        try folder.write("use  'a\n", to: "bad.fcsh")
        try folder.write(Self.loose, to: "a.fcsh")
        let outcome = try await fmt(["bad.fcsh", "a.fcsh"], in: folder)
        #expect(outcome.status == .exited(2))
        #expect(outcome.errorText.contains("bad.fcsh:1:6"), "\(outcome.errorText)")
        #expect(try folder.read("bad.fcsh") == "use  'a\n")
        #expect(try folder.read("a.fcsh") == Self.canonical)
        #expect(try await fmt(["--check", "bad.fcsh", "a.fcsh"], in: folder).status == .exited(2))
        #expect(try await fmt(["-"], in: folder, input: "end").output.isEmpty)
    }

    @Test(arguments: [["missing.fcsh"], []])
    func nothingToFormat(_ files: [String]) async throws {
        let outcome = try await fmt(files, in: try TemporaryFolder())
        #expect(outcome.status == .exited(2))
        #expect(outcome.errorText.contains("error:"))
    }

    private func facts(_ path: String) throws -> stat {
        var facts = stat()
        try #require(stat(path, &facts) == 0)
        return facts
    }
}

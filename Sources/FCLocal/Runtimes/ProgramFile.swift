#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that is to be run, and what its first bytes tell of it.
struct ProgramFile: Sendable, Hashable {
    /// What a program is made for, in the words of Go's `GOOS` and `GOARCH`.
    struct Platform: Sendable, Hashable, CustomStringConvertible {
        var system: String
        /// Nil when it is made for several.
        var processor: String?

        var description: String { processor.map { "\(system)/\($0)" } ?? system }

        /// This machine.
        static var here: Platform { Platform(system: hereSystem, processor: hereProcessor) }

        #if os(macOS)
            private static let hereSystem = "darwin"
        #else
            private static let hereSystem = "linux"
        #endif
        #if arch(arm64)
            private static let hereProcessor = "arm64"
        #else
            private static let hereProcessor = "amd64"
        #endif

        /// Whether such a program runs on this machine, as far as its first bytes tell.
        var isHere: Bool {
            system == Self.hereSystem && (processor == nil || processor == Self.hereProcessor)
        }
    }

    /// Where it is.
    let path: String
    /// What it was compiled for; nil for scripts and files that are no programs.
    let platform: Platform?
    /// Whether its first line names the program that runs it.
    let isScript: Bool

    /// Looks at a file.
    init(_ path: String) {
        let start = (try? FileSystem.read(path, limit: 64)) ?? []
        self.init(path, start: Array(start.prefix(64)))
    }

    /// A file with these first bytes.
    init(_ path: String, start: [UInt8]) {
        self.path = path
        isScript = start.starts(with: "#!".utf8)
        platform = Self.elf(start) ?? Self.machO(start) ?? Self.windows(start)
    }

    /// Why the system would not run it, and what to do about it, for the system's own number of the failure.
    func advice(_ failure: Int32) -> String {
        if failure == EACCES { return " Make it executable: chmod +x \(path)" }
        if let platform, !platform.isHere {
            let here = Platform.here
            return " It is a program for \(platform) and this machine is \(here); build it with "
                + "'\(GoBuild.hint)', or leave the Go sources beside it and install Go"
        }
        if failure == ENOENT, isScript { return " The program in its first line is not there." }
        if failure == ENOENT, platform != nil {
            return " It needs a loader that is not there; build it with CGO_ENABLED=0."
        }
        if failure == ENOEXEC { return " It is neither a program for this system nor a script that begins with #!." }
        return ""
    }

    private static func elf(_ start: [UInt8]) -> Platform? {
        guard start.count >= 20, start.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else { return nil }
        let isBigEndian = start[5] == 2
        let machine = isBigEndian ? Int(start[18]) << 8 | Int(start[19]) : Int(start[19]) << 8 | Int(start[18])
        let processors = [3: "386", 40: "arm", 62: "amd64", 183: "arm64", 243: "riscv64", 258: "loong64"]
        return Platform(
            system: start[7] == 9 ? "freebsd" : "linux", processor: processors[machine] ?? "processor \(machine)")
    }

    private static func machO(_ start: [UInt8]) -> Platform? {
        guard start.count >= 8 else { return nil }
        if start.starts(with: [0xCA, 0xFE, 0xBA, 0xBE]) { return Platform(system: "darwin", processor: nil) }
        guard start.starts(with: [0xCF, 0xFA, 0xED, 0xFE]) else { return nil }
        return Platform(system: "darwin", processor: start[4] == 0x0C ? "arm64" : "amd64")
    }

    private static func windows(_ start: [UInt8]) -> Platform? {
        start.starts(with: "MZ".utf8) ? Platform(system: "windows", processor: nil) : nil
    }
}

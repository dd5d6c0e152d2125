#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension LocalConfiguration {
    /// One instance for each processor, four at the most: the cloud would go further.
    package static var defaultInstanceLimit: Int {
        min(4, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    }
}

/// The time of day.
package enum WallClock {
    /// Milliseconds since 1970.
    @Sendable package static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// Where the running program's own file is.
package enum HelperProgram {
    /// The path of the running program.
    package static var current: String {
        #if os(Linux)
            // Resolved now: the link means something else in another process.
            return FileSystem.linkTarget("/proc/self/exe") ?? CommandLine.arguments.first ?? "fcsh"
        #else
            var size = UInt32(0)
            _NSGetExecutablePath(nil, &size)
            var path = [CChar](repeating: 0, count: Int(size) + 1)
            guard _NSGetExecutablePath(&path, &size) == 0 else { return CommandLine.arguments.first ?? "fcsh" }
            return String(decoding: path.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        #endif
    }
}

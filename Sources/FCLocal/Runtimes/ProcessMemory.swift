#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The most memory a process has used, measured anew for each call where the system can.
enum ProcessMemory {
    /// Forgets the peak so far (Linux: writing 5 to `clear_refs` does that); elsewhere the peak is the process's own.
    static func resetPeak(of process: Int) {
        #if os(Linux)
            let descriptor = open("/proc/\(process)/clear_refs", O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return }
            defer { close(descriptor) }
            var digit = UInt8(ascii: "5")
            _ = write(descriptor, &digit, 1)
        #endif
    }

    /// What the process has now, in KB; nil when it is gone.
    static func current(of process: Int) -> Int? {
        #if os(Linux)
            return field("VmRSS:", of: process)
        #else
            var usage = rusage_info_v4()
            let result = withUnsafeMutablePointer(to: &usage) {
                $0.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
                    proc_pid_rusage(pid_t(process), RUSAGE_INFO_V4, $0)
                }
            }
            return result == 0 ? Int(usage.ri_phys_footprint / 1024) : nil
        #endif
    }

    #if os(Linux)
        private static func field(_ name: String, of process: Int) -> Int? {
            guard let bytes = try? FileSystem.read("/proc/\(process)/status", limit: 4096) else { return nil }
            for line in bytes.split(separator: 0x0A) where line.starts(with: name.utf8) {
                let digits = line.dropFirst(name.utf8.count).filter { (0x30...0x39).contains($0) }
                return Int(String(decoding: digits, as: UTF8.self))
            }
            return nil
        }
    #endif

    /// The peak in KB, nil when the process is gone.
    static func peak(of process: Int) -> Int? {
        #if os(Linux)
            return field("VmHWM:", of: process)
        #else
            var usage = rusage_info_v4()
            let result = withUnsafeMutablePointer(to: &usage) {
                $0.withMemoryRebound(to: rusage_info_t?.self, capacity: 1) {
                    proc_pid_rusage(pid_t(process), RUSAGE_INFO_V4, $0)
                }
            }
            return result == 0 ? Int(usage.ri_lifetime_max_phys_footprint / 1024) : nil
        #endif
    }
}

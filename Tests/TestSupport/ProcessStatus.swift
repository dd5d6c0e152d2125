#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How a process ended.
package enum ProcessStatus: Sendable, Hashable {
    /// It exited with this status.
    case exited(Int32)
    /// This signal killed it.
    case signaled(Int32)

    /// The status a shell would report.
    package var code: Int32 {
        switch self {
        case .exited(let status): status
        case .signaled(let number): 128 + number
        }
    }

    init(waitStatus: Int32) {
        let number = waitStatus & 0x7F
        self = number == 0 ? .exited((waitStatus >> 8) & 0xFF) : .signaled(number)
    }
}

/// A child of this process that is waited for once.
struct ChildProcess {
    let id: pid_t

    /// Its end, if it comes before the deadline.
    func status(by deadline: Deadline) -> ProcessStatus? {
        var status: Int32 = 0
        let id = id
        guard deadline.wait(for: { waitpid(id, &status, WNOHANG) == id }) else { return nil }
        return ProcessStatus(waitStatus: status)
    }

    /// Kills it with everything in its process group, and waits.
    func killGroup() {
        kill(-id, SIGKILL)
        kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
    }
}

/// Strings as a NULL-terminated array of C strings.
func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) throws -> Result
) rethrows -> Result {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return try body(copies + [nil])
}

@testable import FCLocal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An environment variable of the tests.
func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

/// Whether a process exists and is no zombie.
func isAlive(_ process: Int) -> Bool {
    guard kill(pid_t(process), 0) == 0 else { return false }
    #if os(Linux)
        guard let file = fopen("/proc/\(process)/stat", "r") else { return false }
        defer { fclose(file) }
        var buffer = [CChar](repeating: 0, count: 512)
        guard fgets(&buffer, 512, file) != nil else { return false }
        let text = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: ")").last?.split(separator: " ").first != "Z"
    #else
        return true
    #endif
}

/// Closes what connects this program with a process.
func closeAll(_ process: GuardedProcess) {
    for descriptor in [process.control, process.channel, process.log] { close(descriptor) }
    var status = Int32(0)
    waitpid(process.helper, &status, 0)
}

/// Sends SIGKILL.
func killProcess(_ process: Int) {
    kill(pid_t(process), SIGKILL)
}

/// Writes a file that may be run.
func writeProgram(_ text: String, _ path: String) throws {
    try FileSystem.writePrivate(Array(text.utf8), to: path)
    chmod(path, 0o700)
}

/// The permission bits of a file.
func permissions(of path: String) -> Int? {
    FileSystem.status(path).map { Int($0.st_mode & 0o777) }
}

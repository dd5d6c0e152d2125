#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Files only their owner can read. What exists is never written over.
enum PrivateFile {
    /// Why a file could not be written.
    struct Problem: Error, Sendable {
        let message: String

        init(_ message: String) {
            self.message = message
        }
    }

    /// Whether something stands at a path, a broken link included.
    static func exists(_ path: String) -> Bool {
        var facts = stat()
        return lstat(path, &facts) == 0
    }

    /// Makes a file with these bytes, 0600.
    /// - Throws: ``Problem`` when there is one already, or it cannot be written.
    static func create(_ path: String, _ bytes: [UInt8]) throws(Problem) {
        try write(bytes, to: path, O_CREAT | O_EXCL)
    }

    /// Adds bytes to the end of a file that ``create(_:_:)`` made.
    static func append(_ bytes: [UInt8], to path: String) throws(Problem) {
        try write(bytes, to: path, O_APPEND)
    }

    /// Makes a folder 0700 unless it is there.
    static func makeFolder(_ path: String) throws(Problem) {
        if mkdir(path, 0o700) == 0 { return }
        let reason = errno
        var facts = stat()
        guard reason == EEXIST, stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
            throw Problem("\(path) cannot be made: \(String(cString: strerror(reason)))")
        }
    }

    private static func write(_ bytes: [UInt8], to path: String, _ flags: Int32) throws(Problem) {
        let descriptor = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | flags, 0o600)
        guard descriptor >= 0 else {
            throw Problem(errno == EEXIST ? "\(path) is there already" : failure(path))
        }
        defer { close(descriptor) }
        do {
            try FileDescriptorSink(descriptor).write(bytes)
        } catch {
            throw Problem("\(path): \(error.message)")
        }
    }

    private static func failure(_ path: String) -> String {
        "\(path) cannot be written: \(String(cString: strerror(errno)))"
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that a run leaves behind: looked at before the run, written after it.
package struct ReportFile: Sendable, Hashable {
    /// The path, and the name that messages use.
    private let path: String
    private let name: String
    /// Whether nobody else may read it.
    private let isPrivate: Bool

    package init(_ path: String, name: String, isPrivate: Bool = false) {
        self.path = path
        self.name = name
        self.isPrivate = isPrivate
    }

    /// Finds out whether the file can be written, without touching it.
    /// - Throws: ``Failure`` with status 2 that says what is in the way.
    package func check() throws(Failure) {
        var status = stat()
        if stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { throw Failure(.usage, "\(name) is a folder, not a file") }
            guard access(path, W_OK) == 0 else { throw refusal(errno) }
            return
        }
        let slash = path.lastIndex(of: "/") ?? path.startIndex
        let folder = slash == path.startIndex ? "/" : String(path[..<slash])
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw Failure(.usage, "\(name) cannot be written: there is no folder \(folder)", next: "mkdir -p \(folder)")
        }
        guard access(folder, W_OK) == 0 else { throw refusal(errno) }
    }

    /// Writes the text in place of whatever the file held.
    /// - Throws: ``Failure`` with the system's reason.
    package func write(_ text: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
        guard descriptor >= 0 else { throw refusal(errno) }
        defer { close(descriptor) }
        if isPrivate { fchmod(descriptor, 0o600) }
        do {
            try FileDescriptorSink(descriptor).write(Array(text.utf8))
        } catch {
            throw Failure(error.exitStatus, "\(name): \(error.message)")
        }
    }

    private func refusal(_ number: Int32) -> Failure {
        Failure(.usage, "\(name) cannot be written: \(String(cString: strerror(number)))")
    }
}

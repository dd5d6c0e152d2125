#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The real file system.
package struct DiskFiles: FileReader {
    /// The most a file may hold, in bytes. Nothing read here is near it; a device such as `/dev/zero` never ends.
    static let limit = 256 << 20

    /// The real file system.
    package init() {}

    package func contents(of path: String) throws(FileReadError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw fault(path)
        }
        defer { close(descriptor) }

        var information = stat()
        guard fstat(descriptor, &information) == 0 else { throw fault(path) }
        guard information.st_size <= Self.limit else { throw fault(path, EFBIG) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(max(0, Int(information.st_size)) + 1)
        var chunk = [UInt8](repeating: 0, count: max(4096, min(Int(information.st_size) + 1, 1 << 20)))
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw fault(path) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= Self.limit else { throw fault(path, EFBIG) }
        }
    }

    package func status(of path: String) -> FileStatus? {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        return FileStatus(
            isDirectory: information.st_mode & S_IFMT == S_IFDIR,
            permissions: UInt16(information.st_mode & 0o7777))
    }

    private func fault(_ path: String, _ code: Int32 = errno) -> FileReadError {
        FileReadError(path: path, reason: String(cString: strerror(code)))
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Why a file could not be used.
struct FileError: Error, Hashable {
    /// The file or folder.
    var path: String
    /// The system's own number for it.
    var code: Int32

    /// The system's own words for it.
    var reason: String { String(cString: strerror(code)) }
}

/// Tells one state of a file from another without reading it.
struct FileStamp: Sendable, Hashable {
    /// The size in bytes.
    var size: Int
    /// When it was changed, in nanoseconds since 1970.
    var modified: Int64
    /// The file system's number for it, which changes when an editor puts a new file in its place.
    var number: UInt64
}

/// The few file operations the endpoint needs, straight from the system.
enum FileSystem {
    /// Size, kind and time of change of a file; nil when there is none. Links are followed.
    static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    /// The state of a file, nil when there is none.
    static func stamp(_ path: String) -> FileStamp? {
        status(path).map { status in
            #if canImport(Darwin)
                let time = status.st_mtimespec
            #else
                let time = status.st_mtim
            #endif
            let modified = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
            return FileStamp(size: Int(status.st_size), modified: modified, number: UInt64(status.st_ino))
        }
    }

    /// Whether the path is a folder.
    static func isFolder(_ path: String) -> Bool {
        status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    /// Whether the path is a file that may be run.
    static func isProgram(_ path: String) -> Bool {
        guard let status = status(path), status.st_mode & S_IFMT == S_IFREG else { return false }
        return access(path, X_OK) == 0
    }

    /// The names in a folder without `.` and `..`, sorted; empty when it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Where a symbolic link leads, as it is written in it.
    static func linkTarget(_ path: String) -> String? {
        var target = [UInt8](repeating: 0, count: 4096)
        let length = target.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in
                text.baseAddress.map { readlink(path, $0, text.count) } ?? -1
            }
        }
        return length > 0 ? String(decoding: target.prefix(length), as: UTF8.self) : nil
    }

    /// The path without links, nil when it does not exist.
    static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// The bytes of a file up to a limit.
    static func read(_ path: String, limit: Int = 1 << 20) throws(FileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16384)
        while content.count < limit {
            let count = readChunk(descriptor, &chunk)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileError(path: path, code: errno) }
            if count == 0 { break }
            content += chunk[..<count]
        }
        return content
    }

    private static func readChunk(_ descriptor: Int32, _ chunk: inout [UInt8]) -> Int {
        chunk.withUnsafeMutableBytes { systemRead(descriptor, $0.baseAddress, $0.count) }
    }

    /// Makes a folder and the ones above it, private to the user.
    static func makePrivateFolder(_ path: String) throws(FileError) {
        if isFolder(path) { return }
        let parent = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        if !parent.isEmpty { try makePrivateFolder(parent) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileError(path: path, code: errno) }
    }

    /// Waits until the names in a folder are on the disk.
    static func sync(_ folder: String) throws(FileError) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: folder, code: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError(path: folder, code: errno) }
    }

    /// Writes a private file whole or not at all.
    /// - Parameter isSynced: whether to wait until its content is on the disk.
    static func writePrivate(_ bytes: [UInt8], to path: String, isSynced: Bool = false) throws(FileError) {
        let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
        defer { close(descriptor) }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                unlink(draft)
                throw FileError(path: path, code: code)
            }
            written += count
        }
        guard !isSynced || fsync(descriptor) == 0, rename(draft, path) == 0 else {
            let code = errno
            unlink(draft)
            throw FileError(path: path, code: code)
        }
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(descriptor, buffer, count)
}

private func systemWrite(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, buffer, count)
}

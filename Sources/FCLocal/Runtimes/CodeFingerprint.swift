#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a code folder looks like: when it changes, the code has changed.
struct CodeFingerprint: Sendable, Hashable {
    /// A checksum over path, size and time of change of every file.
    var checksum: UInt64
    /// The size of all files, in bytes.
    var size: Int
    /// When the newest file changed, in milliseconds since 1970.
    var modifiedMilliseconds: Int64
    /// Whether there is a folder at all.
    var exists: Bool

    /// Names that say nothing about the code.
    private static let ignored: Set<String> = [".git", "__pycache__", ".s", ".fcsh", ".DS_Store"]

    /// Looks at a folder, or at a code package.
    static func of(_ folder: String) -> CodeFingerprint {
        var checksum = CRC64()
        var found = CodeFingerprint(checksum: 0, size: 0, modifiedMilliseconds: 0, exists: FileSystem.isFolder(folder))
        if !found.exists, let package = FileSystem.stamp(folder) {
            checksum.add("\(package.size) \(package.modified) \(package.number)".utf8)
            found.size = package.size
            found.modifiedMilliseconds = package.modified / 1_000_000
        }
        visit(folder, "", 0, &checksum, &found)
        found.checksum = checksum.value
        return found
    }

    private static func visit(
        _ folder: String, _ prefix: String, _ depth: Int, _ checksum: inout CRC64, _ found: inout CodeFingerprint
    ) {
        // Links are followed, so a folder may contain itself.
        guard depth < 32 else { return }
        for name in FileSystem.names(in: folder) where !ignored.contains(name) {
            let path = folder + "/" + name
            guard let status = FileSystem.status(path) else { continue }
            let relative = prefix + name
            if status.st_mode & S_IFMT == S_IFDIR {
                if relative == "node_modules/.cache" { continue }
                visit(path, relative + "/", depth + 1, &checksum, &found)
                continue
            }
            #if canImport(Darwin)
                let time = status.st_mtimespec
            #else
                let time = status.st_mtim
            #endif
            checksum.add(relative.utf8)
            checksum.add(" \(status.st_size) \(time.tv_sec).\(time.tv_nsec)\n".utf8)
            found.size += Int(status.st_size)
            found.modifiedMilliseconds = max(
                found.modifiedMilliseconds, Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
        }
    }
}

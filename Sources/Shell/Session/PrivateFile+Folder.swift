import FCCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension PrivateFile {
    /// Makes a file's folder 0700, and the folders above it when they are missing. A folder that is there and ours is
    /// closed to others.
    static func prepareFolder(of file: String) {
        guard let folder = parent(of: file) else { return }
        makeFolders(folder)
        var facts = stat()
        guard stat(folder, &facts) == 0, facts.st_uid == geteuid(), facts.st_mode & 0o077 != 0 else { return }
        chmod(folder, 0o700)
    }

    /// Puts a file with these bytes in place of what may be there, 0600, in one step: a reader sees the old one or the
    /// new one.
    /// - Throws: ``Problem`` when it cannot be written; what was there stays.
    static func replace(_ path: String, _ bytes: [UInt8]) throws(Problem) {
        prepareFolder(of: path)
        let draft = "\(path).\(getpid()).new"
        unlink(draft)
        try create(draft, bytes)
        guard rename(draft, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(draft)
            throw Problem("\(path) cannot be replaced: \(reason)")
        }
    }

    private static func makeFolders(_ folder: String) {
        guard access(folder, F_OK) != 0 else { return }
        if let above = parent(of: folder) { makeFolders(above) }
        mkdir(folder, 0o700)
    }

    private static func parent(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
        return String(path[..<slash])
    }
}

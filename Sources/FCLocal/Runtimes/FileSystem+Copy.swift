#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FileSystem {
    /// Copies code into a new folder.
    /// - Parameter target: the folder; for a code package, the copied file in it afterwards.
    static func copyCode(_ source: String, to target: inout String) throws(FileError) {
        if isFolder(source) { return try copyFolder(source, to: target) }
        let bytes = try read(source, limit: .max)
        try makePrivateFolder(target)
        target += "/" + (source.split(separator: "/").last.map(String.init) ?? "code.zip")
        try writePrivate(bytes, to: target)
    }

    /// Copies a folder with everything in it; permissions are kept, links stay links unless they lead out of it.
    static func copyFolder(_ source: String, to target: String) throws(FileError) {
        guard let root = resolved(source) else { throw FileError(path: source, code: ENOENT) }
        try copyContents(of: root, to: target, root: root, depth: 0)
    }

    private static func copyContents(
        of source: String, to target: String, root: String, depth: Int
    ) throws(FileError) {
        // A link that leads out may lead to a folder above; no code is nested this deep.
        guard depth < 64 else { throw FileError(path: source, code: ELOOP) }
        try makePrivateFolder(target)
        for name in names(in: source) {
            try copy(source + "/" + name, to: target + "/" + name, root: root, depth: depth)
        }
    }

    private static func copy(_ source: String, to target: String, root: String, depth: Int) throws(FileError) {
        if let link = linkTarget(source), let end = resolved(source), !link.hasPrefix("/"), end.hasPrefix(root + "/") {
            guard symlink(link, target) == 0 else { throw FileError(path: target, code: errno) }
            return
        }
        // A link to nothing, or a file that went away meanwhile.
        guard let status = status(source) else { return }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            try copyContents(of: source, to: target, root: root, depth: depth + 1)
        case S_IFREG:
            try writePrivate(try read(source, limit: .max), to: target)
            guard chmod(target, status.st_mode & 0o777) == 0 else { throw FileError(path: target, code: errno) }
        default: break
        }
    }

    /// Gives a file or folder another name; false when that is not possible.
    static func move(_ source: String, to target: String) -> Bool { rename(source, target) == 0 }

    /// Removes a file, or a folder with everything in it. What cannot be removed stays.
    static func remove(_ path: String) {
        if linkTarget(path) == nil, isFolder(path) {
            for name in names(in: path) { remove(path + "/" + name) }
            rmdir(path)
        } else {
            unlink(path)
        }
    }
}

import Shell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Puts new content in the place of a file's old one, whole or not at all.
enum FileReplacement {
    /// Writes a file anew beside the old one and moves it there. Mode and owner stay, a symbolic link keeps pointing at it.
    /// - Throws: status 2 with the system's reason; the old file is untouched then.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        guard let resolved = realpath(path, nil) else { throw failure(path) }
        defer { free(resolved) }
        let target = String(cString: resolved)
        var facts = stat()
        guard stat(target, &facts) == 0 else { throw failure(path) }

        let draft = "\(target).\(getpid()).\(UInt32.random(in: 0 ... .max))"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        // Only root may give a file away; for others the owner is theirs already, or the new file becomes theirs.
        _ = fchown(descriptor, facts.st_uid, facts.st_gid)
        guard put(bytes, descriptor), fchmod(descriptor, facts.st_mode & 0o7777) == 0, fsync(descriptor) == 0,
            rename(draft, target) == 0
        else {
            let failure = failure(path)
            unlink(draft)
            throw failure
        }
    }

    private static func put(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        (try? FileDescriptorSink(descriptor).write(bytes)) != nil
    }

    private static func failure(_ path: String) -> Failure {
        Failure(.usage, "\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}

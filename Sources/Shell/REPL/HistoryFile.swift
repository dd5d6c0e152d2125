import FCCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The bytes of the history file: appending one entry, counting lines.
enum HistoryFile {
    /// Appends an entry with a single write; file 0600 in a folder 0700, both made when missing.
    /// - Returns: whether the entry is in the file.
    static func append(_ entry: HistoryEntry, to file: String) -> Bool {
        prepareFolder(of: file)
        let descriptor = open(file, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return false }
        if facts.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        var bytes = JSONWriter.bytes(entry.value)
        bytes.append(UInt8(ascii: "\n"))
        // A line that was cut off, by a full disk for instance, must not swallow this one.
        if facts.st_size > 0, lastByte(descriptor, size: facts.st_size) != UInt8(ascii: "\n") {
            bytes.insert(UInt8(ascii: "\n"), at: 0)
        }
        return bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count
    }

    /// The number of lines in the first `end` bytes; a last line without newline counts.
    static func lineCount(_ file: String, end: Int) -> Int {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, end > 0 else { return 0 }
        defer { close(descriptor) }
        var block = [UInt8](repeating: 0, count: 1 << 18)
        var offset = 0
        var count = 0
        var last = UInt8(ascii: "\n")
        while offset < end {
            let got = pread(descriptor, &block, min(block.count, end - offset), off_t(offset))
            guard got > 0 else { break }
            count += newlines(block, length: got)
            last = block[got - 1]
            offset += got
        }
        return last == UInt8(ascii: "\n") ? count : count + 1
    }

    private static func newlines(_ block: [UInt8], length: Int) -> Int {
        block.withUnsafeBytes { bytes in
            var count = 0
            var rest = bytes[..<length]
            while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
                let hit = memchr(start, 0x0A, rest.count)
            {
                count += 1
                rest = rest.dropFirst(start.distance(to: UnsafeRawPointer(hit)) + 1)
            }
            return count
        }
    }

    private static func lastByte(_ descriptor: Int32, size: off_t) -> UInt8? {
        var byte: UInt8 = 0
        return pread(descriptor, &byte, 1, size - 1) == 1 ? byte : nil
    }

    /// Makes the file's folder 0700, and the folders above it when they are missing.
    private static func prepareFolder(of file: String) {
        guard let folder = parent(of: file) else { return }
        makeFolder(folder)
        var facts = stat()
        guard stat(folder, &facts) == 0, facts.st_uid == geteuid(), facts.st_mode & 0o077 != 0 else { return }
        chmod(folder, 0o700)
    }

    private static func makeFolder(_ folder: String) {
        guard access(folder, F_OK) != 0 else { return }
        if let above = parent(of: folder) { makeFolder(above) }
        mkdir(folder, 0o700)
    }

    private static func parent(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
        return String(path[..<slash])
    }
}

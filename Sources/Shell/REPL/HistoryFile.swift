import FCCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The bytes of the history file: appending an entry, erasing one, counting lines.
///
/// Many shells do this at the same time without a lock: an entry is one `write` to a file opened for appending, which the
/// system does not mix with another; erasing writes blanks over an entry, so that nothing else moves.
enum HistoryFile {
    /// Where a line stands in the file, its newline not counted.
    struct Place: Sendable, Hashable {
        var start: Int
        var length: Int

        var end: Int { start + length }
    }

    /// Appends a line with a single write; file 0600 in a folder 0700, both made when missing.
    /// - Returns: where it is; nil when it is not in the file.
    static func append(_ line: Value, to file: String) -> Place? {
        PrivateFile.prepareFolder(of: file)
        let descriptor = open(file, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { return nil }
        if facts.st_mode & 0o077 != 0 { fchmod(descriptor, 0o600) }
        let bytes = JSONWriter.bytes(line) + [newline]
        // A line that was cut off, by a full disk or a killed shell, must not swallow this one.
        let isCutOff = endsCutOff(descriptor)
        guard let place = write(isCutOff ? [newline] + bytes : bytes, to: descriptor, skipping: isCutOff ? 1 : 0)
        else { return nil }
        if beginsLine(descriptor, at: place.start) { return place }
        // Another shell was killed while it wrote, between the look at the file's end and the write.
        return write(bytes, to: descriptor, skipping: 0)
    }

    /// Whether the last line has no newline. One that another shell is writing at this moment gets its own.
    private static func endsCutOff(_ descriptor: Int32) -> Bool {
        for attempt in 0..<5 {
            if attempt > 0 { usleep(1000) }
            var facts = stat()
            guard fstat(descriptor, &facts) == 0 else { return false }
            if beginsLine(descriptor, at: Int(facts.st_size)) { return false }
        }
        return true
    }

    /// - Parameter skipping: how many bytes come before the line.
    private static func write(_ bytes: [UInt8], to descriptor: Int32, skipping: Int) -> Place? {
        let count = bytes.withUnsafeBytes { content in
            #if canImport(Glibc)
                Glibc.write(descriptor, content.baseAddress, content.count)
            #else
                Darwin.write(descriptor, content.baseAddress, content.count)
            #endif
        }
        let end = lseek(descriptor, 0, SEEK_CUR)
        guard count == bytes.count, end >= count else { return nil }
        return Place(start: Int(end) - count + skipping, length: count - skipping - 1)
    }

    /// Writes blanks over lines. One that is not there any more, because the file is another one now, is left alone.
    /// - Returns: the places that are blank now.
    static func erase(_ places: [Place], in file: String) -> [Place] {
        let descriptor = open(file, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        return places.filter { place in
            guard let line = bytes(of: descriptor, from: place.start, count: place.length),
                line.first == UInt8(ascii: "{"), !line.contains(newline), beginsLine(descriptor, at: place.start)
            else { return false }
            let blanks = [UInt8](repeating: UInt8(ascii: " "), count: place.length)
            return blanks.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(place.start)) }
                == place.length
        }
    }

    /// How many bytes the file has; nil when there is none.
    static func size(of file: String) -> Int? {
        var facts = stat()
        return stat(file, &facts) == 0 ? Int(facts.st_size) : nil
    }

    /// The number of lines in the first `end` bytes; a last line without newline counts.
    static func lineCount(_ file: String, end: Int) -> Int {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0, end > 0 else { return 0 }
        defer { close(descriptor) }
        var block = [UInt8](repeating: 0, count: 1 << 18)
        var offset = 0
        var count = 0
        var last = newline
        while offset < end {
            let got = pread(descriptor, &block, min(block.count, end - offset), off_t(offset))
            guard got > 0 else { break }
            count += newlines(block, length: got)
            last = block[got - 1]
            offset += got
        }
        return last == newline ? count : count + 1
    }

    /// A part of a file; nil when it cannot be read whole.
    static func bytes(of file: String, from start: Int, count: Int) -> [UInt8]? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return bytes(of: descriptor, from: start, count: count)
    }

    private static func bytes(of descriptor: Int32, from start: Int, count: Int) -> [UInt8]? {
        guard start >= 0, count >= 0 else { return nil }
        var isWhole = true
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), count - filled, off_t(start + filled))
                guard got > 0 else { break }
                filled += got
            }
            isWhole = filled == count
        }
        return isWhole ? bytes : nil
    }

    private static let newline = UInt8(ascii: "\n")

    /// Whether a line begins there: at the file's start, or behind a newline.
    private static func beginsLine(_ descriptor: Int32, at offset: Int) -> Bool {
        offset == 0 || bytes(of: descriptor, from: offset - 1, count: 1) == [newline]
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
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads the lines of a file from its end, block by block, so that the newest come without reading the rest.
struct BackwardLineReader {
    /// How much is read at once, in bytes.
    static let blockSize = 65536

    private let file: String
    /// Where the part that has not been read ends.
    private var position: Int
    /// Read and not handed out yet; a line's end may lie in it and its beginning before it.
    private var buffer: [UInt8] = []
    private var isFinished: Bool

    /// - Parameters:
    ///   - file: its path. A file that cannot be read has no lines.
    ///   - end: where to begin, in bytes from the file's start.
    init(file: String, end: Int) {
        self.file = file
        position = end
        isFinished = end == 0
        // The newline that ends the last line begins no further one.
        if !isFinished, readBlock(), buffer.last == UInt8(ascii: "\n") { buffer.removeLast() }
    }

    /// The line before the one given last, without its newline; nil before the first.
    mutating func next() -> [UInt8]? {
        guard !isFinished else { return nil }
        var unsearched = buffer.count
        while true {
            if let newline = buffer[..<unsearched].lastIndex(of: UInt8(ascii: "\n")) {
                let line = Array(buffer[(newline + 1)...])
                buffer.removeSubrange(newline...)
                return line
            }
            let before = buffer.count
            guard position > 0, readBlock() else { break }
            unsearched = buffer.count - before
        }
        isFinished = true
        return buffer
    }

    /// Puts the block before the buffer in front of it.
    private mutating func readBlock() -> Bool {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            isFinished = true
            return false
        }
        defer { close(descriptor) }
        let count = min(Self.blockSize, position)
        var block = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let offset = off_t(position - count + filled)
            let got = block[filled...].withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, offset) }
            guard got > 0 else {
                isFinished = true
                return false
            }
            filled += got
        }
        position -= count
        buffer = block + buffer
        return true
    }
}

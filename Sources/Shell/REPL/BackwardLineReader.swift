#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads the lines of a file from its end, block by block, so that the newest come without reading the rest.
struct BackwardLineReader {
    /// How much is read at once, in bytes; more for a line that is longer.
    static let blockSize = 65536

    private let file: String
    /// Where the part that has not been read ends.
    private var position: Int
    /// Read and not handed out yet; a line's end may lie in it and its beginning before it.
    private var buffer: [UInt8] = []
    private var isFinished: Bool
    /// Where the line given last begins, in bytes from the file's start.
    private(set) var lineStart = 0

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
            if let newline = Self.lastNewline(in: buffer, before: unsearched) {
                let line = Array(buffer[(newline + 1)...])
                buffer.removeSubrange(newline...)
                lineStart = position + newline + 1
                return line
            }
            let before = buffer.count
            guard position > 0, readBlock() else { break }
            unsearched = buffer.count - before
        }
        isFinished = true
        lineStart = position
        return buffer
    }

    private static func lastNewline(in bytes: [UInt8], before end: Int) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var index = end - 1
            while index >= 0, bytes[index] != 0x0A { index -= 1 }
            return index >= 0 ? index : nil
        }
    }

    /// Puts the block before the buffer in front of it; as much as is there already, so that a long line takes few steps.
    private mutating func readBlock() -> Bool {
        let count = min(max(Self.blockSize, buffer.count), position)
        guard let block = HistoryFile.bytes(of: file, from: position - count, count: count) else {
            isFinished = true
            return false
        }
        position -= count
        buffer = block + buffer
        return true
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the listening thread of an instance has read and not yet used.
struct InstanceReader {
    /// What the guard has said about the process.
    struct Reports {
        var processID: Int?
        var status: Int?
        var signal: Int?
        var failure: Int32?
        var peak: Int?
    }

    /// Frames from the bootstrap.
    var decoder = FrameDecoder()
    /// What is known from the guard.
    private(set) var end = Reports()
    private var line: [UInt8] = []
    private var chunk: [UInt8]

    /// A reader that takes up to `chunkSize` bytes at once.
    init(chunkSize: Int) {
        chunk = [UInt8](repeating: 0, count: chunkSize)
    }

    /// Reads what is there, more than a pipe can hold and yet bounded: a process may write without end.
    /// - Returns: false at the end of the stream.
    static func drain(_ descriptor: Int32, _ take: (UnsafeRawBufferPointer) -> Void) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 16) { buffer in
            for _ in 0..<64 {
                let count = systemRead(descriptor, buffer)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return count < 0 }
                take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
            return true
        }
    }

    /// Reads what is there into the decoder; false at the end of the stream.
    mutating func readFrames(_ descriptor: Int32) -> Bool {
        while true {
            let count = fill(descriptor)
            if count == 0 { return false }
            guard count > 0 else { return errno == EAGAIN }
            decoder.append(chunk[..<count])
            if count < chunk.count { return true }
        }
    }

    /// Reads the guard's lines; false at the end of the stream.
    mutating func readReports(_ descriptor: Int32) -> Bool {
        while true {
            let count = fill(descriptor)
            if count == 0 { return false }
            guard count > 0 else { return errno == EAGAIN }
            for byte in chunk[..<count] {
                guard byte == 0x0A else {
                    line.append(byte)
                    continue
                }
                note(String(decoding: line, as: UTF8.self))
                line = []
            }
        }
    }

    /// Reads and forgets what is there.
    mutating func discard(_ descriptor: Int32) {
        while fill(descriptor) == chunk.count {}
    }

    private mutating func note(_ report: String) {
        let words = report.split(separator: " ")
        guard words.count >= 2, let number = Int(words[1]) else { return }
        switch words[0] {
        case "pid": end.processID = number
        case "exit": end.status = number
        case "signal": end.signal = number
        case "error": end.failure = Int32(truncatingIfNeeded: number)
        default: return
        }
        if words.count == 3, words[0] != "error" { end.peak = Int(words[2]) }
    }

    private mutating func fill(_ descriptor: Int32) -> Int {
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            return count
        }
    }
}

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
    read(descriptor, buffer.baseAddress, buffer.count)
}

import Shell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads standard input to its end; only ever because somebody asked for it.
enum StandardInputReader {
    /// Standard input for commands that may read it.
    static var free: StandardInput {
        .readable { () throws(Failure) in try read() }
    }

    /// Every byte there is.
    static func read() throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(0, &chunk, chunk.count)
            #else
                let count = Darwin.read(0, &chunk, chunk.count)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Failure(.usage, "standard input cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }
}

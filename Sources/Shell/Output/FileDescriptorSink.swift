#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A sink over an open file descriptor, which it does not close.
///
/// The process has to ignore SIGPIPE, so that a reader that went away is an error of `write` and not the end.
package struct FileDescriptorSink: OutputSink {
    private let descriptor: Int32

    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    package func write(_ bytes: [UInt8]) throws(SinkError) {
        var offset = 0
        while offset < bytes.count {
            let (written, failure) = Self.writeOnce(bytes, from: offset, to: descriptor)
            if written >= 0 {
                offset += written
                continue
            }
            switch failure {
            case EINTR: continue
            case EAGAIN: waitUntilWritable()
            case EPIPE: throw .brokenPipe
            default: throw .system(failure)
            }
        }
    }

    /// Error numbers are taken at once: another call could replace them.
    private static func writeOnce(_ bytes: [UInt8], from offset: Int, to descriptor: Int32) -> (Int, Int32) {
        bytes.withUnsafeBytes { buffer in
            let rest = UnsafeRawBufferPointer(rebasing: buffer[offset...])
            #if canImport(Glibc)
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
            #else
                let written = Darwin.write(descriptor, rest.baseAddress, rest.count)
            #endif
            return (written, written < 0 ? errno : 0)
        }
    }

    /// A terminal may have been made non-blocking by another program that shares it.
    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
    }
}

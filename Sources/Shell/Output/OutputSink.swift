import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where bytes go.
package protocol OutputSink: Sendable {
    /// Writes all the bytes, or fails.
    func write(_ bytes: [UInt8]) throws(SinkError)
}

/// Why bytes could not be written.
package enum SinkError: Error, Sendable, Hashable {
    /// The reader of a pipe went away: nobody wants the rest, and nothing has to be said about it.
    case brokenPipe
    /// The system's error number: a full disk, for instance.
    case system(Int32)

    /// The sentence for people.
    package var message: String {
        switch self {
        case .brokenPipe: "the reader of the output went away"
        case .system(let number): "cannot write the output: \(String(cString: strerror(number)))"
        }
    }

    /// The status of a process that ends for it. A full disk is neither the text's fault nor the function's, so it
    /// counts as a failure of fcsh itself.
    package var exitStatus: ExitStatus {
        switch self {
        case .brokenPipe: .brokenPipe
        case .system: .internalFault
        }
    }
}

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

/// A sink that keeps what it gets: for tests, and for output that has to be examined before it is shown.
package final class BufferSink: OutputSink {
    private let kept = Mutex<[UInt8]>([])

    package init() {}

    package func write(_ bytes: [UInt8]) throws(SinkError) {
        kept.withLock { $0 += bytes }
    }

    /// Everything written so far.
    package var bytes: [UInt8] { kept.withLock { $0 } }

    /// Everything written so far, as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Gives what was written and forgets it.
    package func take() -> [UInt8] {
        kept.withLock { kept in
            defer { kept = [] }
            return kept
        }
    }
}

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

import Synchronization

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

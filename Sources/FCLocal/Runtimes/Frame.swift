/// One message between the endpoint and a runtime's bootstrap:
/// `type u8 | metaLen u32 | bodyLen u32 | meta (JSON) | body`, numbers big endian.
package struct Frame: Sendable, Hashable {
    /// What a frame says. Types below 0x80 go to the bootstrap, the others come from it.
    package enum Kind: UInt8, Sendable {
        /// Call a handler or a hook; the body is the event.
        case call = 0x01
        /// Leave.
        case stop = 0x02
        /// The bootstrap can take calls.
        case ready = 0x80
        /// A handler's result; the body is what the caller gets.
        case result = 0x82
        /// A handler's failure; the body is the error document.
        case error = 0x83
        /// The bootstrap cannot start.
        case startError = 0x84
        /// The bootstrap waits for a debugger.
        case listening = 0x85
    }

    /// Bytes before meta and body.
    package static let headerSize = 9
    /// The longest meta that is taken, in bytes.
    package static let metaLimit = 1 << 20
    /// The longest body that is taken, in bytes.
    package static let bodyLimit = 64 << 20

    /// The type as it is on the wire; unknown ones are skipped by the reader.
    package var type: UInt8
    /// JSON text.
    package var meta: [UInt8]
    /// Raw bytes.
    package var body: [UInt8]

    /// What the frame says, nil for a type from a later version.
    package var kind: Kind? { Kind(rawValue: type) }

    /// A frame.
    package init(_ kind: Kind, meta: [UInt8] = [], body: [UInt8] = []) {
        self.init(type: kind.rawValue, meta: meta, body: body)
    }

    /// A frame of any type.
    package init(type: UInt8, meta: [UInt8], body: [UInt8]) {
        self.type = type
        self.meta = meta
        self.body = body
    }

    /// The bytes on the wire.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.headerSize + meta.count + body.count)
        bytes.append(type)
        for length in [meta.count, body.count] {
            let number = UInt32(truncatingIfNeeded: length)
            bytes.append(UInt8(truncatingIfNeeded: number >> 24))
            bytes.append(UInt8(truncatingIfNeeded: number >> 16))
            bytes.append(UInt8(truncatingIfNeeded: number >> 8))
            bytes.append(UInt8(truncatingIfNeeded: number))
        }
        bytes.append(contentsOf: meta)
        bytes.append(contentsOf: body)
        return bytes
    }
}

/// Why a stream of frames cannot be read on.
package enum FrameError: Error, Sendable, Hashable {
    /// The meta claims to be longer than ``Frame/metaLimit``.
    case metaTooLong(Int)
    /// The body claims to be longer than ``Frame/bodyLimit``.
    case bodyTooLong(Int)
}

/// Cuts a stream of bytes into frames, however the bytes arrive.
package struct FrameDecoder: Sendable {
    private var buffer: [UInt8] = []
    private var start = 0

    /// A decoder at the start of a stream.
    package init() {}

    /// Bytes that have arrived and belong to no complete frame yet.
    package var pendingCount: Int { buffer.count - start }

    /// Takes bytes in the order they arrived.
    package mutating func append(_ bytes: some Sequence<UInt8>) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next complete frame, nil when more bytes are needed.
    /// - Throws: ``FrameError`` when a length is beyond its limit; the stream is then of no more use.
    package mutating func next() throws(FrameError) -> Frame? {
        guard pendingCount >= Frame.headerSize else { return nil }
        let metaLength = length(at: start + 1)
        let bodyLength = length(at: start + 5)
        guard metaLength <= Frame.metaLimit else { throw .metaTooLong(metaLength) }
        guard bodyLength <= Frame.bodyLimit else { throw .bodyTooLong(bodyLength) }
        let metaStart = start + Frame.headerSize
        let bodyStart = metaStart + metaLength
        let end = bodyStart + bodyLength
        guard buffer.count >= end else {
            buffer.reserveCapacity(end)
            return nil
        }
        let frame = Frame(
            type: buffer[start], meta: Array(buffer[metaStart..<bodyStart]), body: Array(buffer[bodyStart..<end]))
        start = end
        return frame
    }

    private func length(at position: Int) -> Int {
        buffer[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}

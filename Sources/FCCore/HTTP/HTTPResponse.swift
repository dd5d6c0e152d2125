/// One answer: its head, and a body that can be read while it arrives.
public struct HTTPResponse: Sendable {
    /// The status code.
    public var status: Int
    /// The header fields as they came.
    public var headers: HTTPHeaders
    /// The body. It can be read once.
    public var body: ResponseBody
    /// When the last byte of the request had been written, where the transport knows it.
    public var requestSentAt: ContinuousClock.Instant?

    /// An answer.
    public init(
        status: Int, headers: HTTPHeaders = HTTPHeaders(), body: ResponseBody = ResponseBody([]),
        requestSentAt: ContinuousClock.Instant? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.requestSentAt = requestSentAt
    }
}

/// The body of an answer, in chunks as they arrive.
public struct ResponseBody: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    public typealias Failure = TransportError

    private let chunks: any AsyncSequence<[UInt8], TransportError> & Sendable

    /// A body that is read from somewhere.
    public init(chunks: any AsyncSequence<[UInt8], TransportError> & Sendable) {
        self.chunks = chunks
    }

    /// A body that is known already.
    public init(_ bytes: [UInt8]) {
        self.init(chunks: KnownChunks(bytes: bytes))
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(upstream: chunks.makeAsyncIterator())
    }

    /// Hands out chunks.
    public struct Iterator: AsyncIteratorProtocol {
        private var upstream: any AsyncIteratorProtocol<[UInt8], TransportError>

        fileprivate init(upstream: any AsyncIteratorProtocol<[UInt8], TransportError>) {
            self.upstream = upstream
        }

        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(TransportError) -> [UInt8]? {
            try await upstream.next(isolation: actor)
        }

        public mutating func next() async throws(TransportError) -> [UInt8]? {
            try await next(isolation: nil)
        }
    }

    /// The whole body.
    /// - Parameter limit: the largest body that is accepted, in bytes.
    /// - Throws: ``TransportError`` when the connection fails or the body is larger.
    public func collect(upTo limit: Int) async throws(TransportError) -> [UInt8] {
        let (bytes, isWhole) = try await prefix(bytes: limit)
        if !isWhole { throw TransportError(.answerTooLarge(limit: limit)) }
        return bytes
    }

    /// The beginning of the body, and whether that is all of it. The rest is not read.
    func prefix(bytes limit: Int) async throws(TransportError) -> (bytes: [UInt8], isWhole: Bool) {
        var iterator = makeAsyncIterator()
        var bytes: [UInt8] = []
        while let chunk = try await iterator.next() {
            if chunk.count > limit - bytes.count {
                bytes += chunk.prefix(limit - bytes.count)
                return (bytes, false)
            }
            if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
        }
        return (bytes, true)
    }
}

/// A body of one chunk that is in memory.
private struct KnownChunks: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = TransportError

    let bytes: [UInt8]

    func makeAsyncIterator() -> Iterator { Iterator(remaining: bytes.isEmpty ? nil : bytes) }

    struct Iterator: AsyncIteratorProtocol {
        var remaining: [UInt8]?

        mutating func next(isolation actor: isolated (any Actor)?) async throws(TransportError) -> [UInt8]? {
            defer { remaining = nil }
            return remaining
        }

        mutating func next() async throws(TransportError) -> [UInt8]? { try await next(isolation: nil) }
    }
}

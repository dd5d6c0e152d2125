/// One request, before or after signing.
public struct HTTPRequest: Sendable {
    /// A decoded pair of the query.
    public typealias QueryItem = (name: String, value: String)

    /// The method, in upper case.
    public var method: String
    /// The server to send it to.
    public var endpoint: Endpoint
    /// The path, percent-encoded once; ``path(segments:)`` makes one.
    public var path: String
    /// The pairs of the query, decoded.
    public var query: [QueryItem]
    /// The query as it is to be sent, already encoded, instead of ``query``: what a person typed keeps its order.
    package var rawQuery: String?
    /// The header fields. `Content-Length` is the transport's business.
    public var headers: HTTPHeaders
    /// What is sent after the header.
    public var body: RequestBody

    /// A request.
    public init(
        method: String, endpoint: Endpoint, path: String = "/", query: [QueryItem] = [],
        headers: HTTPHeaders = HTTPHeaders(), body: RequestBody = .none
    ) {
        self.method = method
        self.endpoint = endpoint
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// A path of the given segments, each encoded strictly: a `/` inside a segment becomes `%2F`.
    public static func path(segments: [String]) -> String {
        ACS3Signer.canonicalURI(segments: segments)
    }

    /// The request target as sent: the path and the encoded query. It is what is signed, so a space is `%20`, never `+`.
    public var target: String {
        let path = self.path.isEmpty ? "/" : self.path
        if let rawQuery { return rawQuery.isEmpty ? path : path + "?" + rawQuery }
        return query.isEmpty ? path : path + "?" + ACS3Signer.canonicalQuery(query)
    }

    /// The whole address.
    public var url: String { endpoint.url + target }
}

/// The body of a request.
public enum RequestBody: Sendable {
    /// No body at all: no `Content-Type` either.
    case none
    /// Bytes in memory, perhaps none.
    case bytes([UInt8])
    /// Bytes that are produced while they are sent.
    case stream(BodyStream)

    /// The length in bytes.
    public var length: Int {
        switch self {
        case .none: 0
        case .bytes(let bytes): bytes.count
        case .stream(let stream): stream.length
        }
    }

    /// Whether there is a body, be it one of no bytes.
    public var isPresent: Bool { if case .none = self { false } else { true } }

    /// A text as a body.
    public static func text(_ text: String) -> RequestBody { .bytes(Array(text.utf8)) }
}

/// A body that is not held in memory as a whole, a large file for instance.
public struct BodyStream: Sendable {
    /// The number of bytes the chunks add up to.
    public let length: Int
    /// The SHA-256 of all chunks in lower-case hexadecimal: the signature stands in the header, before the first chunk.
    public let sha256: String
    /// The bytes in order. They are asked for once.
    public let chunks: any AsyncSequence<[UInt8], any Error> & Sendable

    /// A streamed body.
    public init(length: Int, sha256: String, chunks: any AsyncSequence<[UInt8], any Error> & Sendable) {
        self.length = length
        self.sha256 = sha256
        self.chunks = chunks
    }
}

/// Sends requests over a network, or pretends to.
public protocol Transport: Sendable {
    /// Sends one request, once, and returns when the head of the answer is there.
    /// - Parameter deadline: when to give up, the reading of the body included; nil waits forever.
    /// - Throws: ``TransportError`` when there is no answer.
    func send(
        _ request: HTTPRequest, deadline: ContinuousClock.Instant?
    ) async throws(TransportError) -> HTTPResponse

    /// Closes what is open. Nothing may be sent afterwards.
    func shutdown() async
}

/// Why there is no answer, as a fact with the server it concerns.
public struct TransportError: Error, Sendable, Hashable {
    /// What happened.
    public enum Fact: Sendable, Hashable {
        /// The transport did not send the request, for the reason given: a replay that knows no such call.
        case notSent(String)
        /// Nothing listens at the address.
        case connectionRefused
        /// The host's name has no address.
        case cannotResolve
        /// No connection within the transport's own limit.
        case connectTimeout
        /// The secure connection was refused, with the library's reason: a certificate that is not trusted, for instance.
        case tls(String)
        /// The deadline of the request has passed.
        case deadlineExceeded
        /// The connection ended before the answer did. Tells whether the request had gone out, when that is known.
        case connectionClosed(requestSent: Bool?)
        /// The task that sent the request was cancelled.
        case cancelled
        /// The proxy refused to connect, with its words.
        case proxy(String)
        /// The answer's body is larger than the reader accepts, in bytes.
        case answerTooLarge(limit: Int)
        /// Anything else, in the library's words.
        case other(String)
    }

    /// What happened.
    public var fact: Fact
    /// The server, or the proxy when that is what failed; empty when it is not known.
    public var host: String
    /// The server's port.
    public var port: Int?

    /// A failure.
    public init(_ fact: Fact, host: String = "", port: Int? = nil) {
        self.fact = fact
        self.host = host
        self.port = port
    }
}

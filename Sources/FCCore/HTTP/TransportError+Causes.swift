internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension TransportError.Fact {
    /// What an error of the network libraries means; nil when it is none of theirs.
    /// - Parameter requestSent: whether the request has gone out; nil for a part of it.
    init?(cause: any Error, requestSent: Bool?) {
        switch cause {
        case is CancellationError: self = .cancelled
        case let error as IOError: self = Self(code: error.errnoCode, requestSent: requestSent) ?? .other("\(error)")
        case let error as NIOConnectionError: self = Self(connection: error)
        case let error as ChannelError: self = Self(channel: error, requestSent: requestSent)
        case let error as HTTPParserError: self = Self(parser: error, requestSent: requestSent)
        case is SocketAddressError, is SocketAddressError.UnknownHost: self = .cannotResolve
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: self = Self(tls: "\(cause)", requestSent)
        default: return nil
        }
    }

    private init?(code: CInt, requestSent: Bool?) {
        switch code {
        case ECONNREFUSED: self = .connectionRefused
        case ETIMEDOUT where requestSent == false: self = .connectTimeout
        case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN, ETIMEDOUT: self = .connectionClosed(requestSent: requestSent)
        default: return nil
        }
    }

    /// Several addresses of one name were tried: a refusal says more than the rest, a time-out more than the others.
    private init(connection error: NIOConnectionError) {
        let facts = error.connectionErrors.compactMap { Self(cause: $0.error, requestSent: false) }
        if facts.contains(.connectionRefused) {
            self = .connectionRefused
        } else if facts.contains(.connectTimeout) {
            self = .connectTimeout
        } else {
            self = facts.first ?? .cannotResolve
        }
    }

    private init(channel error: ChannelError, requestSent: Bool?) {
        switch error {
        case .connectTimeout: self = .connectTimeout
        case .ioOnClosedChannel, .alreadyClosed, .inputClosed, .outputClosed, .eof:
            self = .connectionClosed(requestSent: requestSent)
        default: self = .other("\(error)")
        }
    }

    private init(parser error: HTTPParserError, requestSent: Bool?) {
        self =
            error == .invalidEOFState || error == .closedConnection
            ? .connectionClosed(requestSent: requestSent) : .other("the answer is not HTTP: \(error)")
    }

    private init(tls words: String, _ requestSent: Bool?) {
        if words.contains("uncleanShutdown") {
            self = .connectionClosed(requestSent: requestSent)
        } else if words.contains("CERTIFICATE_VERIFY_FAILED") {
            self = .tls("the server's certificate is not trusted")
        } else if words.contains("unableToValidateCertificate") || words.contains("failedToValidateHostname") {
            self = .tls("the server's certificate is for another host")
        } else if words.contains("EOF during handshake") {
            self = .tls("the server ended the secure handshake")
        } else if words.contains("WRONG_VERSION_NUMBER") || words.contains("HTTP_REQUEST") {
            self = .tls("the server does not speak TLS")
        } else {
            self = .tls(words)
        }
    }
}

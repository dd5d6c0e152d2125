import NIOCore
import NIOHTTP1
import Testing

@testable import FCCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What errors of the network libraries are taken for.
struct TransportErrorCausesTests {
    @Test(
        arguments: [
            (ECONNREFUSED, false, .connectionRefused), (ETIMEDOUT, false, .connectTimeout),
            (ETIMEDOUT, true, .connectionClosed(requestSent: true)),
            (ECONNRESET, nil, .connectionClosed(requestSent: nil)),
            (EPIPE, true, .connectionClosed(requestSent: true)),
            (ECONNRESET, false, .connectionClosed(requestSent: false)),
        ] as [(CInt, Bool?, TransportError.Fact)])
    func systemErrors(code: CInt, requestSent: Bool?, fact: TransportError.Fact) {
        #expect(TransportError.Fact(cause: IOError(errnoCode: code, reason: "test"), requestSent: requestSent) == fact)
    }

    @Test func otherSystemErrorsKeepTheirWords() {
        let fact = TransportError.Fact(cause: IOError(errnoCode: ENETUNREACH, reason: "connect"), requestSent: false)
        guard case .other(let words) = fact else {
            Issue.record("\(String(describing: fact))")
            return
        }
        #expect(words.contains("connect"))
    }

    @Test(
        arguments: [
            (ChannelError.connectTimeout(.seconds(1)), .connectTimeout),
            (ChannelError.eof, .connectionClosed(requestSent: true)),
            (HTTPParserError.invalidEOFState, .connectionClosed(requestSent: true)),
            (HTTPParserError.invalidConstant, .other("the answer is not HTTP: invalid constant string")),
            (CancellationError(), .cancelled), (SocketAddressError.unsupported, .cannotResolve),
        ] as [(any Error, TransportError.Fact)])
    func libraryErrors(cause: any Error, fact: TransportError.Fact) {
        #expect(TransportError.Fact(cause: cause, requestSent: true) == fact)
    }

    @Test func strangersAreNotGuessed() {
        #expect(TransportError.Fact(cause: CredentialError(.usage, "x"), requestSent: nil) == nil)
    }
}

internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Where a connection leads: the server, and the proxy on the way.
struct ConnectionRoute: Hashable, Sendable {
    var endpoint: Endpoint
    var proxy: Proxy?
}

/// One request and the answer that is awaited. Its relay hears of every event once; the end is told once.
///
/// All methods belong to the event loop that the request runs on.
final class HTTPExchange: Sendable {
    /// The head of the request.
    let head: HTTPRequestHead
    /// What follows it.
    let body: RequestBody
    /// The way it goes.
    let route: ConnectionRoute
    /// Who hears of the answer.
    let relay = ResponseRelay()

    init(head: HTTPRequestHead, body: RequestBody, route: ConnectionRoute) {
        self.head = head
        self.body = body
        self.route = route
    }

    /// What an error means for this request. A connection that was never made is the proxy's failure when there is one.
    func failure(_ error: any Error) -> TransportError {
        let sent = relay.requestSent
        let endpoint = route.endpoint
        var failure = TransportError(
            (error as? TransportError)?.fact ?? TransportError.Fact(cause: error, requestSent: sent)
                ?? .other("\(error)"), host: endpoint.host, port: endpoint.effectivePort)
        guard let proxy = route.proxy, sent == false else { return failure }
        switch failure.fact {
        case .connectionRefused: failure.fact = .proxy("it refuses connections")
        case .cannotResolve: failure.fact = .proxy("its name has no address")
        case .connectTimeout: failure.fact = .proxy("it did not answer in time")
        case .connectionClosed: failure.fact = .proxy("it closed the connection")
        case .proxy: break
        default: return failure
        }
        (failure.host, failure.port) = (proxy.host, proxy.port)
        return failure
    }
}

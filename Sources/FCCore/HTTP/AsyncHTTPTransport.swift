internal import AsyncHTTPClient
package import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL
internal import Synchronization

/// The transport over real connections: HTTP/1.1, TLS, proxies, connections kept for the next request.
///
/// A request is sent once: no redirect is followed, no connection attempt repeated, and a connection unused for longer
/// than ``TransportConfiguration/idleLimit`` is not used again, so that a server closing it cannot leave it open
/// whether a request arrived. Everything runs on one event loop thread, which starts with the first request.
public final class AsyncHTTPTransport: Transport {
    /// An HTTP client with what is needed to know whether it has been idle.
    private struct Slot {
        var client: HTTPClient
        var requestsRunning = 0
        var lastUsed = ContinuousClock.now
    }

    private struct State {
        var group: MultiThreadedEventLoopGroup?
        var slots: [Proxy?: Slot] = [:]
        var isShutDown = false
    }

    private let configuration: TransportConfiguration
    private let logger: Logger?
    private let state = Mutex(State())

    /// A transport that says nothing.
    public convenience init(configuration: TransportConfiguration) {
        self.init(configuration: configuration, logger: nil)
    }

    /// A transport that tells a logger what it does.
    package init(configuration: TransportConfiguration, logger: Logger?) {
        self.configuration = configuration
        self.logger = logger
    }

    deinit {
        let (clients, group) = takeEverything()
        for client in clients { client.shutdown { _ in } }
        group?.shutdownGracefully { _ in }
    }

    public func shutdown() async {
        let (clients, group) = takeEverything()
        for client in clients { try? await client.shutdown() }
        try? await group?.shutdownGracefully()
    }

    public func send(
        _ request: HTTPRequest, deadline: ContinuousClock.Instant?
    ) async throws(TransportError) -> HTTPResponse {
        let place = TransportError(.cancelled, host: request.endpoint.host, port: request.endpoint.effectivePort)
        if Task.isCancelled { throw place }
        let proxy = try configuration.proxy(for: request.endpoint)
        let message = try Self.message(request, place)
        let client = try borrowClient(proxy, place)
        let relay = ResponseRelay()
        let delegate = ResponseDelegate(relay, place: place, proxy: proxy) { [weak self] in self?.giveBack(proxy) }
        let limit = deadline.map { NIODeadline.now() + TimeAmount(ContinuousClock.now.duration(to: $0)) }
        let task =
            if let logger {
                client.execute(request: message, delegate: delegate, deadline: limit, logger: logger)
            } else {
                client.execute(request: message, delegate: delegate, deadline: limit)
            }
        task.futureResult.whenComplete { delegate.ended($0) }
        relay.onCancel { task.cancel() }
        let head = try await relay.head()
        return HTTPResponse(
            status: head.status, headers: head.headers, body: ResponseBody(chunks: RelayedBody(relay)),
            requestSentAt: relay.requestSentAt)
    }
}

/// The clients: one for direct connections and one for each proxy, made when they are needed.
extension AsyncHTTPTransport {
    private func takeEverything() -> (clients: [HTTPClient], group: MultiThreadedEventLoopGroup?) {
        state.withLock { state in
            defer { (state.slots, state.group, state.isShutDown) = ([:], nil, true) }
            return (state.slots.values.map(\.client), state.group)
        }
    }

    /// The client for a proxy. One that has been idle too long, because the machine slept for instance, is replaced:
    /// its own timers did not run in that time.
    private func borrowClient(_ proxy: Proxy?, _ place: TransportError) throws(TransportError) -> HTTPClient {
        let (client, stale) = try state.withLock { state throws(TransportError) -> (HTTPClient, HTTPClient?) in
            if state.isShutDown { throw TransportError(.other("the transport is shut down"), host: place.host) }
            if var slot = state.slots[proxy], slot.requestsRunning > 0 || !isStale(slot) {
                slot.requestsRunning += 1
                state.slots[proxy] = slot
                return (slot.client, nil)
            }
            let settings = try clientSettings(proxy, place)
            let group = state.group ?? MultiThreadedEventLoopGroup(numberOfThreads: 1)
            let stale = state.slots[proxy]?.client
            let client = HTTPClient(eventLoopGroup: group, configuration: settings)
            state.group = group
            state.slots[proxy] = Slot(client: client, requestsRunning: 1)
            return (client, stale)
        }
        stale?.shutdown { _ in }
        return client
    }

    private func isStale(_ slot: Slot) -> Bool {
        slot.lastUsed.duration(to: .now) >= configuration.idleLimit
    }

    private func giveBack(_ proxy: Proxy?) {
        state.withLock { state in
            state.slots[proxy]?.requestsRunning -= 1
            state.slots[proxy]?.lastUsed = .now
        }
    }

    private func clientSettings(
        _ proxy: Proxy?, _ place: TransportError
    ) throws(TransportError) -> HTTPClient.Configuration {
        var settings = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(configuration.connectLimit)), decompression: .disabled)
        settings.httpVersion = .http1Only
        settings.networkFrameworkWaitForConnectivity = false
        settings.connectionPool.retryConnectionEstablishment = false
        settings.connectionPool.idleTimeout = TimeAmount(configuration.idleLimit)
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = configuration.connectionsPerHost
        settings.proxy = proxy.map(HTTPClient.Configuration.Proxy.init)
        if let file = configuration.caFile {
            guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
                throw TransportError(
                    .tls("no certificates can be read from \(file)"), host: place.host, port: place.port)
            }
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .certificates(certificates)
            settings.tlsConfiguration = tls
        }
        return settings
    }
}

/// Requests in the words of the library.
extension AsyncHTTPTransport {
    private static func message(
        _ request: HTTPRequest, _ place: TransportError
    ) throws(TransportError) -> HTTPClient.Request {
        var headers = NIOHTTP1.HTTPHeaders(request.headers.fields.map { ($0.name, $0.value) })
        headers.replaceOrAdd(name: "accept-encoding", value: "identity")
        do {
            return try HTTPClient.Request(
                url: request.url, method: HTTPMethod(rawValue: request.method), headers: headers,
                body: body(request.body))
        } catch {
            let words = (error as? HTTPClientError)?.shortDescription ?? "\(error)"
            throw TransportError(.other(words), host: place.host, port: place.port)
        }
    }

    /// Bytes are copied in pieces while they are sent, so that a large event is not in memory twice.
    private static func body(_ body: RequestBody) -> HTTPClient.Body? {
        switch body {
        case .none: nil
        case .bytes(let bytes): .bytes(bytes)
        case .stream(let stream):
            .stream(contentLength: Int64(stream.length)) { writer in
                writer.write(.byteBuffer(ByteBuffer())).flatMapWithEventLoop { _, eventLoop in
                    eventLoop.makeFutureWithTask {
                        for try await chunk in stream.chunks {
                            try await writer.write(.byteBuffer(ByteBuffer(bytes: chunk))).get()
                        }
                    }
                }
            }
        }
    }
}

extension HTTPClient.Configuration.Proxy {
    fileprivate init(_ proxy: Proxy) {
        switch proxy.kind {
        case .socks5: self = .socksServer(host: proxy.host, port: proxy.port)
        case .http:
            let authorization = proxy.username.map { username in
                HTTPClient.Authorization.basic(username: username, password: proxy.password?.reveal() ?? "")
            }
            self = .server(host: proxy.host, port: proxy.port, authorization: authorization)
        }
    }
}

/// Hears about one request from the library and passes it on.
private final class ResponseDelegate: HTTPClientResponseDelegate {
    typealias Response = Void

    private let relay: ResponseRelay
    private let place: TransportError
    private let proxy: Proxy?
    private let whenDone: @Sendable () -> Void

    init(_ relay: ResponseRelay, place: TransportError, proxy: Proxy?, whenDone: @escaping @Sendable () -> Void) {
        self.relay = relay
        self.place = place
        self.proxy = proxy
        self.whenDone = whenDone
    }

    func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
        relay.requestBegan()
    }

    func didSendRequest(task: HTTPClient.Task<Void>) {
        relay.requestEnded()
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        let fields = head.headers.map { (name: $0.name, value: $0.value) }
        relay.received(ResponseRelay.Head(status: Int(head.status.code), headers: HTTPHeaders(fields)))
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        relay.received(Array(buffer.readableBytesView), on: task.eventLoop)
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {}

    /// The library reports the end of every request once, also of those that never began.
    func ended(_ result: Result<Void, any Error>) {
        whenDone()
        switch result {
        case .success: relay.ended(.success(()))
        case .failure(let error): relay.ended(.failure(failure(error)))
        }
    }

    /// A connection that was never made is the proxy's failure when there is a proxy.
    private func failure(_ error: any Error) -> TransportError {
        let sent = relay.requestSent
        var failure = place
        failure.fact = Self.fact(error, requestSent: sent)
        guard let proxy, sent == false else { return failure }
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

    /// The library's own errors are named shortly: their long form may hold the value of a header.
    private static func fact(_ error: any Error, requestSent: Bool?) -> TransportError.Fact {
        guard let error = error as? HTTPClientError else {
            return TransportError.Fact(cause: error, requestSent: requestSent) ?? .other("\(error)")
        }
        switch error {
        case .cancelled: return .cancelled
        case .deadlineExceeded: return .deadlineExceeded
        case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout: return .connectTimeout
        case .remoteConnectionClosed, .uncleanShutdown: return .connectionClosed(requestSent: requestSent)
        case .proxyAuthenticationRequired: return .proxy("it asks for a name and password (407)")
        case .invalidProxyResponse: return .proxy("it refuses to connect to the server")
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout: return .proxy("it did not answer in time")
        default: return .other(error.shortDescription)
        }
    }
}

extension TimeAmount {
    /// A length of time in the library's words; what does not fit becomes its longest.
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (product, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        self = isTooLong ? .nanoseconds(.max / 4) : .nanoseconds(min(product + attoseconds / 1_000_000_000, .max / 4))
    }
}

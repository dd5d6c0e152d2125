internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// The transport over real connections: HTTP/1.1, TLS, proxies, connections kept for the next request.
///
/// A request is sent once: no redirect is followed, no connection attempt repeated, and a connection unused for longer
/// than ``TransportConfiguration/idleLimit`` is not used again, so that a server closing it cannot leave it open
/// whether a request arrived. Everything runs on one event loop: the program's own, or a thread that starts with the
/// first request.
public final class AsyncHTTPTransport: Transport {
    private struct Running {
        /// The thread of its own; nil on the program's loop.
        var group: MultiThreadedEventLoopGroup?
        var pool: ConnectionPool
    }

    private struct State {
        var running: Running?
        var isShutDown = false
    }

    private let configuration: TransportConfiguration
    private let loop: MainLoop?
    private let state = Mutex(State())

    /// A transport; no thread is started and no file read before the first request.
    /// - Parameter loop: where everything runs; nil for a thread of its own.
    public init(configuration: TransportConfiguration, on loop: MainLoop? = nil) {
        self.configuration = configuration
        self.loop = loop
    }

    deinit {
        guard let running = takeRunning() else { return }
        running.pool.shutdown()
        running.group?.shutdownGracefully { _ in }
    }

    public func shutdown() async {
        guard let running = takeRunning() else { return }
        running.pool.shutdown()
        try? await running.group?.shutdownGracefully()
    }

    public func send(
        _ request: HTTPRequest, deadline: ContinuousClock.Instant?
    ) async throws(TransportError) -> HTTPResponse {
        let place = TransportError(.cancelled, host: request.endpoint.host, port: request.endpoint.effectivePort)
        if Task.isCancelled { throw place }
        let exchange = HTTPExchange(
            head: try Self.head(of: request, place), body: request.body,
            route: ConnectionRoute(endpoint: request.endpoint, proxy: try configuration.proxy(for: request.endpoint)))
        let pool = try pool(place)
        pool.start(
            exchange, deadline: deadline.map { NIODeadline.now() + TimeAmount(ContinuousClock.now.duration(to: $0)) })
        exchange.relay.onCancel { pool.cancel(exchange) }
        let head = try await exchange.relay.head()
        return HTTPResponse(
            status: head.status, headers: head.headers, body: ResponseBody(chunks: RelayedBody(exchange.relay)),
            requestSentAt: exchange.relay.requestSentAt)
    }

    private func takeRunning() -> Running? {
        state.withLock { state in
            defer { (state.running, state.isShutDown) = (nil, true) }
            return state.running
        }
    }

    private func pool(_ place: TransportError) throws(TransportError) -> ConnectionPool {
        try state.withLock { state throws(TransportError) in
            if state.isShutDown { throw TransportError(.other("the transport is shut down"), host: place.host) }
            if let running = state.running { return running.pool }
            let running = start()
            state.running = running
            return running.pool
        }
    }
}

extension AsyncHTTPTransport {
    private func start() -> Running {
        if let loop { return Running(group: nil, pool: ConnectionPool(configuration, on: loop.eventLoop)) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        return Running(group: group, pool: ConnectionPool(configuration, on: group.next()))
    }
}

/// The head of a request as it is sent.
extension AsyncHTTPTransport {
    private static func head(
        of request: HTTPRequest, _ place: TransportError
    ) throws(TransportError) -> HTTPRequestHead {
        var headers = NIOHTTP1.HTTPHeaders()
        headers.reserveCapacity(request.headers.fields.count + 3)
        if request.headers["host"] == nil { headers.add(name: "host", value: request.endpoint.authority) }
        for field in request.headers.fields {
            if let fault = fault(of: field) { throw TransportError(.other(fault), host: place.host, port: place.port) }
            if isFraming(field.name) { continue }
            headers.add(name: field.name, value: field.value)
        }
        headers.add(name: "accept-encoding", value: "identity")
        if request.body.isPresent || expectsBody(request.method) {
            headers.add(name: "content-length", value: String(request.body.length))
        }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.target, headers: headers)
    }

    /// What is the transport's own business.
    private static func isFraming(_ name: String) -> Bool {
        framing.contains { FCCore.HTTPHeaders.sameName($0, name) }
    }

    private static let framing = ["accept-encoding", "content-length", "transfer-encoding"]

    /// Methods of which a server wants to hear the length even when it is 0 (RFC 9110, section 8.6).
    private static func expectsBody(_ method: String) -> Bool {
        switch method {
        case "POST", "PUT", "PATCH": true
        default: false
        }
    }

    /// Why a field cannot be sent. The words hold nothing of its value, which may be secret (RFC 9110, section 5).
    private static func fault(of field: FCCore.HTTPHeaders.Field) -> String? {
        guard !field.name.isEmpty, field.name.utf8.allSatisfy({ isTokenByte($0) }) else {
            return "a header has a name that cannot be sent"
        }
        var value = field.value
        let isFine = value.withUTF8 { bytes in bytes.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) } }
        return isFine ? nil : "the value of the header \(field.name) holds a control character"
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5E...0x7A, 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x7C, 0x7E: true
        default: false
        }
    }
}

extension TimeAmount {
    /// A length of time in the library's words; what does not fit becomes its longest.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let (product, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        self = isTooLong ? .nanoseconds(.max / 4) : .nanoseconds(min(product + attoseconds / 1_000_000_000, .max / 4))
    }
}

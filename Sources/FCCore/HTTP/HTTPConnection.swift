internal import NIOCore
internal import NIOHTTP1

/// One open connection as the last handler of its channel: it carries one request at a time.
final class HTTPConnection: ChannelDuplexHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = Never
    typealias OutboundIn = HTTPClientRequestPart
    typealias OutboundOut = HTTPClientRequestPart

    /// What the owner of the connection is told.
    struct Reports {
        /// The exchange is over, well or badly.
        var ended: (HTTPExchange, Result<Void, TransportError>) -> Void
        /// The connection can take another exchange.
        var idle: (HTTPConnection) -> Void
        /// The connection is gone.
        var closed: (HTTPConnection) -> Void
    }

    /// How the request under way goes on.
    private enum Sending {
        case bytes([UInt8], offset: Int)
        case stream(Task<Void, Never>)
        case waiting
        case done
    }

    /// Large bodies are copied in pieces while they are sent, so that they are not in memory twice.
    private static let pieceSize = 128 << 10

    /// The way the connection leads.
    let route: ConnectionRoute
    /// When the last exchange was over.
    private(set) var lastUsed = ContinuousClock.now
    private let reports: Reports
    private var context: ChannelHandlerContext?
    private var exchange: HTTPExchange?
    private var sending = Sending.done
    private var isPumping = false
    private var isKept = false
    private var isHeldBack = false
    private var wantsToRead = false

    init(_ route: ConnectionRoute, _ reports: Reports) {
        self.route = route
        self.reports = reports
    }

    /// Whether requests can be sent.
    var isOpen: Bool { context?.channel.isActive ?? false }

    /// Whether there is nothing to do.
    var isIdle: Bool { exchange == nil }

    /// Closes the connection. A request under way fails.
    func close() {
        context?.close(promise: nil)
    }

    /// Sends a request. The connection must be open and idle.
    func begin(_ exchange: HTTPExchange) {
        guard let context else { return }
        self.exchange = exchange
        isKept = false
        exchange.relay.requestBegan()
        context.write(wrapOutboundOut(.head(exchange.head)), promise: nil)
        switch exchange.body {
        case .none: finishRequest(context)
        case .bytes(let bytes):
            sending = .bytes(bytes, offset: 0)
            pump(context)
        case .stream(let stream):
            context.flush()
            send(stream, of: exchange, context)
        }
    }

    /// Ends the request under way with a failure and closes the connection.
    func abort(_ error: any Error) {
        fail(error)
        context?.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }
}

/// The request.
extension HTTPConnection {
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        pump(context)
    }

    /// Writes as much of the body as the channel takes without piling it up.
    private func pump(_ context: ChannelHandlerContext) {
        guard !isPumping, case .bytes(let bytes, var offset) = sending else { return }
        isPumping = true
        defer { isPumping = false }
        while offset < bytes.count, context.channel.isWritable {
            let end = min(offset + Self.pieceSize, bytes.count)
            let piece = context.channel.allocator.buffer(bytes: bytes[offset..<end])
            offset = end
            sending = .bytes(bytes, offset: offset)
            context.write(wrapOutboundOut(.body(.byteBuffer(piece))), promise: nil)
            if offset < bytes.count { context.flush() }
            guard exchange != nil else { return }
        }
        if offset == bytes.count { finishRequest(context) }
    }

    private func finishRequest(_ context: ChannelHandlerContext) {
        guard let exchange else { return }
        sending = .waiting
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess { [weak self] in
            exchange.relay.requestEnded()
            guard let self, self.exchange === exchange else { return }
            sending = .done
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: written)
    }

    /// Sends chunks one after the other, each when the one before has been written.
    private func send(_ stream: BodyStream, of exchange: HTTPExchange, _ context: ChannelHandlerContext) {
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        let writer = StreamWriter(stream: stream, channel: context.channel) { result in
            this.value.streamEnded(exchange, result)
        }
        sending = .stream(writer.start())
    }

    private func streamEnded(_ exchange: HTTPExchange, _ result: Result<Void, any Error>) {
        guard let context, self.exchange === exchange else { return }
        switch result {
        case .success: finishRequest(context)
        case .failure(let error): abort(error)
        }
    }
}

/// The answer.
extension HTTPConnection {
    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let exchange else { return context.close(promise: nil) }
        switch unwrapInboundIn(data) {
        case .head(let head):
            isKept = head.isKeepAlive
            let fields = head.headers.map { (name: $0.name, value: $0.value) }
            exchange.relay.received(
                ResponseRelay.Head(status: Int(head.status.code), headers: FCCore.HTTPHeaders(fields)))
        case .body(let buffer):
            if let consumed = exchange.relay.received(Array(buffer.readableBytesView), on: context.eventLoop) {
                holdBack(until: consumed)
            }
        case .end: complete(exchange, context)
        }
    }

    /// Reading stops while the answer is not being consumed.
    func read(context: ChannelHandlerContext) {
        if isHeldBack { wantsToRead = true } else { context.read() }
    }

    private func holdBack(until consumed: EventLoopFuture<Void>) {
        isHeldBack = true
        consumed.assumeIsolated().whenComplete { [weak self] _ in self?.goOn() }
    }

    private func goOn() {
        isHeldBack = false
        guard wantsToRead else { return }
        wantsToRead = false
        context?.read()
    }

    /// A server that answers before it has the whole request cannot be sent another one.
    private func complete(_ exchange: HTTPExchange, _ context: ChannelHandlerContext) {
        let isReusable = if case .done = sending { isKept } else { false }
        end(.success(()))
        if isReusable, context.channel.isActive {
            reports.idle(self)
        } else {
            context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        abort(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let exchange { fail(TransportError(.connectionClosed(requestSent: exchange.relay.requestSent))) }
        reports.closed(self)
    }

    private func fail(_ error: any Error) {
        guard let exchange else { return }
        end(.failure(exchange.failure(error)))
    }

    private func end(_ result: Result<Void, TransportError>) {
        guard let exchange else { return }
        if case .stream(let task) = sending { task.cancel() }
        (self.exchange, sending, lastUsed) = (nil, .done, .now)
        reports.ended(exchange, result)
    }
}

/// Writes a body that is produced while it is sent, in a task of its own.
private struct StreamWriter: Sendable {
    let stream: BodyStream
    let channel: any Channel
    /// Hears on the event loop how it ended.
    let ended: @Sendable (Result<Void, any Error>) -> Void

    func start() -> Task<Void, Never> {
        Task {
            let result = await write()
            channel.eventLoop.execute { ended(result) }
        }
    }

    private func write() async -> Result<Void, any Error> {
        var remaining = stream.length
        do {
            for try await chunk in stream.chunks {
                remaining -= chunk.count
                guard remaining >= 0 else { break }
                let part = HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(bytes: chunk)))
                try await channel.writeAndFlush(part).get()
            }
        } catch {
            return .failure(error)
        }
        return remaining == 0
            ? .success(()) : .failure(TransportError(.other("the event has another length than was announced")))
    }
}

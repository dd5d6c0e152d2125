import FCCore
import NIOCore
import NIOHTTP1

/// Carries one request at a time over a connection to a custom runtime's server.
final class ServerExchange: ChannelDuplexHandler {
    /// A request, and who waits for what of its answer.
    struct Call: Sendable {
        var head: HTTPRequestHead
        var body: [UInt8]
        /// Tells this exchange from others on the same connection.
        var serial: Int
        /// When the server must have answered to the end.
        var deadline: NIODeadline
        var receiver: Receiver
    }

    /// Who waits for an answer.
    enum Receiver: Sendable {
        /// The whole answer, with whether the connection can be used again.
        case whole(EventLoopPromise<(ServerResponse, Bool)>)
        /// The answer as soon as its head is there; then the beginning of it, with whether the connection can be used
        /// again.
        case pieces(EventLoopPromise<ServerStream>, end: EventLoopPromise<(ServerResponse, Bool)>)

        /// There will be no answer; no news for those who have heard of an end before.
        func fail(_ fault: ServerFault) {
            switch self {
            case .whole(let promise): promise.fail(fault)
            case .pieces(let opened, let end):
                opened.fail(fault)
                end.fail(fault)
            }
        }
    }

    /// What somebody who takes an answer piece by piece wants of the connection.
    struct Wish: Sendable {
        enum Kind: Sendable {
            /// More of the body.
            case more
            /// Nothing any more.
            case stop
        }

        var kind: Kind
        var serial: Int
    }

    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Call
    typealias OutboundOut = HTTPClientRequestPart

    /// How many pieces, of at most 64 KB each, wait to be taken before the server is read from no further.
    private static let watermarks = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark(
        lowWatermark: 2, highWatermark: 8)

    /// How much is kept of a body that is taken in pieces, for those who look at the calls.
    private static let keptLimit = KeptBytes.shownLimit

    private var call: Call?
    private var answer: ServerResponse?
    private var source: ServerStream.Pieces.Source?
    private var expiry: Scheduled<Void>?
    private var isKept = false
    private var isPaused = false
    private var wantsToRead = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let call = unwrapOutboundIn(data)
        guard context.channel.isActive else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        self.call = call
        expiry = context.eventLoop.assumeIsolated().scheduleTask(deadline: call.deadline) {
            self.end(.timeout)
            context.close(promise: nil)
        }
        context.write(wrapOutboundOut(.head(call.head)), promise: nil)
        if !call.body.isEmpty {
            let buffer = context.channel.allocator.buffer(bytes: call.body)
            context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
        }
        context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            isKept = head.isKeepAlive
            let fields = head.headers.map { (name: $0.name, value: $0.value) }
            let response = ServerResponse(
                status: Int(head.status.code), headers: FCCore.HTTPHeaders(fields), body: [])
            answer = response
            open(response, context)
        case .body(let buffer):
            guard let source else {
                answer?.body.append(contentsOf: buffer.readableBytesView)
                return
            }
            keep(buffer)
            if case .stopProducing = source.yield(buffer) { isPaused = true }
        case .end:
            guard call != nil, answer != nil else { return context.close(promise: nil) }
            end(nil)
            resume(context)
            if !isKept { context.close(promise: nil) }
        }
    }

    /// Somebody who takes pieces gets the head at once.
    private func open(_ response: ServerResponse, _ context: ChannelHandlerContext) {
        guard let call, case .pieces(let opened, let end) = call.receiver else { return }
        let demand = ServerStream.Demand(channel: context.channel, serial: call.serial)
        let producer = ServerStream.Pieces.makeSequence(
            elementType: ByteBuffer.self, failureType: (any Error).self, backPressureStrategy: Self.watermarks,
            finishOnDeinit: true, delegate: demand)
        source = producer.source
        opened.succeed(
            ServerStream(
                head: response, pieces: producer.sequence, end: end.futureResult.map(\.0), demand: demand))
    }

    private func keep(_ piece: ByteBuffer) {
        let room = Self.keptLimit - (answer?.body.count ?? 0)
        answer?.body.append(contentsOf: piece.readableBytesView.prefix(room))
        let length = answer?.length ?? 0
        answer?.length = length + piece.readableBytes
    }

    /// The system is asked for more only when somebody wants it.
    func read(context: ChannelHandlerContext) {
        if isPaused { wantsToRead = true } else { context.read() }
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard let wish = event as? Wish else { return context.triggerUserOutboundEvent(event, promise: promise) }
        promise?.succeed()
        guard let call, wish.serial == call.serial else { return }
        switch wish.kind {
        case .more: resume(context)
        case .stop:
            end(.cancelled)
            context.close(promise: nil)
        }
    }

    private func resume(_ context: ChannelHandlerContext) {
        isPaused = false
        guard wantsToRead else { return }
        wantsToRead = false
        context.read()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.disconnected("the server has closed the connection"))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(.disconnected("\(error)"))
        context.close(promise: nil)
    }

    /// Tells whoever waits that the answer is complete, or why it never will be.
    private func end(_ fault: ServerFault?) {
        guard let call else { return }
        self.call = nil
        expiry?.cancel()
        expiry = nil
        if let fault {
            source?.finish(fault)
            call.receiver.fail(fault)
        } else {
            source?.finish()
            switch call.receiver {
            case .whole(let promise), .pieces(_, let promise): if let answer { promise.succeed((answer, isKept)) }
            }
        }
        answer = nil
        source = nil
    }
}

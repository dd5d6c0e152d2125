import FCCore
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Talks HTTP to the server of one instance; keeps its connections for the next request.
final class ServerClient: Sendable {
    /// Where the server listens.
    let port: Int
    private let idle = Mutex<[any Channel]>([])

    /// A client without connections.
    init(port: Int) {
        self.port = port
    }

    /// Whether somebody listens on the port.
    func canConnect() async -> Bool {
        guard let channel = try? await connect() else { return false }
        try? await channel.close()
        return true
    }

    /// Sends a request and waits for the whole answer.
    func send(_ request: ServerRequest, limit: Duration) async throws(ServerFault) -> ServerResponse {
        let deadline = NIODeadline.now() + .nanoseconds(limit.nanoseconds)
        do {
            let channel: any Channel
            if let kept = takeIdle() { channel = kept } else { channel = try await connect() }
            let (answer, isKept) = try await exchange(request, on: channel, deadline).get()
            if isKept { idle.withLock { $0.append(channel) } }
            return answer
        } catch let fault as ServerFault {
            throw fault
        } catch {
            throw .disconnected("\(error)")
        }
    }

    /// Closes every connection that is kept.
    func close() {
        let kept = idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
        for channel in kept { channel.close(promise: nil) }
    }

    private func takeIdle() -> (any Channel)? {
        idle.withLock { idle in
            while let channel = idle.popLast() {
                if channel.isActive { return channel }
            }
            return nil
        }
    }

    private func connect() async throws -> any Channel {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(2))
            .channelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ImmediateAcknowledgement())
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(ServerExchange())
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
    }

    private func exchange(
        _ request: ServerRequest, on channel: any Channel, _ deadline: NIODeadline
    ) -> EventLoopFuture<(ServerResponse, Bool)> {
        var headers = NIOHTTP1.HTTPHeaders(request.headers.fields.map { ($0.name, $0.value) })
        if !headers.contains(name: "host") { headers.add(name: "host", value: "127.0.0.1:\(port)") }
        if !request.body.isEmpty || request.method == "POST" || request.method == "PUT" {
            headers.replaceOrAdd(name: "content-length", value: String(request.body.count))
        }
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.target, headers: headers)
        let promise = channel.eventLoop.makePromise(of: (ServerResponse, Bool).self)
        let expiry = channel.eventLoop.scheduleTask(deadline: deadline) {
            promise.fail(ServerFault.timeout)
            channel.close(promise: nil)
        }
        promise.futureResult.whenComplete { _ in expiry.cancel() }
        channel.writeAndFlush(ServerExchange.Call(head: head, body: request.body, promise: promise), promise: nil)
        return promise.futureResult
    }
}

/// Carries one request at a time over a connection.
private final class ServerExchange: ChannelDuplexHandler {
    struct Call: Sendable {
        var head: HTTPRequestHead
        var body: [UInt8]
        var promise: EventLoopPromise<(ServerResponse, Bool)>
    }

    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundIn = Call
    typealias OutboundOut = HTTPClientRequestPart

    private var promise: EventLoopPromise<(ServerResponse, Bool)>?
    private var answer: ServerResponse?
    private var isKept = false

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let call = unwrapOutboundIn(data)
        guard context.channel.isActive else {
            return call.promise.fail(ServerFault.disconnected("the server has closed the connection"))
        }
        self.promise = call.promise
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
            answer = ServerResponse(status: Int(head.status.code), headers: FCCore.HTTPHeaders(fields), body: [])
        case .body(let buffer):
            answer?.body.append(contentsOf: buffer.readableBytesView)
        case .end:
            guard let answer, let promise else { return context.close(promise: nil) }
            (self.answer, self.promise) = (nil, nil)
            promise.succeed((answer, isKept))
            if !isKept { context.close(promise: nil) }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail("the server has closed the connection")
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail("\(error)")
        context.close(promise: nil)
    }

    private func fail(_ reason: String) {
        promise?.fail(ServerFault.disconnected(reason))
        promise = nil
    }
}

/// Acknowledges what the server sends at once.
///
/// A server that sends head and body in two writes waits for the acknowledgement of the first before it sends the
/// second, and the system holds that back for 40 ms. The option lasts only until the system has second thoughts.
private final class ImmediateAcknowledgement: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    func flush(context: ChannelHandlerContext) {
        context.flush()
        acknowledgeAtOnce(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        acknowledgeAtOnce(context)
        context.fireChannelRead(data)
    }

    private func acknowledgeAtOnce(_ context: ChannelHandlerContext) {
        #if os(Linux)
            let option = ChannelOptions.Types.SocketOption(
                level: .tcp, name: NIOBSDSocket.Option(rawValue: CInt(TCP_QUICKACK)))
            // A connection that refuses it is slower, not wrong.
            context.channel.setOption(option, value: 1).whenFailure { _ in }
        #endif
    }
}

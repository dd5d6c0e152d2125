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
    private let exchanges = Atomic(0)

    /// A client without connections.
    init(port: Int) {
        self.port = port
    }

    /// Whether the server can take requests: somebody listens on its port, or it answers its health check well.
    func isReady(_ check: LocalFunction.HealthCheck?) async -> Bool {
        guard let check else { return await canConnect() }
        let request = ServerRequest(method: "GET", target: check.target, headers: HTTPHeaders())
        guard let answer = try? await send(request, limit: .seconds(check.timeout)) else { return false }
        return (200..<400).contains(answer.status)
    }

    func canConnect() async -> Bool {
        guard let channel = try? await connect() else { return false }
        try? await channel.close()
        return true
    }

    /// Sends a request and waits for the whole answer.
    func send(_ request: ServerRequest, limit: Duration) async throws(ServerFault) -> ServerResponse {
        do {
            let channel = try await readyChannel()
            let promise = channel.eventLoop.makePromise(of: (ServerResponse, Bool).self)
            write(request, to: channel, limit, .whole(promise))
            let (answer, isKept) = try await promise.futureResult.get()
            if isKept { idle.withLock { $0.append(channel) } }
            return answer
        } catch {
            throw ServerFault(error)
        }
    }

    /// Sends a request and waits for the head of the answer; the rest is taken from the stream.
    ///
    /// The limit holds for the whole answer. A task that is cancelled while it waits ends the request.
    func stream(_ request: ServerRequest, limit: Duration) async throws(ServerFault) -> ServerStream {
        do {
            let channel = try await readyChannel()
            let opened = channel.eventLoop.makePromise(of: ServerStream.self)
            let end = channel.eventLoop.makePromise(of: (ServerResponse, Bool).self)
            let serial = write(request, to: channel, limit, .pieces(opened, end: end))
            end.futureResult.whenSuccess { answer in
                if answer.1 { self.idle.withLock { $0.append(channel) } }
            }
            return try await withTaskCancellationHandler {
                try await opened.futureResult.get()
            } onCancel: {
                ServerStream.Demand(channel: channel, serial: serial).didTerminate()
            }
        } catch {
            throw ServerFault(error)
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

    private func readyChannel() async throws -> any Channel {
        if let kept = takeIdle() { return kept }
        return try await connect()
    }

    /// - Returns: the number of the exchange on its connection.
    @discardableResult
    private func write(
        _ request: ServerRequest, to channel: any Channel, _ limit: Duration, _ receiver: ServerExchange.Receiver
    ) -> Int {
        var headers = NIOHTTP1.HTTPHeaders(request.headers.fields.map { ($0.name, $0.value) })
        if !headers.contains(name: "host") { headers.add(name: "host", value: "127.0.0.1:\(port)") }
        if !request.body.isEmpty || request.method == "POST" || request.method == "PUT" {
            headers.replaceOrAdd(name: "content-length", value: String(request.body.count))
        }
        let head = HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.target, headers: headers)
        let serial = exchanges.wrappingAdd(1, ordering: .relaxed).newValue
        let deadline = NIODeadline.now() + .nanoseconds(limit.nanoseconds)
        let call = ServerExchange.Call(
            head: head, body: request.body, serial: serial, deadline: deadline, receiver: receiver)
        channel.writeAndFlush(call).whenFailure { receiver.fail(ServerFault($0)) }
        return serial
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

import FCCore
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A small HTTP server on loopback for trying the transport: it answers by a function and keeps what it was asked.
final class TestHTTPServer: Sendable {
    /// One request as it arrived.
    struct Request: Sendable {
        var method: String
        var target: String
        var headers: FCCore.HTTPHeaders
        var body: [UInt8]
        /// Which connection it came over, from 1.
        var connection: Int
    }

    /// What the server does about a request.
    enum Reply: Sendable {
        case answer(Int, FCCore.HTTPHeaders = [:], [UInt8] = [])
        /// A chunked answer of these parts.
        case chunks([[UInt8]])
        /// An answer that promises more bytes than it sends, and then closes or stays open.
        case promise(Int, [UInt8], thenClose: Bool)
        /// Nothing at all.
        case silence
        /// The end of the connection.
        case hangUp
    }

    /// What stands before the server proper.
    enum Front: Sendable {
        case none
        /// Nobody: bytes are taken and nothing is said.
        case deaf
        case tls(NIOSSLContext)
        /// A proxy that answers `CONNECT` with this status and then plays the server it was asked for.
        case proxy(status: Int)
    }

    private struct State {
        var requests: [Request] = []
        var tunnels: [Request] = []
        var opened = 0
        var closed = 0
        var waiters: [(condition: @Sendable (TestHTTPServer) -> Bool, continuation: CheckedContinuation<Bool, Never>)] =
            []
    }

    private let handler: @Sendable (Request) -> Reply
    private let front: Front
    private let state = Mutex(State())

    /// Starts a server, runs the body with it and its port, and stops it.
    static func run<Result>(
        _ front: Front = .none, _ handler: @escaping @Sendable (Request) -> Reply,
        body: (TestHTTPServer, Endpoint) async throws -> Result
    ) async throws -> Result {
        let server = TestHTTPServer(front, handler)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { server.prepare($0) }
            .bind(host: "127.0.0.1", port: 0).get()
        let isSecure = if case .tls = front { true } else { false }
        let endpoint = Endpoint(
            scheme: isSecure ? .https : .http, host: "127.0.0.1", port: channel.localAddress?.port)
        do {
            let result = try await body(server, endpoint)
            try await channel.close()
            return result
        } catch {
            try? await channel.close()
            throw error
        }
    }

    private init(_ front: Front, _ handler: @escaping @Sendable (Request) -> Reply) {
        self.front = front
        self.handler = handler
    }

    /// The requests so far.
    var requests: [Request] { state.withLock { $0.requests } }
    /// The `CONNECT` requests so far.
    var tunnels: [Request] { state.withLock { $0.tunnels } }
    /// How many connections were accepted.
    var openedConnections: Int { state.withLock { $0.opened } }
    /// How many connections have ended.
    var closedConnections: Int { state.withLock { $0.closed } }

    /// Waits until a condition of this server holds.
    /// - Returns: false when it did not within 10 s.
    func wait(until condition: @escaping @Sendable (TestHTTPServer) -> Bool) async -> Bool {
        let timer = MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: .seconds(10)) {
            self.settle(isLate: true)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { continuation in
            state.withLock { $0.waiters.append((condition, continuation)) }
            settle()
        }
    }

    private func note(_ change: (inout State) -> Void) {
        state.withLock { change(&$0) }
        settle()
    }

    private func settle(isLate: Bool = false) {
        let waiters = state.withLock { state in
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters {
            if waiter.condition(self) {
                waiter.continuation.resume(returning: true)
            } else if isLate {
                waiter.continuation.resume(returning: false)
            } else {
                state.withLock { $0.waiters.append(waiter) }
            }
        }
    }

    private func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
        let number = state.withLock { state in
            state.opened += 1
            return state.opened
        }
        channel.closeFuture.whenComplete { _ in self.note { $0.closed += 1 } }
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            switch front {
            case .none: try addServer(to: pipeline, number)
            case .deaf: break
            case .tls(let context):
                try pipeline.addHandler(NIOSSLServerHandler(context: context))
                try addServer(to: pipeline, number)
            case .proxy(let status):
                try pipeline.addHandler(
                    ConnectHandler(status: status, note: { tunnel in self.note { $0.tunnels.append(tunnel) } }) {
                        try self.addServer(to: $0, number)
                    })
            }
        }
    }

    private func addServer(to pipeline: ChannelPipeline.SynchronousOperations, _ number: Int) throws {
        try pipeline.configureHTTPServerPipeline(withPipeliningAssistance: false, withErrorHandling: false)
        try pipeline.addHandler(
            ServerHandler(connection: number) { request in
                self.note { $0.requests.append(request) }
                return self.handler(request)
            })
    }
}

/// Collects a request and writes what the server's function says.
private final class ServerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let connection: Int
    private let answer: (TestHTTPServer.Request) -> TestHTTPServer.Reply
    private var request: TestHTTPServer.Request?

    init(connection: Int, answer: @escaping (TestHTTPServer.Request) -> TestHTTPServer.Reply) {
        self.connection = connection
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let headers = FCCore.HTTPHeaders(head.headers.map { (name: $0.name, value: $0.value) })
            request = TestHTTPServer.Request(
                method: head.method.rawValue, target: head.uri, headers: headers, body: [], connection: connection)
        case .body(let buffer): request?.body += Array(buffer.readableBytesView)
        case .end:
            if let request { write(answer(request), context) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func write(_ reply: TestHTTPServer.Reply, _ context: ChannelHandlerContext) {
        switch reply {
        case .silence: break
        case .hangUp: context.close(promise: nil)
        case .answer(let status, var headers, let body):
            if status != 204 { headers.set("content-length", String(body.count)) }
            write(status, headers, [body], context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .chunks(let chunks):
            write(200, [:], chunks, context)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        case .promise(let length, let bytes, let thenClose):
            write(200, ["content-length": String(length)], [bytes], context)
            if thenClose { context.close(promise: nil) }
        }
    }

    private func write(
        _ status: Int, _ headers: FCCore.HTTPHeaders, _ chunks: [[UInt8]], _ context: ChannelHandlerContext
    ) {
        let fields = NIOHTTP1.HTTPHeaders(headers.fields.map { ($0.name, $0.value) })
        let head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status), headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        for chunk in chunks {
            context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: chunk)))), promise: nil)
        }
        context.flush()
    }
}

/// The part of a proxy that is done once a tunnel stands.
private final class ConnectHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let status: Int
    private let note: (TestHTTPServer.Request) -> Void
    private let open: (ChannelPipeline.SynchronousOperations) throws -> Void
    private var received = ""

    init(
        status: Int, note: @escaping (TestHTTPServer.Request) -> Void,
        open: @escaping (ChannelPipeline.SynchronousOperations) throws -> Void
    ) {
        self.status = status
        self.note = note
        self.open = open
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += String(buffer: unwrapInboundIn(data))
        guard received.hasSuffix("\r\n\r\n") else { return }
        let lines = received.split(separator: "\r\n")
        let words = lines[0].split(separator: " ")
        let fields = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let mark = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<mark]), String(line[mark...].drop { $0 == ":" || $0 == " " }))
        }
        note(
            TestHTTPServer.Request(
                method: String(words[0]), target: String(words[1]), headers: FCCore.HTTPHeaders(fields), body: [],
                connection: 0))
        let answer = "HTTP/1.1 \(status) Answer\r\n" + (status == 200 ? "" : "content-length: 0\r\n") + "\r\n"
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        guard status == 200 else { return context.close(promise: nil) }
        do {
            try open(context.pipeline.syncOperations)
        } catch {
            context.close(promise: nil)
        }
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}

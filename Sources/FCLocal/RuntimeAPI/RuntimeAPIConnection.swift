import FCCore
import NIOCore
import NIOHTTP1

/// One connection of a program to the runtime API.
final class RuntimeAPIConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// The longest answer that is taken, in bytes.
    static let bodyLimit = 64 << 20

    private let find: @Sendable (String) -> RuntimeAPISession?
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()
    private var isTooLong = false
    private var waiting: (session: RuntimeAPISession, ticket: Int)?

    /// A connection.
    /// - Parameter find: the session with the secret part of a path.
    init(find: @escaping @Sendable (String) -> RuntimeAPISession?) {
        self.find = find
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // Nobody sends a second request before the first one is answered.
            guard waiting == nil else { return context.close(promise: nil) }
            begin(head, context)
        case .body(let buffer):
            take(buffer)
        case .end:
            guard let head else { return }
            self.head = nil
            respond(to: head, context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let waiting { waiting.session.withdraw(waiting.ticket) }
        waiting = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        self.head = head
        isTooLong = false
        body.clear()
        let length = head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
        if length <= Self.bodyLimit { body.reserveCapacity(length) }
        guard head.headers.first(name: "expect")?.lowercased() == "100-continue" else { return }
        let interim = HTTPResponseHead(version: head.version, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
    }

    private func take(_ buffer: ByteBuffer) {
        guard !isTooLong else { return }
        guard body.readableBytes + buffer.readableBytes <= Self.bodyLimit else {
            isTooLong = true
            body = ByteBuffer()
            return
        }
        body.writeImmutableBuffer(buffer)
    }

    private func respond(to head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard let request = RuntimeAPIRequest(path: head.uri), let session = find(request.key) else {
            return reply(.notFound, "no such path", head, context)
        }
        switch (head.method, request.verb) {
        case (.GET, .next):
            ask(session, head, context)
        case (.POST, .response(let requestID)):
            answer(requestID, session, failed: isTooLong, head, context)
        case (.POST, .error(let requestID)):
            answer(requestID, session, failed: true, head, context)
        case (.POST, .startError):
            let isTaken = session.failStart(RuntimeAPIRequest.reason(in: takeBody()))
            reply(isTaken ? .ok : .badRequest, isTaken ? "" : "the start is over", head, context)
        default:
            reply(.methodNotAllowed, "\(head.method.rawValue) is not what this path is for", head, context)
        }
    }

    /// Waits for the next call and sends it.
    private func ask(_ session: RuntimeAPISession, _ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let promise = context.eventLoop.makePromise(of: RuntimeAPISession.Invocation.self)
        waiting = (session, session.next(promise))
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        promise.futureResult.whenComplete { result in
            let (handler, context) = bound.value
            handler.waiting = nil
            switch result {
            case .success(let invocation): handler.send(invocation, head, context)
            case .failure: context.close(promise: nil)
            }
        }
    }

    private func send(
        _ invocation: RuntimeAPISession.Invocation, _ head: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
        var headers = NIOHTTP1.HTTPHeaders(invocation.headers.fields.map { ($0.name, $0.value) })
        headers.add(name: "content-type", value: "application/octet-stream")
        write(.ok, headers, context.channel.allocator.buffer(bytes: invocation.event), head, context)
    }

    /// Passes an answer on before it says so: what the program writes after that belongs to no call.
    private func answer(
        _ requestID: String, _ session: RuntimeAPISession, failed: Bool, _ head: HTTPRequestHead,
        _ context: ChannelHandlerContext
    ) {
        let isKnown = session.answer(requestID, failed: failed, body: takeBody())
        reply(isKnown ? .ok : .badRequest, isKnown ? "" : "'\(requestID)' is not the current request", head, context)
    }

    /// What was sent, or the error document that stands for it.
    private func takeBody() -> [UInt8] {
        defer { body = ByteBuffer() }
        guard !isTooLong else {
            return JSONWriter.bytes(["errorMessage": .string("the answer is longer than \(Self.bodyLimit) bytes")])
        }
        return Array(body.readableBytesView)
    }

    private func reply(
        _ status: HTTPResponseStatus, _ message: String, _ head: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
        let document: Value = message.isEmpty ? [:] : ["errorMessage": .string(message)]
        let buffer = context.channel.allocator.buffer(bytes: JSONWriter.bytes(document))
        write(status, ["content-type": "application/json"], buffer, head, context)
    }

    private func write(
        _ status: HTTPResponseStatus, _ headers: NIOHTTP1.HTTPHeaders, _ body: ByteBuffer, _ request: HTTPRequestHead,
        _ context: ChannelHandlerContext
    ) {
        var headers = headers
        headers.add(name: "content-length", value: String(body.readableBytes))
        if !request.isKeepAlive { headers.add(name: "connection", value: "close") }
        let head = HTTPResponseHead(version: request.version, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if body.readableBytes > 0 { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        let isKept = request.isKeepAlive
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
            if !isKept { bound.value.close(promise: nil) }
        }
    }
}

internal import NIOCore

/// Asks the proxy for the server and leaves when the way is free.
final class ProxyTunnel: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var handshake: ProxyHandshake
    private let promise: EventLoopPromise<Void>

    init(_ handshake: ProxyHandshake, _ promise: EventLoopPromise<Void>) {
        self.handshake = handshake
        self.promise = promise
    }

    func handlerAdded(context: ChannelHandlerContext) {
        send(handshake.opening, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch handshake.receive(Array(unwrapInboundIn(data).readableBytesView)) {
        case .wait: break
        case .send(let bytes): send(bytes, context)
        case .open: context.pipeline.syncOperations.removeHandler(context: context).cascade(to: promise)
        case .refused(let words): end(TransportError(.proxy(words)), context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(error, context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    }

    private func end(_ error: any Error, _ context: ChannelHandlerContext) {
        promise.fail(error)
        context.close(promise: nil)
    }
}

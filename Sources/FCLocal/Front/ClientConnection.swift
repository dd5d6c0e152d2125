import NIOCore
import Synchronization

/// What has to be known of a client's connection while its request is worked on.
///
/// Small answers are sent at once: two keep-alive peers that both wait for more add 40 ms to every call.
final class ClientConnection: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    private struct State {
        var isGone = false
        var told: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// The one of a channel, nil when the channel is closed already.
    static func of(_ channel: any Channel) async -> ClientConnection? {
        try? await channel.pipeline.handler(type: ClientConnection.self).get()
    }

    /// Says what to do when the client goes away, instead of what was said before; done at once when it has gone.
    func whenGone(_ told: (@Sendable () -> Void)?) {
        let isGone = state.withLock { state in
            state.told = told
            return state.isGone
        }
        if isGone { told?() }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        // A socket without the option is slower, not wrong.
        context.channel.setOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1).whenFailure { _ in }
    }

    /// A client that sends no more while it waits for its answer has gone; it cannot be told from one that listens on.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent { tell() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        tell()
        context.fireChannelInactive()
    }

    private func tell() {
        let told = state.withLock { state in
            state.isGone = true
            return state.told
        }
        told?()
    }
}

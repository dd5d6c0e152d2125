internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import NIOTLS

/// Opens connections: the address, the proxy on the way, the secure handshake, all within the connecting limit.
///
/// All methods belong to the event loop.
final class Connector: Sendable {
    private let configuration: TransportConfiguration
    private let eventLoop: any EventLoop
    /// Made for the first secure connection: reading the system's certificates takes longer than a short call.
    private let context: NIOLoopBoundBox<NIOSSLContext?>

    init(_ configuration: TransportConfiguration, on eventLoop: any EventLoop) {
        self.configuration = configuration
        self.eventLoop = eventLoop
        context = NIOLoopBoundBox.makeBoxSendingValue(nil, eventLoop: eventLoop)
    }

    /// Opens a connection; its channel speaks to the server.
    func connect(_ route: ConnectionRoute) -> EventLoopFuture<any Channel> {
        let context: NIOSSLContext?
        do {
            context = route.endpoint.scheme == .https ? try secureContext() : nil
        } catch {
            return eventLoop.makeFailedFuture(error)
        }
        let limit = TimeAmount(configuration.connectLimit)
        let deadline = NIODeadline.now() + limit
        let opened = open(
            route.proxy?.host ?? route.endpoint.host, route.proxy?.port ?? route.endpoint.effectivePort, limit)
        if context == nil, route.proxy == nil { return opened }
        return opened.flatMap { channel in
            let timer = channel.eventLoop.scheduleTask(deadline: deadline) {
                channel.pipeline.fireErrorCaught(ChannelError.connectTimeout(limit))
                channel.close(promise: nil)
            }
            return self.tunnel(channel, route)
                .flatMap { self.secure(channel, route, context) }
                .map {
                    timer.cancel()
                    return channel
                }
        }
    }

    /// Addresses need no resolver, which has a thread of its own.
    private func open(_ host: String, _ port: Int, _ limit: TimeAmount) -> EventLoopFuture<any Channel> {
        let bootstrap = ClientBootstrap(group: eventLoop).connectTimeout(limit)
        if let address = try? SocketAddress(ipAddress: host, port: port) { return bootstrap.connect(to: address) }
        return bootstrap.connect(host: host, port: port)
    }
}

/// Proxies and TLS.
extension Connector {
    private func tunnel(_ channel: any Channel, _ route: ConnectionRoute) -> EventLoopFuture<Void> {
        guard let proxy = route.proxy else { return channel.eventLoop.makeSucceededVoidFuture() }
        let opened = channel.eventLoop.makePromise(of: Void.self)
        let handshake = ProxyHandshake(proxy, host: route.endpoint.host, port: route.endpoint.effectivePort)
        return added(ProxyTunnel(handshake, opened), to: channel, opened)
    }

    private func secure(
        _ channel: any Channel, _ route: ConnectionRoute, _ context: NIOSSLContext?
    ) -> EventLoopFuture<Void> {
        guard let context else { return channel.eventLoop.makeSucceededVoidFuture() }
        let host = route.endpoint.host
        let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        let secured = channel.eventLoop.makePromise(of: Void.self)
        do {
            let handler = try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : host)
            try channel.pipeline.syncOperations.addHandler(handler)
        } catch {
            channel.close(promise: nil)
            secured.fail(error)
            return secured.futureResult
        }
        return added(SecureHandshake(secured), to: channel, secured)
    }

    private func added(
        _ handler: any ChannelHandler, to channel: any Channel, _ promise: EventLoopPromise<Void>
    ) -> EventLoopFuture<Void> {
        do {
            try channel.pipeline.syncOperations.addHandler(handler)
        } catch {
            promise.fail(error)
        }
        return promise.futureResult
    }

    private func secureContext() throws -> NIOSSLContext {
        if let context = context.value { return context }
        var settings = TLSConfiguration.makeClientConfiguration()
        if let file = configuration.caFile {
            guard let certificates = try? NIOSSLCertificate.fromPEMFile(file), !certificates.isEmpty else {
                throw TransportError(.tls("no certificates can be read from \(file)"))
            }
            settings.trustRoots = .certificates(certificates)
        }
        let made = try NIOSSLContext(configuration: settings)
        context.value = made
        return made
    }
}

/// Waits for the secure handshake and leaves.
private final class SecureHandshake: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = Any

    private let promise: EventLoopPromise<Void>

    init(_ promise: EventLoopPromise<Void>) {
        self.promise = promise
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent {
            context.pipeline.syncOperations.removeHandler(context: context).cascade(to: promise)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        promise.fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(ChannelError.eof)
        context.fireChannelInactive()
    }
}

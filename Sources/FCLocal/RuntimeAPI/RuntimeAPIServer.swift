import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The HTTP server that programs with a runtime of their own fetch their calls from, version 2020-11-11 of the
/// platform's runtime API (docs: fc-runtime-go-sdk).
///
/// One listener on 127.0.0.1 serves every instance. Each has a path of its own that nobody can guess; requests with any
/// other path are refused, so that no other program can take a call or answer it.
final class RuntimeAPIServer: Sendable {
    private struct State {
        var listener: EventLoopFuture<any Channel>?
        var port: Int?
        var sessions: [String: RuntimeAPISession] = [:]
    }

    private let state = Mutex(State())

    /// Listens, unless it does already.
    func start() async throws(ServiceRefusal) {
        let listener = state.withLock { state in
            let listener = state.listener ?? bind()
            state.listener = listener
            return listener
        }
        do {
            let channel = try await listener.get()
            state.withLock { $0.port = channel.localAddress?.port }
        } catch {
            state.withLock { $0.listener = nil }
            throw FunctionRuntime.notStarted("the runtime API cannot listen on 127.0.0.1: \(error)")
        }
    }

    /// Whether it listens.
    var isListening: Bool { state.withLock { $0.port != nil } }

    /// A way for one more instance to ask for its calls; nil while nobody listens.
    func open() -> RuntimeAPISession? {
        state.withLock { state in
            guard let port = state.port else { return nil }
            let key = Identifiers.random(32)
            let session = RuntimeAPISession(key: key, address: "127.0.0.1:\(port)/i/\(key)")
            state.sessions[key] = session
            return session
        }
    }

    /// Forgets an instance that is gone.
    func close(_ session: RuntimeAPISession) {
        state.withLock { $0.sessions[session.key] = nil }
        session.close()
    }

    /// Stops listening; the instances must be gone.
    func stop() async {
        let listener = state.withLock { state in
            defer { state.listener = nil }
            state.port = nil
            return state.listener
        }
        // It fails only when there is no listener any more.
        try? await listener?.get().close()
    }

    deinit {
        state.withLock { state in
            state.listener?.whenSuccess { $0.close(promise: nil) }
        }
    }

    private func bind() -> EventLoopFuture<any Channel> {
        ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelOption(ChannelOptions.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withPipeliningAssistance: false)
                    try channel.pipeline.syncOperations.addHandler(
                        RuntimeAPIConnection { [weak self] key in self?.session(key) })
                }
            }
            .bind(host: "127.0.0.1", port: 0)
    }

    private func session(_ key: String) -> RuntimeAPISession? { state.withLock { $0.sessions[key] } }
}

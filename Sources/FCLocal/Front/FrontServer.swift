import FCCore
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The HTTP server in front of a router, on the loopback addresses only.
final class FrontServer: Sendable {
    /// The port on both addresses.
    let port: Int
    private let listeners: [Listener]

    /// One address that is listened on.
    private struct Listener {
        var task: Task<Void, Never>
        var channel: any Channel
        var port: Int
    }

    /// Starts listening on 127.0.0.1 and, where there is one, on ::1 with the same port.
    /// - Parameter port: 0 takes a free one.
    /// - Throws: ``LocalEndpointError`` when 127.0.0.1 cannot be listened on.
    static func start(port: Int, router: Router) async throws(LocalEndpointError) -> FrontServer {
        guard (0...65535).contains(port) else {
            throw .portUnavailable(port: port, reason: "ports go up to 65535")
        }
        let first = try await listen("127.0.0.1", port, router)
        // Machines without IPv6 are common, and so are ports that only one of the two addresses has free.
        let second = try? await listen("::1", first.port, router)
        return FrontServer(listeners: [first] + (second.map { [$0] } ?? []), port: first.port)
    }

    private init(listeners: [Listener], port: Int) {
        self.port = port
        self.listeners = listeners
    }

    /// Stops listening and closes every connection.
    func stop() async {
        for listener in listeners {
            // It fails only when the channel is closed already.
            try? await listener.channel.close()
            listener.task.cancel()
        }
        for listener in listeners { await listener.task.value }
    }

    private static func listen(
        _ host: String, _ port: Int, _ router: Router
    ) async throws(LocalEndpointError) -> Listener {
        let (started, announce) = AsyncStream<Result<any Channel, LocalEndpointError>>.makeStream()
        let channel = HTTP1Channel(
            responder: { request, writer, channel in try await respond(to: request, writer, channel, router) },
            configuration: .init(additionalChannelHandlers: [ClientConnection()]))
        let server = channel.server(
            configuration: ServerConfiguration(address: .hostname(host, port: port), reuseAddress: true),
            onServerRunning: { channel in announce.yield(.success(channel)) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "fcsh.local") { _ in SwiftLogNoOpLogHandler() })
        let task = Task {
            do {
                try await server.run()
            } catch {
                announce.yield(.failure(.portUnavailable(port: port, reason: reason(error))))
            }
            announce.finish()
        }
        for await result in started {
            let channel = try result.get()
            return Listener(task: task, channel: channel, port: channel.localAddress?.port ?? port)
        }
        throw .serverFailed(reason: "the server ended at once")
    }

    /// Why a port cannot be had, in the words of the system where it has any.
    private static func reason(_ error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode))
    }

    @concurrent private static func respond(
        to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel, _ router: Router
    ) async throws {
        if request.headers[.expect]?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        var front = frontRequest(request)
        guard let body = try await body(of: request) else {
            return try await send(router.replyToOversized(front), to: front, writer, router)
        }
        front.body = body
        // Only a function's own server can tell how long its answer is going to be; whoever asked may lose patience.
        let client = router.triggerCall(of: front) == nil ? nil : await ClientConnection.of(channel)
        guard let client else {
            return try await send(await router.respond(to: front), to: front, writer, router)
        }
        let asked = front
        let answering = Task { await router.respond(to: asked) }
        client.whenGone { answering.cancel() }
        let reply = await answering.value
        if let stream = reply.stream { client.whenGone { stream.cancel() } }
        defer { client.whenGone(nil) }
        try await send(reply, to: asked, writer, router)
    }

    @concurrent private static func send(
        _ reply: FrontReply, to request: FrontRequest, _ writer: consuming ResponseWriter, _ router: Router
    ) async throws {
        var fields = HTTPFields()
        for field in reply.headers.fields {
            guard let name = HTTPField.Name(field.name) else { continue }
            fields.append(HTTPField(name: name, value: field.value))
        }
        fields[.date] = HTTPDate.text(milliseconds: router.configuration.now())
        // A 204 has no body and must not tell the length of one (RFC 9110, 8.6).
        if reply.stream == nil, reply.status != 204 { fields[.contentLength] = String(reply.body.count) }
        guard let stream = reply.stream, request.method != "HEAD" else {
            // The answer to HEAD has no body, so it cannot come in chunks either.
            if fields[.contentLength] == nil, reply.status != 204 { fields[.contentLength] = "0" }
            let head = HTTPResponse(status: .init(code: reply.status), headerFields: fields)
            return try await writer.write(
                response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: reply.body)))
        }
        try await send(stream, HTTPResponse(status: .init(code: reply.status), headerFields: fields), writer)
    }

    /// Passes a body on as it comes. An answer that breaks off in the middle ends the connection: only so does its
    /// reader learn of it.
    @concurrent private static func send(
        _ stream: ServerStream, _ head: HTTPTypes.HTTPResponse, _ writer: consuming ResponseWriter
    ) async throws {
        do {
            var body = try await writer.writeHead(head)
            for try await piece in stream.pieces { try await body.write(piece) }
            try await body.finish(nil)
        } catch {
            stream.cancel()
            throw error
        }
    }

    /// The whole body, nil when it is longer than the platform takes.
    private static func body(of request: Request) async throws -> [UInt8]? {
        do {
            let buffer = try await request.body.collect(upTo: Router.bodyLimit)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError {
            return nil
        }
    }

    private static func frontRequest(_ request: Request) -> FrontRequest {
        var headers = HTTPHeaders()
        if let authority = request.head.authority { headers.add("host", authority) }
        for field in request.headers { headers.add(field.name.rawName, field.value) }
        let target = request.head.path ?? "/"
        let mark = target.firstIndex(of: "?") ?? target.endIndex
        return FrontRequest(
            method: request.method.rawValue, rawPath: String(target[..<mark]),
            rawQuery: String(target[mark...].dropFirst()), headers: headers)
    }
}

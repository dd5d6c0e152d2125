internal import NIOCore
internal import NIOHTTP1

/// The connections of one transport: those that wait for work and the requests that are under way.
///
/// Everything happens on one event loop, so there are no locks; ``start(_:deadline:)``, ``cancel(_:)`` and
/// ``shutdown()`` may be called from anywhere.
final class ConnectionPool: Sendable {
    /// A request under way.
    private struct Active {
        var exchange: HTTPExchange
        var connection: HTTPConnection?
        var deadline: Scheduled<Void>?
    }

    private struct State {
        var active: [ObjectIdentifier: Active] = [:]
        var idle: [ConnectionRoute: [HTTPConnection]] = [:]
        /// Connections that are open or being opened.
        var count: [ConnectionRoute: Int] = [:]
        /// Requests that wait because there are as many connections as may be.
        var waiting: [ConnectionRoute: CircularBuffer<HTTPExchange>] = [:]
        var isShutDown = false
    }

    private let configuration: TransportConfiguration
    private let eventLoop: any EventLoop
    private let connector: Connector
    private let box: NIOLoopBoundBox<State>

    init(_ configuration: TransportConfiguration, on eventLoop: any EventLoop) {
        self.configuration = configuration
        self.eventLoop = eventLoop
        connector = Connector(configuration, on: eventLoop)
        box = NIOLoopBoundBox.makeBoxSendingValue(State(), eventLoop: eventLoop)
    }

    /// Sends a request over a connection that is open already, or over a new one.
    func start(_ exchange: HTTPExchange, deadline: NIODeadline?) {
        eventLoop.execute { self.begin(exchange, deadline) }
    }

    /// Ends a request early.
    func cancel(_ exchange: HTTPExchange) {
        eventLoop.execute { self.fail(exchange, .cancelled) }
    }

    /// Ends every request and closes every connection.
    func shutdown() {
        eventLoop.execute {
            self.box.value.isShutDown = true
            for active in self.box.value.active.values { self.fail(active.exchange, .cancelled) }
            for connection in self.box.value.idle.values.flatMap(\.self) { connection.close() }
        }
    }
}

/// The requests.
extension ConnectionPool {
    private func begin(_ exchange: HTTPExchange, _ deadline: NIODeadline?) {
        var active = Active(exchange: exchange)
        if let deadline {
            active.deadline = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
                self.fail(exchange, .deadlineExceeded)
            }
        }
        box.value.active[ObjectIdentifier(exchange)] = active
        if box.value.isShutDown { return fail(exchange, .cancelled) }
        if let deadline, deadline <= .now() { return fail(exchange, .deadlineExceeded) }
        if let connection = takeIdle(exchange.route) { return run(exchange, over: connection) }
        guard box.value.count[exchange.route, default: 0] < configuration.connectionsPerHost else {
            box.value.waiting[exchange.route, default: []].append(exchange)
            return
        }
        connect(for: exchange)
    }

    private func run(_ exchange: HTTPExchange, over connection: HTTPConnection) {
        box.value.active[ObjectIdentifier(exchange)]?.connection = connection
        connection.begin(exchange)
    }

    private func fail(_ exchange: HTTPExchange, _ fact: TransportError.Fact) {
        guard let active = box.value.active[ObjectIdentifier(exchange)] else { return }
        let error = TransportError(fact)
        if let connection = active.connection {
            connection.abort(error)
        } else {
            end(exchange, .failure(exchange.failure(error)))
        }
    }

    private func end(_ exchange: HTTPExchange, _ result: Result<Void, TransportError>) {
        guard let active = box.value.active.removeValue(forKey: ObjectIdentifier(exchange)) else { return }
        active.deadline?.cancel()
        exchange.relay.ended(result)
    }

    private func isWanted(_ exchange: HTTPExchange) -> Bool {
        box.value.active[ObjectIdentifier(exchange)] != nil
    }
}

/// The connections.
extension ConnectionPool {
    private func connect(for exchange: HTTPExchange) {
        let route = exchange.route
        box.value.count[route, default: 0] += 1
        connector.connect(route).whenComplete { result in
            do {
                let connection = try self.connection(over: try result.get(), route)
                // Whoever asked may have given up; the connection then serves the next one.
                if self.isWanted(exchange) {
                    self.run(exchange, over: connection)
                } else {
                    self.becameIdle(connection)
                }
            } catch {
                self.end(exchange, .failure(exchange.failure(error)))
                self.released(route)
            }
        }
    }

    private func connection(over channel: any Channel, _ route: ConnectionRoute) throws -> HTTPConnection {
        guard channel.isActive else { throw ChannelError.eof }
        let connection = HTTPConnection(
            route,
            HTTPConnection.Reports(
                ended: { self.end($0, $1) }, idle: { self.becameIdle($0) }, closed: { self.closed($0) }))
        try channel.pipeline.syncOperations.addHandlers([
            HTTPRequestEncoder(), ByteToMessageHandler(HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes)),
            connection,
        ])
        return connection
    }

    /// An open connection that has not been unused for too long. Time that the machine slept counts.
    private func takeIdle(_ route: ConnectionRoute) -> HTTPConnection? {
        while let connection = box.value.idle[route]?.popLast() {
            if connection.isOpen, connection.lastUsed.duration(to: .now) < configuration.idleLimit { return connection }
            connection.close()
        }
        return nil
    }

    private func becameIdle(_ connection: HTTPConnection) {
        if box.value.isShutDown { return connection.close() }
        if let next = takeWaiting(connection.route) { return run(next, over: connection) }
        box.value.idle[connection.route, default: []].append(connection)
        let lastUsed = connection.lastUsed
        eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(configuration.idleLimit)) { [weak connection] in
            if let connection, connection.isIdle, connection.lastUsed == lastUsed { connection.close() }
        }
    }

    private func closed(_ connection: HTTPConnection) {
        box.value.idle[connection.route]?.removeAll { $0 === connection }
        released(connection.route)
    }

    /// There is room for one connection more.
    private func released(_ route: ConnectionRoute) {
        box.value.count[route, default: 1] -= 1
        if let next = takeWaiting(route) { connect(for: next) }
    }

    private func takeWaiting(_ route: ConnectionRoute) -> HTTPExchange? {
        while let exchange = box.value.waiting[route]?.popFirst() {
            if isWanted(exchange) { return exchange }
        }
        return nil
    }
}

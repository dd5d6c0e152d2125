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

    /// The connections of one way. There are few ways: they lie in a row and not in a hash table.
    private struct Way {
        let route: ConnectionRoute
        var idle: [HTTPConnection] = []
        /// Connections that are open or being opened.
        var count = 0
        /// Requests that wait because there are as many connections as may be.
        var waiting: CircularBuffer<HTTPExchange> = []
    }

    private struct State {
        var active: [Active] = []
        var ways: [Way] = []
        /// Whether somebody will look for connections that have been idle for too long.
        var isWatched = false
        var isShutDown = false

        func place(of exchange: HTTPExchange) -> Int? {
            active.firstIndex { $0.exchange === exchange }
        }

        /// The place of a way, which is noted when it is new.
        mutating func place(of route: ConnectionRoute) -> Int {
            if let place = ways.firstIndex(where: { $0.route == route }) { return place }
            ways.append(Way(route: route))
            return ways.count - 1
        }
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
            for active in self.box.value.active { self.fail(active.exchange, .cancelled) }
            for way in self.box.value.ways { way.idle.forEach { $0.close() } }
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
        box.value.active.append(active)
        if box.value.isShutDown { return fail(exchange, .cancelled) }
        if let deadline, deadline <= .now() { return fail(exchange, .deadlineExceeded) }
        if let connection = takeIdle(exchange.route) { return run(exchange, over: connection) }
        let way = box.value.place(of: exchange.route)
        guard box.value.ways[way].count < configuration.connectionsPerHost else {
            box.value.ways[way].waiting.append(exchange)
            return
        }
        connect(for: exchange)
    }

    private func run(_ exchange: HTTPExchange, over connection: HTTPConnection) {
        if let place = box.value.place(of: exchange) { box.value.active[place].connection = connection }
        connection.begin(exchange)
    }

    private func fail(_ exchange: HTTPExchange, _ fact: TransportError.Fact) {
        guard let place = box.value.place(of: exchange) else { return }
        let error = TransportError(fact)
        if let connection = box.value.active[place].connection {
            connection.abort(error)
        } else {
            end(exchange, .failure(exchange.failure(error)))
        }
    }

    private func end(_ exchange: HTTPExchange, _ result: Result<Void, TransportError>) {
        guard let place = box.value.place(of: exchange) else { return }
        box.value.active.swapAt(place, box.value.active.count - 1)
        box.value.active.removeLast().deadline?.cancel()
        exchange.relay.ended(result)
    }

    private func isWanted(_ exchange: HTTPExchange) -> Bool {
        box.value.place(of: exchange) != nil
    }
}

/// The connections.
extension ConnectionPool {
    private func connect(for exchange: HTTPExchange) {
        let route = exchange.route
        box.value.ways[box.value.place(of: route)].count += 1
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
        let way = box.value.place(of: route)
        while let connection = box.value.ways[way].idle.popLast() {
            if connection.isOpen, connection.lastUsed.duration(to: .now) < configuration.idleLimit { return connection }
            connection.close()
        }
        return nil
    }

    private func becameIdle(_ connection: HTTPConnection) {
        if box.value.isShutDown { return connection.close() }
        if let next = takeWaiting(connection.route) { return run(next, over: connection) }
        box.value.ways[box.value.place(of: connection.route)].idle.append(connection)
        if !box.value.isWatched { closeIdle(in: configuration.idleLimit) }
    }

    /// Closes what will have been idle for too long. One timer looks after all connections: one for each request would
    /// still be there long after it.
    private func closeIdle(in time: Duration) {
        box.value.isWatched = true
        eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(time)) { [weak self] in self?.closeIdle() }
    }

    private func closeIdle() {
        box.value.isWatched = false
        let now = ContinuousClock.now
        var next: Duration?
        for connection in box.value.ways.flatMap(\.idle) {
            let left = configuration.idleLimit - connection.lastUsed.duration(to: now)
            if left <= .zero { connection.close() } else { next = min(next ?? left, left) }
        }
        if let next { closeIdle(in: next) }
    }

    private func closed(_ connection: HTTPConnection) {
        box.value.ways[box.value.place(of: connection.route)].idle.removeAll { $0 === connection }
        released(connection.route)
    }

    /// There is room for one connection more.
    private func released(_ route: ConnectionRoute) {
        box.value.ways[box.value.place(of: route)].count -= 1
        if let next = takeWaiting(route) { connect(for: next) }
    }

    private func takeWaiting(_ route: ConnectionRoute) -> HTTPExchange? {
        let way = box.value.place(of: route)
        while let exchange = box.value.ways[way].waiting.popFirst() {
            if isWanted(exchange) { return exchange }
        }
        return nil
    }
}

internal import NIOCore
internal import Synchronization

/// Carries one answer from the event loop that receives it to the task that reads it.
///
/// The event loop reports head, parts, end or failure; the task waits for the head first and for parts after it. Parts
/// that arrive faster than they are read are held back at the sender once 1 MB waits here. The state is behind one
/// lock; continuations and promises are fulfilled outside it.
final class ResponseRelay: Sendable {
    /// The head of an answer.
    struct Head: Sendable {
        var status: Int
        var headers: HTTPHeaders
    }

    private typealias PartWaiter = CheckedContinuation<Result<[UInt8]?, TransportError>, Never>

    private struct State {
        var requestSent: Bool? = false
        var requestSentAt: ContinuousClock.Instant?
        var head: Head?
        var parts: [[UInt8]] = []
        var waitingBytes = 0
        var end: Result<Void, TransportError>?
        var headWaiter: CheckedContinuation<Result<Head, TransportError>, Never>?
        var partWaiter: PartWaiter?
        var heldBack: EventLoopPromise<Void>?
        var cancel: (@Sendable () -> Void)?
        var isCancelled = false
    }

    private static let highWater = 1 << 20

    private let state = Mutex(State())

    /// Whether the request has gone out: false before its first byte, nil in between, true after its last.
    var requestSent: Bool? { state.withLock { $0.requestSent } }

    /// When the last byte of the request had been written.
    var requestSentAt: ContinuousClock.Instant? { state.withLock { $0.requestSentAt } }
}

/// What the task does.
extension ResponseRelay {
    /// Says how to end the request early; done at once when that has been asked for already.
    func onCancel(_ action: @escaping @Sendable () -> Void) {
        let isCancelled = state.withLock { state in
            if state.end == nil { state.cancel = action }
            return state.isCancelled
        }
        if isCancelled { action() }
    }

    /// Ends the request early. Nothing happens when the answer is complete.
    func cancel() {
        let action = state.withLock { state in
            state.isCancelled = true
            return state.cancel
        }
        action?()
    }

    /// Waits for the head of the answer.
    func head() async throws(TransportError) -> Head {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: Result<Head, TransportError>? = state.withLock { state in
                    if let head = state.head { return .success(head) }
                    if case .failure(let error) = state.end { return .failure(error) }
                    state.headWaiter = continuation
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    /// Waits for the next part of the body; nil at its end.
    func part() async throws(TransportError) -> [UInt8]? {
        if let known = takeKnown() { return try known.get() }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known = takeKnown { $0.partWaiter = continuation }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }

    /// The next part or the end when either is here already; otherwise lets the caller note that it waits.
    private func takeKnown(
        else wait: (inout State) -> Void = { _ in }
    ) -> Result<[UInt8]?, TransportError>? {
        let (known, promise) = state.withLock { state -> (Result<[UInt8]?, TransportError>?, EventLoopPromise<Void>?) in
            if !state.parts.isEmpty {
                let part = state.parts.removeFirst()
                state.waitingBytes -= part.count
                guard state.waitingBytes < Self.highWater else { return (.success(part), nil) }
                defer { state.heldBack = nil }
                return (.success(part), state.heldBack)
            }
            if let end = state.end { return (end.map { nil }, nil) }
            wait(&state)
            return (nil, nil)
        }
        promise?.succeed()
        return known
    }
}

/// What the event loop reports.
extension ResponseRelay {
    /// The first byte of the request has been written.
    func requestBegan() {
        state.withLock { $0.requestSent = nil }
    }

    /// The last byte of the request has been written.
    func requestEnded() {
        state.withLock { state in
            state.requestSent = true
            state.requestSentAt = .now
        }
    }

    /// The head of the answer is here.
    func received(_ head: Head) {
        let waiter = state.withLock { state in
            state.head = head
            defer { state.headWaiter = nil }
            return state.headWaiter
        }
        waiter?.resume(returning: .success(head))
    }

    /// A part of the body is here.
    /// - Returns: when the sender may go on; nil for at once.
    func received(_ part: [UInt8], on eventLoop: any EventLoop) -> EventLoopFuture<Void>? {
        let (waiter, promise) = state.withLock { state -> (PartWaiter?, EventLoopPromise<Void>?) in
            if let waiter = state.partWaiter {
                state.partWaiter = nil
                return (waiter, nil)
            }
            state.parts.append(part)
            state.waitingBytes += part.count
            guard state.waitingBytes >= Self.highWater else { return (nil, nil) }
            let promise = eventLoop.makePromise(of: Void.self)
            state.heldBack = promise
            return (nil, promise)
        }
        waiter?.resume(returning: .success(part))
        return promise?.futureResult
    }

    /// The answer is complete, or there will be no more of it. Only the first report counts.
    func ended(_ report: Result<Void, TransportError>) {
        let (head, part, promise, end) = state.withLock { state in
            let headIsMissing = state.head == nil
            let end = state.end ?? (headIsMissing ? report.flatMap { .failure(Self.answerWithoutHead) } : report)
            state.end = end
            defer { (state.headWaiter, state.partWaiter, state.heldBack, state.cancel) = (nil, nil, nil, nil) }
            return (state.headWaiter, state.partWaiter, state.heldBack, end)
        }
        promise?.succeed()
        part?.resume(returning: end.map { nil })
        if case .failure(let error) = end { head?.resume(returning: .failure(error)) }
    }

    private static let answerWithoutHead = TransportError(.connectionClosed(requestSent: true))
}

/// The body of an answer that is on its way. When nobody holds it any more, the request is ended.
final class RelayedBody: AsyncSequence, Sendable {
    typealias Element = [UInt8]
    typealias Failure = TransportError

    private let relay: ResponseRelay

    init(_ relay: ResponseRelay) {
        self.relay = relay
    }

    deinit { relay.cancel() }

    func makeAsyncIterator() -> Iterator { Iterator(body: self) }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate let body: RelayedBody

        mutating func next() async throws(TransportError) -> [UInt8]? { try await body.relay.part() }

        mutating func next(isolation actor: isolated (any Actor)?) async throws(TransportError) -> [UInt8]? {
            try await body.relay.part()
        }
    }
}

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

    private enum Ending {
        case complete
        case failed(TransportError)
    }

    private struct State {
        var requestSent: Bool? = false
        var requestSentAt: ContinuousClock.Instant?
        var head: Head?
        var parts: [[UInt8]] = []
        var waitingBytes = 0
        var end: Ending?
        /// The task, while it waits for news.
        var waiter: CheckedContinuation<Void, Never>?
        var heldBack: EventLoopPromise<Void>?
        var cancel: (@Sendable () -> Void)?
        var isCancelled = false

        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            defer { waiter = nil }
            return waiter
        }
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
        while true {
            let (head, end) = state.withLock { ($0.head, $0.end) }
            if let head { return head }
            if case .failed(let error) = end { throw error }
            await news { $0.head != nil || $0.end != nil }
        }
    }

    /// Waits for the next part of the body; nil at its end.
    func part() async throws(TransportError) -> [UInt8]? {
        while true {
            let (part, end) = takePart()
            if let part { return part }
            switch end {
            case .complete: return nil
            case .failed(let error): throw error
            case nil: await news { !$0.parts.isEmpty || $0.end != nil }
            }
        }
    }

    /// Waits for a report unless what it would tell is here already.
    private func news(_ isHere: @Sendable (State) -> Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isKnown = state.withLock { state in
                    if isHere(state) { return true }
                    state.waiter = continuation
                    return false
                }
                if isKnown { continuation.resume() }
            }
        } onCancel: {
            cancel()
        }
    }

    /// The next part, or how the answer has ended when there is none.
    private func takePart() -> ([UInt8]?, Ending?) {
        let (part, end, promise) = state.withLock { state -> ([UInt8]?, Ending?, EventLoopPromise<Void>?) in
            guard !state.parts.isEmpty else { return (nil, state.end, nil) }
            let part = state.parts.removeFirst()
            state.waitingBytes -= part.count
            guard state.waitingBytes < Self.highWater else { return (part, nil, nil) }
            defer { state.heldBack = nil }
            return (part, nil, state.heldBack)
        }
        promise?.succeed()
        return (part, end)
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
            return state.takeWaiter()
        }
        waiter?.resume()
    }

    /// A part of the body is here.
    /// - Returns: when the sender may go on; nil for at once.
    func received(_ part: [UInt8], on eventLoop: any EventLoop) -> EventLoopFuture<Void>? {
        let (waiter, promise) = state.withLock { state in
            state.parts.append(part)
            state.waitingBytes += part.count
            let waiter = state.takeWaiter()
            if waiter == nil, state.heldBack == nil, state.waitingBytes >= Self.highWater {
                state.heldBack = eventLoop.makePromise(of: Void.self)
            }
            return (waiter, state.heldBack)
        }
        waiter?.resume()
        return promise?.futureResult
    }

    /// The answer is complete, or there will be no more of it. Only the first report counts.
    func ended(_ report: Result<Void, TransportError>) {
        let (waiter, promise) = state.withLock { state in
            if state.end == nil {
                switch report {
                case .success: state.end = state.head == nil ? .failed(Self.answerWithoutHead) : .complete
                case .failure(let error): state.end = .failed(error)
                }
            }
            defer { (state.heldBack, state.cancel) = (nil, nil) }
            return (state.takeWaiter(), state.heldBack)
        }
        promise?.succeed()
        waiter?.resume()
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

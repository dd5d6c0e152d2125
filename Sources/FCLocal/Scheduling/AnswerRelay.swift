import Synchronization

/// Hands the answer of a custom runtime's server to whoever asked, while the call goes on.
final class AnswerRelay: Sendable {
    /// What is heard first of a call.
    enum Start: Sendable {
        /// The server has begun to answer.
        case opened(ServerStream, instanceID: String)
        /// It is over without such a beginning.
        case ended(CallOutcome)
    }

    private struct State {
        var start: Start?
        var waiter: CheckedContinuation<Start, Never>?
        var isCancelled = false
        var stop: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// A relay for one call.
    init() {}

    /// Waits until the server begins to answer, or until it is clear that it will not.
    func start() async -> Start {
        await withCheckedContinuation { waiter in
            let start = state.withLock { state -> Start? in
                if state.start == nil { state.waiter = waiter }
                return state.start
            }
            if let start { waiter.resume(returning: start) }
        }
    }

    /// The server has begun to answer.
    func open(_ stream: ServerStream, instanceID: String) { tell(.opened(stream, instanceID: instanceID)) }

    /// The call is over; that is no news once the server has begun to answer.
    func finish(_ outcome: CallOutcome) { tell(.ended(outcome)) }

    /// Nobody wants the answer any more.
    func cancel() {
        let stop = state.withLock { state in
            state.isCancelled = true
            return state.stop
        }
        stop?()
    }

    /// Says what ends the exchange with the server; done at once when nobody wants the answer any more.
    func whenCancelled(_ stop: @escaping @Sendable () -> Void) {
        let isCancelled = state.withLock { state in
            state.stop = stop
            return state.isCancelled
        }
        if isCancelled { stop() }
    }

    private func tell(_ start: Start) {
        let waiter = state.withLock { state -> CheckedContinuation<Start, Never>? in
            guard state.start == nil else { return nil }
            state.start = start
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume(returning: start)
    }
}

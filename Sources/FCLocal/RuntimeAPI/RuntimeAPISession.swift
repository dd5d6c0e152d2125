import FCCore
import NIOCore
import Synchronization

/// One instance's side of the runtime API: the calls that wait for it and the answers that it owes.
///
/// A program may ask for its next call before it has answered the one it has; it gets one at a time all the same,
/// because calls are only offered to an instance that is free.
final class RuntimeAPISession: Sendable {
    /// A call on its way to the program.
    struct Invocation: Sendable {
        var requestID: String
        /// Everything the program is told about the call.
        var headers: FCCore.HTTPHeaders
        var event: [UInt8]
    }

    /// What a program has made known.
    enum Report: Sendable {
        /// It has asked for a call for the first time.
        case ready
        /// It cannot start, in its own words.
        case startFailed(String)
        /// It has answered a call.
        case answered(requestID: String, failed: Bool, body: [UInt8])
    }

    private struct State {
        var waiting: [(ticket: Int, promise: EventLoopPromise<Invocation>)] = []
        var nextTicket = 0
        var offered: Invocation?
        var openCall: String?
        var isReady = false
        var startFault: String?
        var isClosed = false
        var tell: (@Sendable (Report) -> Void)?
    }

    /// The program asked and nobody will answer any more.
    struct Closed: Error {}

    /// The secret part of its path.
    let key: String
    /// What the program finds in `FC_RUNTIME_API`: host, port and the secret path, without a scheme.
    let address: String
    private let state = Mutex(State())

    init(key: String, address: String) {
        self.key = key
        self.address = address
    }

    /// How many questions for a call wait.
    var questions: Int { state.withLock { $0.waiting.count } }

    /// Tells what the program makes known, beginning with what it has said already.
    func listen(_ tell: @escaping @Sendable (Report) -> Void) {
        let (isReady, fault) = state.withLock { state in
            state.tell = tell
            return (state.isReady, state.startFault)
        }
        if let fault { return tell(.startFailed(fault)) }
        if isReady { tell(.ready) }
    }

    /// Hands a call to the program, as soon as it asks for one.
    func offer(_ invocation: Invocation) {
        let promise = state.withLock { state -> EventLoopPromise<Invocation>? in
            state.openCall = invocation.requestID
            guard !state.waiting.isEmpty else {
                state.offered = invocation
                return nil
            }
            return state.waiting.removeFirst().promise
        }
        promise?.succeed(invocation)
    }

    /// The program asks for its next call.
    /// - Returns: a number to withdraw the question with.
    func next(_ promise: EventLoopPromise<Invocation>) -> Int {
        let (ticket, offered, isNews, isClosed) = state.withLock { state in
            let offered = state.offered
            state.offered = nil
            let isNews = !state.isReady
            state.isReady = true
            state.nextTicket += 1
            if offered == nil, !state.isClosed { state.waiting.append((state.nextTicket, promise)) }
            return (state.nextTicket, offered, isNews ? state.tell : nil, state.isClosed)
        }
        if let offered {
            promise.succeed(offered)
        } else if isClosed {
            promise.fail(Closed())
        }
        isNews?(.ready)
        return ticket
    }

    /// The program has hung up while it waited.
    func withdraw(_ ticket: Int) {
        let promise = state.withLock { state -> EventLoopPromise<Invocation>? in
            guard let place = state.waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            return state.waiting.remove(at: place).promise
        }
        promise?.fail(Closed())
    }

    /// The program answers a call.
    /// - Returns: whether that was the call it has.
    func answer(_ requestID: String, failed: Bool, body: [UInt8]) -> Bool {
        let tell = state.withLock { state -> (@Sendable (Report) -> Void)? in
            guard state.openCall == requestID, state.offered == nil else { return nil }
            state.openCall = nil
            return state.tell
        }
        tell?(.answered(requestID: requestID, failed: failed, body: body))
        return tell != nil
    }

    /// The program says that it cannot start.
    /// - Returns: whether it may still say so.
    func failStart(_ text: String) -> Bool {
        let (isEarly, tell) = state.withLock { state in
            let isEarly = !state.isReady && !state.isClosed
            if isEarly { state.startFault = text }
            return (isEarly, state.tell)
        }
        if isEarly { tell?(.startFailed(text)) }
        return isEarly
    }

    /// Ends it: whoever waits is let go.
    func close() {
        let waiting = state.withLock { state in
            defer {
                state = State()
                state.isClosed = true
            }
            return state.waiting
        }
        for entry in waiting { entry.promise.fail(Closed()) }
    }
}

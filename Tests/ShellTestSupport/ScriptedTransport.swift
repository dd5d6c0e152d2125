package import FCCore
import Synchronization

/// A network that answers as a test says and keeps what was sent.
package final class ScriptedTransport: Transport {
    /// Answers one request.
    package typealias Answer = @Sendable (HTTPRequest) async throws(TransportError) -> HTTPResponse

    private let answer: Answer
    private let log = Mutex<[HTTPRequest]>([])

    package init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// Answers everything alike.
    package convenience init(
        status: Int = 200, headers: HTTPHeaders = HTTPHeaders(), body: String = ""
    ) {
        self.init { _ throws(TransportError) in
            HTTPResponse(status: status, headers: headers, body: ResponseBody(Array(body.utf8)))
        }
    }

    /// Everything that was sent, in order.
    package var requests: [HTTPRequest] { log.withLock { $0 } }

    /// The invocations among it.
    package var invocations: [HTTPRequest] { requests.filter { $0.method == "POST" } }

    package func send(
        _ request: HTTPRequest, deadline: ContinuousClock.Instant?
    ) async throws(TransportError) -> HTTPResponse {
        log.withLock { $0.append(request) }
        return try await answer(request)
    }

    package func shutdown() async {}

    /// Waits until the task is cancelled, as a function that never answers makes a caller wait.
    package static func untilCancelled() async throws(TransportError) -> HTTPResponse {
        try? await Task.sleep(for: .seconds(600))
        throw TransportError(.cancelled)
    }
}

/// A moment that one task reaches and others wait for.
package final class Signal: Sendable {
    private let state = Mutex<(isSet: Bool, waiters: [CheckedContinuation<Void, Never>])>((false, []))

    package init() {}

    /// Lets everyone go on.
    package func set() {
        let waiters = state.withLock { state in
            state.isSet = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Waits for the moment.
    package func wait() async {
        await withCheckedContinuation { continuation in
            let isSet = state.withLock { state in
                if !state.isSet { state.waiters.append(continuation) }
                return state.isSet
            }
            if isSet { continuation.resume() }
        }
    }
}

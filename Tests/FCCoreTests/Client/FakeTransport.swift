import FCCore
import Synchronization

/// Answers from a list and keeps what was sent.
final class FakeTransport: Transport {
    private let state: Mutex<(answers: [Result<HTTPResponse, TransportError>], requests: [HTTPRequest])>

    init(_ answers: Result<HTTPResponse, TransportError>...) {
        state = Mutex((answers, []))
    }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    func send(_ request: HTTPRequest, deadline: ContinuousClock.Instant?) async throws(TransportError) -> HTTPResponse {
        let answer = state.withLock { state in
            state.requests.append(request)
            return state.answers.isEmpty
                ? .failure(TransportError(.other("no answer left"))) : state.answers.removeFirst()
        }
        return try answer.get()
    }

    func shutdown() async {}
}

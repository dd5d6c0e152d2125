package import FCCore
import Synchronization

/// Answers requests from a saved session; nothing goes out.
///
/// The same call made several times gets its answers in the order they were recorded, and none once they are used up.
package final class ReplayTransport: Transport {
    private struct Queue {
        var entries: [SessionFile.Entry]
        var next = 0
    }

    private let queues: Mutex<[RecordedCall.Identity: Queue]>
    private let masker: Masker

    package init(_ entries: [SessionFile.Entry], masker: Masker) {
        var queues: [RecordedCall.Identity: Queue] = [:]
        for entry in entries { queues[entry.identity, default: Queue(entries: [])].entries.append(entry) }
        self.queues = Mutex(queues)
        self.masker = masker
    }

    /// Where calls of a replay seem to go, with a key that opens nothing.
    package static let target = LocalTarget(
        endpoint: Endpoint(scheme: .http, host: "replay.invalid"),
        credentials: Credentials(accessKeyID: "replay", accessKeySecret: Secret("replay")))

    package func send(
        _ request: HTTPRequest, deadline: ContinuousClock.Instant?
    ) async throws(TransportError) -> HTTPResponse {
        let identity = RecordedCall.Identity(of: request, masker: masker)
        switch take(identity) {
        case .entry(let entry):
            switch entry.result {
            case .answer(let status, let headers, let body):
                return HTTPResponse(
                    status: status, headers: headers, body: ResponseBody(body),
                    requestSentAt: .now.advanced(by: .zero - entry.elapsed))
            case .failure(let error): throw error
            }
        case .missing(let count):
            let name = identity.name(event: request.bytes)
            let reason =
                switch count {
                case 0: "the session has no \(name)"
                case 1: "the only answer to the \(name) has been given"
                default: "all \(count) answers to the \(name) have been given"
                }
            throw TransportError(.notSent("not recorded: \(reason)"))
        }
    }

    package func shutdown() async {}

    private enum Finding {
        case entry(SessionFile.Entry)
        /// All that many answers are used up.
        case missing(Int)
    }

    private func take(_ identity: RecordedCall.Identity) -> Finding {
        queues.withLock { queues in
            guard let queue = queues[identity] else { return .missing(0) }
            guard queue.next < queue.entries.count else { return .missing(queue.entries.count) }
            queues[identity]?.next += 1
            return .entry(queue.entries[queue.next])
        }
    }
}

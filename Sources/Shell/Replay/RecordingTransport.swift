package import FCCore
import Synchronization

/// The calls of a run in the order they were sent, kept until the run has ended: only then every secret is known that
/// must not be written down.
package final class SessionRecording: Sendable {
    private let calls = Mutex<[RecordedCall?]>([])

    /// What the run's sample events are made of.
    package let samples: SampleSource?

    package init(samples: SampleSource? = nil) {
        self.samples = samples
    }

    /// The calls that came to an end.
    package var all: [RecordedCall] { calls.withLock { $0.compactMap { $0 } } }

    /// Keeps a place for a call that is being sent.
    fileprivate func reserve() -> Int {
        calls.withLock { calls in
            calls.append(nil)
            return calls.count - 1
        }
    }

    fileprivate func keep(_ call: RecordedCall, at place: Int) {
        calls.withLock { $0[place] = call }
    }
}

/// Sends requests through another transport and keeps what came of them.
package struct RecordingTransport: Transport {
    private let inner: any Transport
    private let recording: SessionRecording

    package init(_ inner: any Transport, into recording: SessionRecording) {
        self.inner = inner
        self.recording = recording
    }

    package func send(
        _ request: HTTPRequest, deadline: ContinuousClock.Instant?
    ) async throws(TransportError) -> HTTPResponse {
        let place = recording.reserve()
        let start = ContinuousClock.now
        do {
            var response = try await inner.send(request, deadline: deadline)
            let body = try await response.body.collect(upTo: FCClient.answerLimit)
            let elapsed = (response.requestSentAt ?? start).duration(to: .now)
            let answer = RecordedCall.Result.answer(status: response.status, headers: response.headers, body: body)
            recording.keep(RecordedCall(request: request, result: answer, elapsed: elapsed), at: place)
            response.body = ResponseBody(body)
            return response
        } catch {
            let elapsed = start.duration(to: .now)
            recording.keep(RecordedCall(request: request, result: .failure(error), elapsed: elapsed), at: place)
            throw error
        }
    }

    package func shutdown() async {
        await inner.shutdown()
    }
}

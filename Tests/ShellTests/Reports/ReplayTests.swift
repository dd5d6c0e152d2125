import FCCore
import ShellTestSupport
import Testing

@testable import Shell

@Suite struct ReplayTests {
    private static let masker = Masker()

    private static func request(_ event: String, function: String = "hello", date: String = "1") -> HTTPRequest {
        HTTPRequest(
            method: "POST", endpoint: Endpoint(host: "fc.invalid"),
            path: HTTPRequest.path(segments: ["2023-03-30", "functions", function, "invocations"]),
            query: [("qualifier", "LATEST")], headers: ["x-fc-invocation-type": "Sync", "x-acs-date": date],
            body: .text(event))
    }

    /// Records what a transport answers to some events, and gives the file's text.
    private func record(
        _ events: [String], masker: Masker = masker, _ inner: ScriptedTransport
    ) async -> String {
        let recording = SessionRecording()
        let transport = RecordingTransport(inner, into: recording)
        for event in events { _ = try? await transport.send(Self.request(event), deadline: nil) }
        return SessionFile.text(of: recording, masker: masker)
    }

    private func replay(_ text: String, masker: Masker = masker) throws -> ReplayTransport {
        ReplayTransport(try SessionFile.read(Array(text.utf8), name: "s.jsonl"), masker: masker)
    }

    private func body(_ transport: ReplayTransport, _ event: String) async throws(TransportError) -> String {
        let response = try await transport.send(Self.request(event, date: "2"), deadline: nil)
        return String(decoding: try await response.body.collect(upTo: 1000), as: UTF8.self)
    }

    private static var counting: ScriptedTransport {
        let count = Counter()
        return ScriptedTransport { _ throws(TransportError) in
            HTTPResponse(status: 200, headers: ["x-fc-request-id": "1"], body: ResponseBody(count.next()))
        }
    }

    @Test func theSameCallGetsItsAnswersInOrderAndThenNone() async throws {
        let transport = try replay(await record(["a", "b", "a"], Self.counting))
        #expect(try await body(transport, "a") == "1")
        #expect(try await body(transport, "a") == "3")
        #expect(try await body(transport, "b") == "2")
        await #expect(
            throws: TransportError(
                .notSent("not recorded: all 2 answers to the call of hello:LATEST with the event a have been given"))
        ) { try await body(transport, "a") }
        await #expect(
            throws: TransportError(
                .notSent("not recorded: the session has no call of hello:LATEST with the event c"))
        ) { try await body(transport, "c") }
    }

    /// Sample events have fresh ids and the time of the run: a replay makes the same ones.
    @Test func sampleEventsOfAReplayAreThoseOfTheRun() throws {
        let recording = SessionRecording(samples: SampleSource(seconds: 1_700_000_000, seed: "TestSeed"))
        let text = SessionFile.text(of: recording, masker: Self.masker)
        let samples = try #require(SessionFile.samples(in: Array(text.utf8)))
        #expect(samples.seconds == 1_700_000_000)
        let made = [recording.samples, samples].map { source in
            (0..<3).compactMap { _ in
                source.flatMap { EventFiller(moment: UTCTime(seconds: $0.seconds), region: "r", seed: $0.nextSeed()) }
            }.map { filler in
                var filler = filler
                return filler.filled("{{uuid}} {{time}}")
            }
        }
        #expect(made[0] == made[1])
        #expect(Set(made[0]).count == 3)
        #expect(SessionFile.samples(in: Array(#"{"format":"fcsh-session","version":1}"#.utf8)) == nil)
    }

    @Test func bytesThatAreNoTextComeBack() async throws {
        let inner = ScriptedTransport { _ throws(TransportError) in
            HTTPResponse(status: 503, headers: ["x-fc-code": "Busy"], body: ResponseBody([0xFF, 0x00, 0xFE]))
        }
        let transport = try replay(await record(["a"], inner))
        let response = try await transport.send(Self.request("a"), deadline: nil)
        #expect(response.status == 503 && response.headers["X-Fc-Code"] == "Busy")
        #expect(try await response.body.collect(upTo: 10) == [0xFF, 0x00, 0xFE])
    }

    /// Stars are written for secrets, in events, answers and logs; another secret in its place is the same call.
    @Test func secretsAreNotWrittenAndDoNotMatter() async throws {
        let log = "dG9rZW4gdG9rLXNlY3JldC0x"  // "token tok-secret-1"
        let inner = ScriptedTransport(
            headers: ["x-fc-log-result": log, "set-cookie": "k=v"],
            body: #"{"t": "tok-secret-1", "pin": 987654}"#)
        let first = Masker()
        first.register(Secret("tok-secret-1"))
        first.register(Secret("987654"))
        let text = await record([#"{"auth": "tok-secret-1"}"#], masker: first, inner)
        #expect(!text.contains("tok-secret") && !text.contains("987654") && !text.contains(log))
        #expect(!text.contains("cookie"))
        let second = Masker()
        second.register(Secret("quite-another"))
        let transport = try replay(text, masker: second)
        #expect(try await body(transport, #"{"auth": "quite-another"}"#) == #"{"t":"******","pin":"******"}"#)
    }

    @Test(
        arguments: [
            .connectionRefused, .cannotResolve, .connectTimeout, .tls("bad"), .deadlineExceeded,
            .connectionClosed(requestSent: false), .connectionClosed(requestSent: true), .proxy("407"),
            .answerTooLarge(limit: 5), .other("odd"),
        ] as [TransportError.Fact])
    func failuresComeBack(fact: TransportError.Fact) async throws {
        let error = TransportError(fact, host: "h", port: 80)
        let inner = ScriptedTransport { _ throws(TransportError) in throw error }
        let transport = try replay(await record(["a"], inner))
        await #expect(throws: error) { try await body(transport, "a") }
    }

    @Test(
        arguments: [
            ("edition: 3.0.0\n", "s.jsonl:1: no JSON, so this is no saved session"),
            ("{\"a\": 1}\n", "s.jsonl is no saved session of this version of fcsh"),
            (
                "{\"format\":\"fcsh-session\",\"version\":1}\n{\"request\":\"GET /\"}\n",
                "s.jsonl:2: this recorded call is incomplete"
            ),
        ])
    func aFileThatIsNoSessionIsRefused(text: String, message: String) {
        let error = #expect(throws: Failure.self) { try SessionFile.read(Array(text.utf8), name: "s.jsonl") }
        #expect(error?.message == message && error?.status == .usage)
    }

    /// In a script it is a call that was not sent.
    @Test func aCallThatWasNotRecordedIsNotSent() async {
        let inner = ScriptedTransport { _ throws(TransportError) in
            throw TransportError(.notSent("not recorded: the session has no such call"))
        }
        let shell = TestShell(transport: inner)
        let script = "set region cn-hangzhou\ntry invoke hello\nexpect @outcome == not-sent\ninvoke hello"
        #expect(await shell.run(script) == .usage)
        #expect(shell.errors.contains("not recorded: the session has no such call"))
    }
}

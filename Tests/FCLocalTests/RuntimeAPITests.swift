import FCCore
import TestSupport
import Testing

@testable import FCLocal

/// The HTTP side of the runtime API, without a program behind it.
@Suite(.timeLimit(.minutes(5))) struct RuntimeAPITests {
    static let paths: [(path: String, request: RuntimeAPIRequest.Verb?)] = [
        ("/i/k/2020-11-11/runtime/invocation/next", .next),
        ("/i/k/2020-11-11/runtime/invocation/next?x=1", .next),
        ("/i/k/2020-11-11/runtime/invocation/1-2/response", .response(requestID: "1-2")),
        ("/i/k/2020-11-11/runtime/invocation/1-2/error", .error(requestID: "1-2")),
        ("/i/k/2020-11-11/runtime/init/error", .startError),
        ("/i/k/2018-06-01/runtime/invocation/next", nil), ("/2020-11-11/runtime/invocation/next", nil),
        ("/i/k/2020-11-11/runtime/invocation", nil), ("/i/k/2020-11-11/runtime/invocation/1-2/other", nil),
        ("/i/k/2020-11-11/runtime/invocation/1-2/response/more", nil), ("/", nil), ("", nil),
    ]

    @Test(arguments: paths) func aPathSaysWhatIsAsked(path: String, request: RuntimeAPIRequest.Verb?) {
        #expect(RuntimeAPIRequest(path: path)?.verb == request)
        #expect(RuntimeAPIRequest(path: path)?.key == request.map { _ in "k" })
    }

    private static func request(_ method: String, _ session: RuntimeAPISession, _ path: String, _ body: String = "")
        -> FrontRequest
    {
        FrontRequest(
            method: method, rawPath: "/i/\(session.key)/2020-11-11/runtime/\(path)", headers: ["host": "127.0.0.1"],
            body: Array(body.utf8))
    }

    private static func call(_ id: String, _ event: String) -> RuntimeAPISession.Invocation {
        RuntimeAPISession.Invocation(
            requestID: id, headers: ["x-fc-request-id": id, "x-fc-function-type": "0"], event: Array(event.utf8))
    }

    /// What a session has told, in order.
    final class Reports: Sendable {
        private let (told, teller) = AsyncStream<RuntimeAPISession.Report>.makeStream()

        func add(_ report: RuntimeAPISession.Report) { teller.yield(report) }

        /// Waits for the next one and takes it.
        func next() async throws -> RuntimeAPISession.Report {
            var reports = told.makeAsyncIterator()
            return try #require(await reports.next())
        }
    }

    /// Runs the body with a server, a session on it and what the session tells.
    private func serve(
        _ body: (RuntimeAPIServer, RuntimeAPISession, LoopbackClient, Reports)
            async throws -> Void
    ) async throws {
        let server = RuntimeAPIServer()
        #expect(server.open() == nil)
        try await server.start()
        try await server.start()
        let session = try #require(server.open())
        let port = try #require(
            session.address.split(separator: "/").first?.split(separator: ":").last.flatMap { Int($0) })
        let reports = Reports()
        session.listen { reports.add($0) }
        try await body(server, session, LoopbackClient(port: port), reports)
        await server.stop()
        #expect(!server.isListening)
    }

    @Test func aCallGoesOutAndItsAnswerComesBack() async throws {
        try await serve { _, session, client, reports in
            session.offer(Self.call("a", "event"))
            let call = try await client.send(Self.request("GET", session, "invocation/next"))
            #expect(call.status == 200 && call.text == "event")
            #expect(call.reply.headers["x-fc-request-id"] == "a" && call.reply.headers["x-fc-function-type"] == "0")
            guard case .ready = try await reports.next() else { throw TestFailure("not ready") }
            let answer = try await client.send(Self.request("POST", session, "invocation/a/response", "result"))
            #expect(answer.status == 200)
            guard case .answered("a", false, let body) = try await reports.next() else {
                throw TestFailure("no answer")
            }
            #expect(body == Array("result".utf8))
            let twice = try await client.send(Self.request("POST", session, "invocation/a/response", "result"))
            #expect(twice.status == 400)
            #expect(twice.json?["errorMessage"] == "'a' is not the current request")
        }
    }

    @Test func aQuestionWaitsForACallAndAnErrorIsAFailure() async throws {
        try await serve { _, session, client, reports in
            async let call = client.send(Self.request("GET", session, "invocation/next"))
            guard case .ready = try await reports.next() else { throw TestFailure("not ready") }
            session.offer(Self.call("b", ""))
            #expect(try await call.reply.headers["x-fc-request-id"] == "b")
            let other = try await client.send(Self.request("POST", session, "invocation/c/error", "{}"))
            #expect(other.status == 400)
            #expect(try await client.send(Self.request("POST", session, "invocation/b/error", "{}")).status == 200)
            guard case .answered("b", true, _) = try await reports.next() else { throw TestFailure("no answer") }
            #expect(try await client.send(Self.request("POST", session, "init/error", "{}")).status == 400)
        }
    }

    @Test func aQuestionWhoseConnectionIsGoneTakesNoCall() async throws {
        try await serve { _, session, client, reports in
            let port = try #require(Int(session.address.prefix { $0 != "/" }.drop { $0 != ":" }.dropFirst()))
            let gone = try LoopbackClient(port: port)
            let question = Task { try await gone.send(Self.request("GET", session, "invocation/next")) }
            guard case .ready = try await reports.next() else { throw TestFailure("not ready") }
            gone.hangUp()
            await #expect(throws: TestFailure.self) { try await question.value }
            #expect(try await eventually { session.questions == 0 })
            session.offer(Self.call("d", "kept"))
            #expect(try await client.send(Self.request("GET", session, "invocation/next")).text == "kept")
        }
    }

    @Test func onlyWhoKnowsThePathIsServed() async throws {
        try await serve { server, session, client, _ in
            let other = try #require(server.open())
            #expect(other.key != session.key && other.key.utf8.count == 32)
            server.close(other)
            #expect(try await client.send(Self.request("GET", other, "invocation/next")).status == 404)
            #expect(try await client.send(Self.request("GET", session, "other")).status == 404)
            #expect(try await client.send(Self.request("POST", session, "invocation/next")).status == 405)
            #expect(try await client.send(Self.request("GET", session, "invocation/a/response")).status == 405)
        }
    }

    @Test func whatIsTooLongIsAFailureThatSaysSo() async throws {
        try await serve { _, session, client, reports in
            session.offer(Self.call("e", ""))
            _ = try await client.send(Self.request("GET", session, "invocation/next"))
            _ = try await reports.next()
            var request = Self.request("POST", session, "invocation/e/response")
            request.body = [UInt8](repeating: 0x61, count: RuntimeAPIConnection.bodyLimit + 1)
            #expect(try await client.send(request).status == 200)
            guard case .answered("e", true, let body) = try await reports.next() else { throw TestFailure("no answer") }
            #expect(String(decoding: body, as: UTF8.self).contains("longer than 67108864 bytes"))
        }
    }

    @Test func aStartThatFailsIsToldAlsoToWhoListensLater() async throws {
        let server = RuntimeAPIServer()
        try await server.start()
        let session = try #require(server.open())
        #expect(session.failStart("first"))
        let reports = Reports()
        session.listen { reports.add($0) }
        guard case .startFailed("first") = try await reports.next() else { throw TestFailure("nothing told") }
        server.close(session)
        #expect(!session.failStart("late"))
        await server.stop()
    }

    static let reasons: [(body: String, reason: String)] = [
        (#"{"errorMessage": "no table"}"#, "no table"), ("plain", "plain"), ("", "the program gave no reason"),
    ]

    @Test(arguments: reasons) func theReasonOfAFailedStartIsFound(body: String, reason: String) {
        #expect(RuntimeAPIRequest.reason(in: Array(body.utf8)) == reason)
    }

    static let programs: [(start: [UInt8], platform: String?, isScript: Bool)] = [
        (elf(machine: 62), "linux/amd64", false), (elf(machine: 183), "linux/arm64", false),
        (elf(machine: 2, isBigEndian: true), "linux/processor 2", false),
        ([0xCF, 0xFA, 0xED, 0xFE, 0x0C, 0, 0, 1], "darwin/arm64", false),
        ([0xCF, 0xFA, 0xED, 0xFE, 0x07, 0, 0, 1], "darwin/amd64", false),
        ([0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2], "darwin", false), (Array("MZ\u{0}".utf8), "windows", false),
        (Array("#!/bin/sh\n".utf8), nil, true), (Array("text".utf8), nil, false), ([], nil, false),
    ]

    static func elf(machine: UInt8, isBigEndian: Bool = false) -> [UInt8] {
        [0x7F, 0x45, 0x4C, 0x46, 2, isBigEndian ? 2 : 1, 1, 0] + [UInt8](repeating: 0, count: 8) + [0, 2]
            + (isBigEndian ? [0, machine] : [machine, 0])
    }

    @Test(arguments: programs) func aProgramsFirstBytesTellItsPlatform(
        start: [UInt8], platform: String?, isScript: Bool
    ) {
        let file = ProgramFile("/code/main", start: start)
        #expect(file.platform?.description == platform)
        #expect(file.isScript == isScript)
    }
}

import FCCore
import FoundationEssentials
import Testing

@testable import Shell

@Suite struct InvocationRendererTests {
    static let log = """
        FC Invoke Start RequestId: 1-65
        hello
        FC Invoke End RequestId: 1-65

        Duration: 1.16 ms, Billed Duration: 2 ms, Memory Size: 128 MB, Max Memory Used: 25.90 MB
        """
    static let terminal = SinkCapabilities(isTerminal: true, columns: 80, colour: false)

    /// A call as the client would report it.
    static func result(
        _ body: String, headers: [(String, String)] = [("X-Fc-Request-Id", "1-1")], log: String? = nil,
        asynchronous: Bool = false
    ) -> CallResult {
        result(Array(body.utf8), headers: headers, log: log, asynchronous: asynchronous)
    }

    static func result(
        _ body: [UInt8], headers: [(String, String)] = [("X-Fc-Request-Id", "1-1")], log: String? = nil,
        asynchronous: Bool = false
    ) -> CallResult {
        var fields = HTTPHeaders(headers.map { (name: $0.0, value: $0.1) })
        if let log { fields.add("x-fc-log-result", Data(log.utf8).base64EncodedString()) }
        let answer = InvocationAnswer(
            status: asynchronous ? 202 : 200, headers: fields, body: body, elapsed: .milliseconds(12))
        return CallResult(
            number: 1, target: .init(functionName: "hello", qualifier: "LATEST", region: "cn-hangzhou"),
            isAsynchronous: asynchronous, event: nil, outcome: answer.isFunctionError ? .functionError : .ok,
            answer: answer, elapsed: .milliseconds(12))
    }

    private func render(
        _ result: CallResult, _ options: InvocationRenderer.Options = .init(), output: SinkCapabilities = .pipe,
        error: SinkCapabilities = .pipe
    ) -> InvocationOutput {
        InvocationRenderer(options, output: output, error: error).render(result)
    }

    @Test func theWholeLayoutOfASuccess() {
        let headers = [
            ("X-Fc-Request-Id", "1-65"), ("X-Fc-Instance-Id", "c-65"), ("X-Fc-Code-Checksum", "664"),
            ("X-Fc-Invocation-Service-Version", "3"),
        ]
        let output = render(Self.result("test", headers: headers, log: Self.log))
        #expect(
            output.head.plain == """
                ========= FC invoke Logs begin =========
                \(Self.log)
                ========= FC invoke Logs end =========

                Invoke instanceId: c-65
                Code Checksum: 664
                Qualifier: 3
                RequestId: 1-65

                Invoke Result:

                """)
        #expect(output.answer == .bytes(Array("test".utf8)))
    }

    @Test func markersLabelsAndValuesHaveTheirColours() {
        let headers = [("x-fc-request-id", "1-1"), ("x-fc-error-type", "UnhandledInvocationError")]
        let output = render(
            Self.result(#"{"a":1}"#, headers: headers, log: "x"), output: Self.terminal, error: Self.terminal)
        let fragments = output.head.fragments
        #expect(fragments.contains(.init("========= FC invoke Logs begin =========", .yellow)))
        #expect(fragments.contains(.init("RequestId:", .bold)))
        #expect(fragments.contains(.init("1-1", .green)))
        #expect(fragments.contains(.init("UnhandledInvocationError", .red)))
        #expect(output.answer == .text(StyledText("{\n  \"a\": 1\n}", .red) + "\n"))
    }

    @Test func aLogThatEndsItsLineGetsNoEmptyOne() {
        let head = render(Self.result("", log: "one\n")).head.plain
        #expect(head.contains("begin =========\none\n========= FC"))
    }

    @Test(arguments: [
        (#"{"b":1,"a":2.0}"#, "{\n  \"b\": 1,\n  \"a\": 2.0\n}\n"),
        ("plain", "plain\n"), ("ends\n", "ends\n"), ("", nil), ("\u{1B}[2J", "\\x1b[2J\n"), ("42", "42\n"),
    ])
    func bodiesOnATerminal(_ body: String, _ expected: String?) {
        let answer = render(Self.result(body), output: Self.terminal).answer
        guard let expected else {
            #expect(answer == .nothing)
            return
        }
        guard case .text(let text) = answer else {
            Issue.record("no text: \(answer)")
            return
        }
        #expect(text.plain == expected)
    }

    @Test func bytesThatAreNoTextStayOffTheTerminal() {
        let body: [UInt8] = [0xFF, 0x1B, 0x00]
        #expect(render(Self.result(body)).answer == .bytes(body))
        let shown = InvocationOutput.Answer.text(
            StyledText("(3 bytes that are not text; `> FILE` keeps them)", .faint) + "\n")
        #expect(render(Self.result(body), output: Self.terminal).answer == shown)
    }

    @Test(arguments: [
        (OutputFormat.text, false, "x", "x"), (.text, true, "x", "x\n"), (.text, true, "x\n", "x\n"),
        (.raw, true, "x", "x"), (.raw, false, "{ }", "{ }"), (.text, false, "{ }", "{ }"),
    ])
    func newlineBetweenBodiesInAPipe(_ format: OutputFormat, _ separates: Bool, _ body: String, _ expected: String) {
        let output = render(Self.result(body), .init(format, separatesBodies: separates))
        #expect(output.answer == .bytes(Array(expected.utf8)))
    }

    @Test func rawKeepsTheTextOnATerminalButNotItsControls() {
        let output = render(Self.result("{ }\u{1B}"), .init(.raw), output: Self.terminal)
        #expect(output == InvocationOutput(answer: .text("{ }\\x1b")))
    }

    @Test func noneShowsNothing() {
        #expect(render(Self.result("x", log: "x"), .init(.none)) == InvocationOutput())
    }

    @Test func silentIsTheBodyAlone() {
        let output = render(Self.result("x", log: "x"), .init(.text, silent: true))
        #expect(output == InvocationOutput(answer: .bytes(Array("x".utf8))))
    }

    @Test func whatAFunctionSaysCannotSteerATerminal() {
        let headers = [("x-fc-request-id", "1-1\u{1B}[2J")]
        let shown = render(Self.result("x", headers: headers, log: "a\u{1B}[31mb\r\nc"), error: Self.terminal).head
            .plain
        #expect(shown.contains("a\\x1b[31mb\r\nc"))
        #expect(shown.contains("RequestId: 1-1\\x1b[2J\n"))
        let piped = render(Self.result("x", headers: headers, log: "a\u{1B}[31mb")).head.plain
        #expect(piped.contains("a\u{1B}[31mb"))
    }

    @Test func aCallWithoutAnAnswerShowsNothing() {
        let result = CallResult(
            number: 1, target: .init(functionName: "hello", qualifier: "LATEST", region: nil), event: nil,
            outcome: .transportError, problem: .transport(TransportError(.connectionRefused)))
        #expect(render(result) == InvocationOutput())
    }

    @Test(arguments: [OutputFormat.json, .jsonl, .yaml]) func envelopesGoToStandardOutput(_ format: OutputFormat) {
        let result = Self.result("x", log: "x")
        let expected = EnvelopeRenderer.render(result, as: format, for: .pipe)
        #expect(render(result, .init(format)) == InvocationOutput(answer: .text(expected)))
    }
}

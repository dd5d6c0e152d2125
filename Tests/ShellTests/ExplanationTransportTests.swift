import FCCore
import Testing

@testable import Shell

@Suite struct ExplanationTransportTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let error: TransportError
        let sentence: String
        let reason: String
        let next: String?

        init(_ error: TransportError, _ sentence: String, _ reason: String, next: String?) {
            self.error = error
            self.sentence = sentence
            self.reason = reason
            self.next = next
        }

        var testDescription: String { sentence }
    }

    private static let host = "1.cn-hangzhou.fc.aliyuncs.com"

    static let cases = [
        Case(
            TransportError(.connectionRefused, host: "127.0.0.1", port: 9000),
            "127.0.0.1:9000 refused the connection", "local endpoint is not running", next: "fcsh local"),
        Case(
            TransportError(.connectionRefused, host: "::1", port: 9000), "[::1]:9000 refused the connection",
            "local endpoint is not running", next: "fcsh local"),
        Case(
            TransportError(.connectionRefused, host: host, port: 443), "\(host):443 refused the connection",
            "nothing listens there", next: "set endpoint public"),
        Case(
            TransportError(.cannotResolve, host: host), "the host '\(host)' has no address", "no network",
            next: "whoami"),
        Case(
            TransportError(.connectTimeout, host: host, port: 443), "no connection to \(host):443 in time", "firewall",
            next: "whoami"),
        Case(
            TransportError(.connectTimeout, host: "1.cn-hangzhou-internal.fc.aliyuncs.com"),
            "no connection to 1.cn-hangzhou-internal.fc.aliyuncs.com in time", "inside Alibaba Cloud",
            next: "set endpoint public"),
        Case(
            TransportError(.tls("certificate has expired"), host: host),
            "no secure connection to \(host): certificate has expired", "re-encrypts", next: "whoami"),
        Case(
            TransportError(.connectionClosed(requestSent: false), host: host),
            "the connection to \(host) ended before the answer did", "was not called", next: nil),
        Case(
            TransportError(.connectionClosed(requestSent: nil), host: host),
            "the connection to \(host) ended before the answer did", "may have run", next: "logs"),
        Case(
            TransportError(.proxy("407 Proxy Authentication Required"), host: "proxy", port: 3128),
            "the proxy proxy:3128 refused: 407 Proxy Authentication Required", "HTTPS_PROXY",
            next: "!env | grep -i proxy"),
        Case(
            TransportError(.deadlineExceeded, host: host), "no answer within the limit (the deadline of the call)",
            "may still be running", next: "set timeout 10m"),
        Case(TransportError(.cancelled), "cancelled", "may still be running", next: nil),
    ]

    @Test(arguments: cases) func facts(_ given: Case) {
        let explanation = Explanation.of(given.error, ExplanationTests.context)
        #expect(explanation.sentence == given.sentence)
        #expect(explanation.reason?.contains(given.reason) == true)
        #expect(explanation.next.first == given.next)
    }

    @Test func aMistypedRegionIsFound() {
        var context = ExplanationTests.context
        context.region = "cn-hangzou"
        let explanation = Explanation.of(TransportError(.cannotResolve, host: "x"), context)
        #expect(explanation.reason == "'cn-hangzou' is no region that fcsh knows")
        #expect(explanation.next == ["set region cn-hangzhou"])
    }

    @Test func theClientsLimitNamesItselfAndTheWayOut() {
        let explanation = Explanation.of(.limit("--timeout 5s"), ExplanationTests.context)
        #expect(
            explanation.text.plain == """
                no answer within the limit (--timeout 5s)
                  likely: function 'hello' may still be running; fcsh does not send the call again
                  next: set timeout 10m
                  next: invoke --async …
                  next: logs

                """)
    }

    @Test func anAsynchronousLimitAsksForTasks() {
        var context = ExplanationTests.context
        context.isAsynchronous = true
        #expect(Explanation.of(.limit("30 s"), context).next.contains("tasks"))
    }

    @Test func somethingThatWasNotSentSaysWhyAndNoMore() {
        let explanation = Explanation.of(.notSent("no region is set"), ExplanationTests.context)
        #expect(explanation.text.plain == "no region is set\n")
    }
}

import FCCore
import ShellTestSupport
import TestSupport
import Testing

@testable import Shell

/// `http`: where a request goes, what goes out, and what its answer is taken for.
@Suite struct HTTPCommandTests {
    /// Answers ListTriggers with triggers and everything else with one answer.
    private func shell(
        triggers: String = Self.trigger(), status: Int = 200, headers: HTTPHeaders = HTTPHeaders(), body: String = "ok"
    ) -> TestShell {
        TestShell(
            transport: ScriptedTransport { request throws(TransportError) in
                let isListing = request.headers["x-acs-action"] == "ListTriggers"
                return HTTPResponse(
                    status: isListing ? 200 : status, headers: headers,
                    body: ResponseBody(Array((isListing ? "{\"triggers\": [\(triggers)]}" : body).utf8)))
            })
    }

    private static func trigger(
        _ name: String = "web", type: String = "anonymous", qualifier: String = "LATEST"
    ) -> String {
        """
        {"triggerName": "\(name)", "triggerType": "http", "qualifier": "\(qualifier)",
         "triggerConfig": "{\\"authType\\": \\"\(type)\\"}",
         "httpTrigger": {"urlInternet": "https://\(name).fcapp.run", "urlIntranet": "https://\(name)-in.fcapp.run"}}
        """
    }

    private func run(_ text: String, in shell: TestShell) async -> (code: Int32, calls: [HTTPRequest]) {
        let code = await shell.run("set region cn-hangzhou; use hello; " + text).code
        return (code, shell.transport.requests.filter { $0.headers["x-acs-action"] != "ListTriggers" })
    }

    private static func body(_ request: HTTPRequest?) -> String {
        guard case .bytes(let bytes) = request?.body else { return "-" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        arguments: [
            ("http GET /a?b=1&a=2", "GET https://web.fcapp.run/a?b=1&a=2", "-", nil),
            ("http", "GET https://web.fcapp.run/", "-", nil),
            ("http post '/a b%20ü?x=y z'", "POST https://web.fcapp.run/a%20b%20%C3%BC?x=y%20z", "-", nil),
            (#"http /a {"n": 1}"#, "POST https://web.fcapp.run/a", #"{"n": 1}"#, "application/json"),
            (#"http PUT /a -d '[1]'"#, "PUT https://web.fcapp.run/a", "[1]", "application/json"),
            ("http /a -d a=1", "POST https://web.fcapp.run/a", "a=1", "application/x-www-form-urlencoded"),
            ("http /a -d x -H 'content-type: text/plain'", "POST https://web.fcapp.run/a", "x", "text/plain"),
            ("http -X PURGE /a", "PURGE https://web.fcapp.run/a", "-", nil),
            ("http GET other /a", "GET https://web.fcapp.run/a", "-", nil),
            ("set endpoint internal; http /a", "GET https://web-in.fcapp.run/a", "-", nil),
        ] as [(String, String, String, String?)])
    func requests(text: String, line: String, body: String, type: String?) async {
        let shell = shell()
        let (code, calls) = await run(text, in: shell)
        #expect(code == 0, "\(shell.errors)")
        #expect(calls.map { "\($0.method) \($0.url)" } == [line])
        #expect(Self.body(calls.first) == body)
        #expect(calls.first?.headers["content-type"] == type)
        #expect(calls.first?.headers["authorization"] == nil)
        #expect(calls.first?.headers["x-acs-date"] == nil)
        #expect(shell.output == "ok")
    }

    @Test func onlyATriggerThatAsksForItGetsASignature() async {
        let (_, signed) = await run("http /a", in: shell(triggers: Self.trigger(type: "function")))
        #expect(
            signed.first?.headers["authorization"]?.hasPrefix(
                "ACS3-HMAC-SHA256 Credential=FakeKeyID,SignedHeaders=x-acs-date,Signature=") == true)
        let (_, own) = await run(
            "http /a -H 'Authorization: Bearer FakeToken'", in: shell(triggers: Self.trigger(type: "function")))
        #expect(own.first?.headers["authorization"] == "Bearer FakeToken")
        let jwt = shell(triggers: Self.trigger(type: "jwt"))
        let (_, plain) = await run("http /a", in: jwt)
        #expect(plain.first?.headers["authorization"] == nil)
        #expect(jwt.errors.contains("JSON Web Token"))
    }

    @Test func theTriggerIsLookedUpOnceAndAnewAfterARefusal() async {
        let good = shell()
        _ = await run("http /a; http /b", in: good)
        #expect(good.transport.requests.count == 3)
        let refused = shell(status: 404, body: #"{"Code":"TriggerNotFound","Message":"gone","RequestId":"1"}"#)
        _ = await run("try http /a; try http /b", in: refused)
        #expect(refused.transport.requests.count == 4)
    }

    @Test func aRefusalIsToldFromAnAnswer() async {
        let refusal = #"{"Code":"AccessDenied","Message":"no","RequestId":"1"}"#
        #expect(await run("http /a", in: shell(status: 403, body: refusal)).code == 3)
        let own = shell(status: 403, body: #"{"message":"not yours"}"#)
        #expect(await run("http /a; expect @outcome == ok; expect @status == 403", in: own).code == 0)
        #expect(own.output == #"{"message":"not yours"}"#)
        let strict = shell(status: 500, body: "oops")
        #expect(await run("http /a --fail", in: strict).code == 1)
        #expect(strict.errors.contains("answered with status 500"))
        let raised = shell(status: 502, headers: ["X-Fc-Error-Type": "UnhandledInvocationError"], body: "{}")
        #expect(await run("http /a", in: raised).code == 1)
    }

    @Test func aRedirectIsShownAndNotFollowed() async {
        let shell = shell(status: 302, headers: ["Location": "https://other.example/"], body: "")
        let (code, calls) = await run("http /a; expect @headers.location == https://other.example/", in: shell)
        #expect(code == 0 && calls.count == 1)
        #expect(shell.errors.contains("Location: https://other.example/"))
    }

    @Test func withoutATriggerTheEventOfOneIsSentAndItsAnswerUnpacked() async throws {
        let answer = #"{"statusCode": 418, "headers": {"X-Own": "a"}, "body": "tea"}"#
        let shell = shell(triggers: "", headers: ["X-Fc-Request-Id": "1-2"], body: answer)
        let (code, calls) = await run(
            "http PUT /a%20b?x=1 -H 'X-Many: 1' -d text; expect @status == 418; expect @headers.x-own == a", in: shell)
        #expect(code == 0, "\(shell.errors)")
        #expect(shell.output == "tea")
        let sent = try #require(calls.first)
        #expect(sent.target == "/2023-03-30/functions/hello/invocations?qualifier=LATEST")
        let event = try JSONReader.read(Self.body(sent))
        #expect(event["rawPath"] == "/a%20b" && event["queryParameters"] == ["x": "1"] && event["body"] == "text")
        #expect(event["headers"]?["X-Many"] == "1" && event["requestContext"]?["http"]?["method"] == "PUT")
        #expect(event["requestContext"]?["accountId"] == "1234567890")
    }

    @Test func theQualifierChoosesTheTrigger() async {
        let two = Self.trigger() + "," + Self.trigger("canary", qualifier: "prod")
        #expect(
            await run("http hello:prod /a", in: shell(triggers: two)).calls.first?.url == "https://canary.fcapp.run/a")
        #expect(await run("http /a", in: shell(triggers: two)).calls.first?.url == "https://web.fcapp.run/a")
        let named = await run("http --trigger canary /a", in: shell(triggers: two))
        #expect(named.calls.first?.url == "https://canary.fcapp.run/a")
        let none = shell(triggers: two)
        #expect(await run("http hello:beta /a", in: none).code == 2)
        #expect(none.errors.contains("web (LATEST), canary (prod)"))
        let only = await run("http /a", in: shell(triggers: Self.trigger("canary", qualifier: "prod")))
        #expect(only.calls.count == 1)
    }

    @Test(
        arguments: [
            "http /a -d x -d y", #"http /a {"n": 1} -d x"#, "http /a -H nothing", "http /a -H 'a b: c'",
            "http /a -H 'Content-Length: 1'", "http GET -X PUT /a", "http a b", "http https://example.com/",
            "http /a -d @none.txt",
        ])
    func mistakesSendNothing(text: String) async {
        let shell = shell()
        let (code, calls) = await run(text, in: shell)
        #expect(code == 2)
        #expect(calls.isEmpty)
    }

    @Test func aDryRunSendsNothingAndHidesTheSignature() async {
        let shell = shell(triggers: Self.trigger(type: "function"))
        let (code, calls) = await run("http /a -d secret-text --dry-run -H 'Cookie: FakeSession=1'", in: shell)
        #expect(code == 0 && calls.isEmpty)
        #expect(shell.errors.contains("> POST https://web.fcapp.run/a\n"))
        #expect(shell.errors.contains("Signature=******"))
        #expect(!shell.errors.contains("FakeSession"))
    }

    @Test func againSendsTheSameRequestWithItsBodyChanged() async {
        let shell = shell()
        let (code, calls) = await run(#"http PUT /a?x=1 {"n": 1} -H 'X-Own: a'; again .n=2"#, in: shell)
        #expect(code == 0)
        #expect(calls.map { "\($0.method) \($0.url)" } == Array(repeating: "PUT https://web.fcapp.run/a?x=1", count: 2))
        #expect(Self.body(calls.last) == #"{"n":2}"#)
        #expect(calls.last?.headers["x-own"] == "a")
    }
}

import FoundationEssentials
import Testing

@testable import FCCore

@Suite("Calls through an HTTP trigger")
struct TriggerTests {
    private static func request(_ method: String, _ path: String, _ query: String) -> HTTPRequest {
        var request = HTTPRequest(
            method: method, endpoint: Endpoint(host: "xx.cn-shanghai.fcapp.run"), path: path,
            headers: ["Content-Type": "text/plain"], body: .text("hello world"))
        request.rawQuery = query
        return request
    }

    /// Signatures that the vendor's signing library made the way the vendor's example calls it.
    @Test(
        "A signature is that of the vendor's example",
        arguments: [
            (
                "POST", "/hello", "foo=bar", nil, "x-acs-date",
                "904831cc9b4e0fe82aa73bbe001bacd4466d0538c5a40dcd41d82374e3c2978d"
            ),
            (
                "GET", "/a%20b", "z=1&a=%E4%BD%A0%20x", "CAISFakeToken+/==", "x-acs-date;x-acs-security-token",
                "fe2060068bae31c415bc4185f19f8de965e762210aac968895960c8f6b869c04"
            ),
        ] as [(String, String, String, String?, String, String)])
    func signature(
        method: String, path: String, query: String, token: String?, names: String, signature: String
    ) throws {
        let credentials = Credentials(
            accessKeyID: "LTAI5tFakeKeyForTests", accessKeySecret: Secret("FakeSecretForTests0123456789ab"),
            securityToken: token.map { Secret($0) })
        let date = try #require(UTCTime(timestamp: "2024-02-22T09:21:31Z")).date
        let signed = ACS3Signer(credentials: credentials).signTrigger(Self.request(method, path, query), date: date)
        #expect(
            signed.headers["authorization"]
                == "ACS3-HMAC-SHA256 Credential=LTAI5tFakeKeyForTests,SignedHeaders=\(names),Signature=\(signature)")
        #expect(signed.target == "\(path)?\(query)", "the query goes out as it was written")
    }

    @Test(
        "An address is taken apart",
        arguments: [
            ("https://a-b.cn-hangzhou.fcapp.run", "https://a-b.cn-hangzhou.fcapp.run", ""),
            ("http://127.0.0.1:8000/proxy/hello/", "http://127.0.0.1:8000", "/proxy/hello"),
        ])
    func address(url: String, endpoint: String, path: String) throws {
        let address = try TriggerAddress(url)
        #expect(address.endpoint.url == endpoint && address.basePath == path)
    }

    @Test(
        "The platform's refusals are told from a function's answers",
        arguments: [
            (404, #"{"Code":"FunctionNotFound","Message":"no such","RequestId":"1-2"}"#, true),
            (403, #"{"ErrorCode":"AccessDenied","ErrorMessage":"not signed"}"#, true),
            (404, #"{"Code":"FunctionNotFound","Message":"no such","RequestId":"other"}"#, false),
            (404, #"{"code":"no-order","message":"no such order","order":7}"#, false),
            (404, #"{"message":"no such order"}"#, false), (500, "oops", false), (404, "", false),
            (200, #"{"Code":"x","Message":"y"}"#, false),
        ])
    func refusals(status: Int, body: String, isRefusal: Bool) {
        let answer = InvocationAnswer(
            status: status, headers: ["X-Fc-Request-Id": "1-2"], body: Array(body.utf8), elapsed: .zero)
        #expect((answer.platformRefusal != nil) == isRefusal)
    }

    @Test("What the gateway refuses is no failure of the function, though it names an error type")
    func gatewayRefusal() {
        let answer = InvocationAnswer(
            status: 403, headers: ["X-Fc-Request-Id": "1-2", "X-Fc-Error-Type": "FCCommonError"],
            body: Array(#"{"Code":"AccessDenied","Message":"not signed","RequestId":"1-2"}"#.utf8), elapsed: .zero)
        #expect(!answer.isFunctionError && answer.platformRefusal?.code == "AccessDenied")
    }

    @Test("A handler's result of the documented form is the response")
    func reply() {
        let reply = HTTPTriggerReply(
            result: Array(#"{"statusCode":201,"isBase64Encoded":true,"body":"AP8=","headers":{"X-A":"b"}}"#.utf8))
        #expect(reply.status == 201 && reply.body == [0, 255] && reply.headers["x-a"] == "b")
        let text = HTTPTriggerReply(result: Array("plain".utf8))
        #expect(text.status == 200 && text.body == Array("plain".utf8) && text.headers["content-type"] == "text/plain")
    }

    @Test("A trigger's settings are read out of their text")
    func trigger() {
        let trigger = FunctionTrigger([
            "triggerName": "web", "triggerType": "http", "triggerConfig": #"{"authType":"function","methods":["GET"]}"#,
            "httpTrigger": ["urlInternet": "https://a", "urlIntranet": ""],
        ])
        #expect(trigger.authentication == .function && trigger.qualifier == "LATEST")
        #expect(trigger.internetURL == "https://a" && trigger.intranetURL == nil)
        #expect(FunctionTrigger([:]).authentication == .anonymous)
    }
}

import FCCore
import ShellTestSupport
import Testing

@testable import Shell

@Suite("Asking for names")
struct NameInquiryTests {
    private func inquiry(_ transport: ScriptedTransport, region: String? = "cn-hangzhou") async -> NameInquiry {
        let session = TestWorld.session(transport: transport)
        var settings = Settings(environment: [:])
        if let region { settings.set(.region, region) }
        return await NameInquiry(session: session, settings: settings)
    }

    private func names(_ answer: NameAnswer?) -> [CompletionWorld.Name]? {
        guard case .listing(let listing)? = answer else { return nil }
        return listing.names
    }

    @Test("Functions of all pages, each with what its owner wrote or how it runs")
    func functions() async throws {
        let transport = ScriptedTransport { request throws(TransportError) in
            let isFirst = !request.target.contains("nextToken")
            let body =
                isFirst
                ? #"{"functions": [{"functionName": "hello", "description": "says hello\nto all"}], "nextToken": "n"}"#
                : #"{"functions": [{"functionName": "报表", "runtime": "python3.10", "memorySize": 512}, {}]}"#
            return HTTPResponse(status: 200, headers: HTTPHeaders(), body: ResponseBody(Array(body.utf8)))
        }
        let answer = await inquiry(transport).answer(.functions)
        let found = try #require(names(answer))
        #expect(found.map(\.text) == ["hello", "报表"])
        #expect(found[0].description?.hasPrefix("says hello") == true)
        #expect(found[0].description?.contains("\n") == false)
        #expect(found[1].description == "python3.10, 512 MB")
        #expect(transport.requests.map(\.method) == ["GET", "GET"])
        #expect(transport.requests[0].target.hasPrefix("/2023-03-30/functions?"))
        guard case .listing(let listing)? = answer else { return }
        #expect(listing.scope.account == "1234567890" && listing.scope.region == "cn-hangzhou")
        #expect(listing.scope.endpoint == "https://fcv3.cn-hangzhou.aliyuncs.com")
    }

    @Test("Aliases before versions; versions also where aliases are not to be had")
    func qualifiers() async throws {
        let transport = ScriptedTransport { request throws(TransportError) in
            let body =
                request.target.contains("/aliases")
                ? #"{"aliases": [{"aliasName": "prod", "versionId": "3", "description": "live"}]}"#
                : #"{"versions": [{"versionId": "3", "createdTime": "2025-06-01T08:30:00Z"}]}"#
            return HTTPResponse(status: 200, headers: HTTPHeaders(), body: ResponseBody(Array(body.utf8)))
        }
        let found = try #require(names(await inquiry(transport).answer(.qualifiers(of: "a b"))))
        #expect(found == [.init("prod", "alias of 3, live"), .init("3", "version, 2025-06-01")])
        #expect(transport.requests.allSatisfy { $0.target.contains("/functions/a%20b/") })

        let partly = ScriptedTransport { request throws(TransportError) in
            let isAlias = request.target.contains("/aliases")
            let body = isAlias ? #"{"Code": "AccessDenied"}"# : #"{"versions": [{"versionId": "1"}]}"#
            return HTTPResponse(
                status: isAlias ? 403 : 200, headers: HTTPHeaders(), body: ResponseBody(Array(body.utf8)))
        }
        #expect(names(await inquiry(partly).answer(.qualifiers(of: "f"))) == [.init("1", "version")])
    }

    @Test("A refusal, a function that is not there, a network that is down, an identity that lacks a region")
    func failures() async {
        let refusing = ScriptedTransport(status: 403, body: #"{"Code": "AccessDenied", "Message": "no"}"#)
        if case .denied? = await inquiry(refusing).answer(.functions) {} else { Issue.record("it was refused") }
        let missing = ScriptedTransport(status: 404, body: #"{"Code": "FunctionNotFound"}"#)
        #expect(names(await inquiry(missing).answer(.tasks(of: "f"))) == [])
        let down = ScriptedTransport { _ throws(TransportError) in throw TransportError(.connectionRefused) }
        #expect(await inquiry(down).answer(.functions) == nil)
        let unused = ScriptedTransport()
        #expect(await inquiry(unused, region: nil).answer(.functions) == nil)
        #expect(unused.requests.isEmpty)
    }

    @Test("Other settings are another label; what is secret is not in it")
    func labels() async {
        let one = await inquiry(ScriptedTransport())
        let other = one.adding([.region: "cn-beijing"])
        #expect(one.label != other.label)
        #expect(one.label == one.adding([:]).label)
        #expect(!one.label.contains("FakeKey"))
    }
}

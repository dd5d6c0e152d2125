import FCCore
import FoundationEssentials
import TestSupport
import Testing

@testable import FCLocal

/// What the API refuses and what it tells about functions; no process is started.
@Suite struct RouterTests {
    static func change(_ request: FrontRequest, _ change: (inout FrontRequest) -> Void) -> FrontRequest {
        var request = request
        change(&request)
        return request
    }

    static let invocation = ["functions", "hello", "invocations"]

    static func signed(_ body: String = "{}") -> FrontRequest {
        LocalBench.request("POST", invocation, action: "InvokeFunction", body: Array(body.utf8))
    }

    static let refusals: [(name: String, request: FrontRequest, status: Int, code: String)] = [
        ("no signature", change(signed()) { $0.headers.remove("authorization") }, 403, "AccessDenied"),
        ("another scheme", change(signed()) { $0.headers.set("authorization", "Basic abc") }, 403, "AccessDenied"),
        (
            "wrong secret",
            LocalBench.request(
                "POST", invocation, action: "InvokeFunction",
                credentials: Credentials(
                    accessKeyID: LocalBench.credentials.accessKeyID, accessKeySecret: Secret("FakeOther"))),
            403, "SignatureNotMatch"
        ),
        (
            "unknown key",
            LocalBench.request(
                "POST", invocation, action: "InvokeFunction",
                credentials: Credentials(accessKeyID: "FakeId", accessKeySecret: Secret("FakeOther"))),
            403, "InvalidAccessKeyID"
        ),
        ("changed body", change(signed()) { $0.body = Array("{ }".utf8) }, 403, "SignatureNotMatch"),
        (
            "changed body and hash",
            change(signed()) {
                $0.body = Array("{ }".utf8)
                $0.headers.set("x-acs-content-sha256", ACS3Signer.payloadHash($0.body))
            }, 403, "SignatureNotMatch"
        ),
        ("changed path", change(signed()) { $0.rawPath += "/" }, 403, "SignatureNotMatch"),
        ("changed query", change(signed()) { $0.rawQuery = "qualifier=LATEST" }, 403, "SignatureNotMatch"),
        ("changed header", change(signed()) { $0.headers.set("x-acs-version", "1") }, 403, "SignatureNotMatch"),
        ("unsigned header", change(signed()) { $0.headers.add("x-acs-extra", "1") }, 403, "SignatureNotMatch"),
        ("missing date", change(signed()) { $0.headers.remove("x-acs-date") }, 400, "MissingRequiredHeader"),
        (
            "missing nonce", change(signed()) { $0.headers.remove("x-acs-signature-nonce") }, 400,
            "MissingRequiredHeader"
        ),
        (
            "old date",
            LocalBench.request("POST", invocation, action: "InvokeFunction", date: Date.now.addingTimeInterval(-960)),
            400, "InvalidTimeStamp.Expired"
        ),
        (
            "date of the future",
            LocalBench.request("POST", invocation, action: "InvokeFunction", date: Date.now.addingTimeInterval(960)),
            400, "InvalidTimeStamp.Expired"
        ),
        ("broken date", change(signed()) { $0.headers.set("x-acs-date", "now") }, 400, "InvalidTimeStamp.Format"),
        ("foreign host", change(signed()) { $0.headers.set("host", "evil.example:9999") }, 403, "AccessDenied"),
        ("no host", change(signed()) { $0.headers.remove("host") }, 403, "AccessDenied"),
        (
            "unknown function",
            LocalBench.request("POST", ["functions", "x", "invocations"], action: "InvokeFunction"), 404,
            "FunctionNotFound"
        ),
        ("unknown path", LocalBench.request("GET", ["layers"], action: "ListLayers"), 400, "PathNotSupported"),
        ("unknown method", LocalBench.request("PUT", invocation, action: "InvokeFunction"), 400, "PathNotSupported"),
        (
            "another action", LocalBench.request("GET", ["functions"], action: "ListLayers"), 400, "PathNotSupported"
        ),
        (
            "a version",
            LocalBench.request("POST", invocation, action: "InvokeFunction", query: [("qualifier", "3")]), 404,
            "VersionNotFound"
        ),
        (
            "an alias",
            LocalBench.request("POST", invocation, action: "InvokeFunction", query: [("qualifier", "prod")]), 404,
            "AliasNotFound"
        ),
        (
            "another type",
            LocalBench.request(
                "POST", invocation, action: "InvokeFunction", headers: ["x-fc-invocation-type": "Later"]), 400,
            "InvalidArgument"
        ),
        (
            "another log type",
            LocalBench.request("POST", invocation, action: "InvokeFunction", headers: ["x-fc-log-type": "All"]), 400,
            "InvalidArgument"
        ),
        (
            "long headers",
            LocalBench.request(
                "POST", invocation, action: "InvokeFunction", headers: ["x-long": String(repeating: "x", count: 8192)]),
            400, "InvalidArgument"
        ),
        (
            "large body", change(signed()) { $0.body = [UInt8](repeating: 0, count: (32 << 20) + 1) }, 400,
            "EntityTooLarge"
        ),
        (
            "limit 0", LocalBench.request("GET", ["functions"], action: "ListFunctions", query: [("limit", "0")]), 400,
            "InvalidArgument"
        ),
        (
            "limit 101", LocalBench.request("GET", ["functions"], action: "ListFunctions", query: [("limit", "101")]),
            400, "InvalidArgument"
        ),
        (
            "broken token",
            LocalBench.request("GET", ["functions"], action: "ListFunctions", query: [("nextToken", "?")]), 400,
            "InvalidArgument"
        ),
    ]

    @Test(arguments: refusals.map(\.name))
    func refusalsHaveTheCloudsStatusAndCode(name: String) async throws {
        let given = try #require(Self.refusals.first { $0.name == name })
        let bench = try LocalBench()
        let call = Call(await bench.router.reply(to: given.request))
        #expect(call.status == given.status, "\(call.text)")
        #expect(call.code == given.code, "\(call.text)")
        #expect(call.message?.isEmpty == false)
        #expect(call.json?["RequestId"]?.stringValue == call.requestID)
        #expect(call.requestID.wholeMatch(of: #/1-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{12}/#) != nil)
        #expect(call.reply.headers["access-control-expose-headers"]?.contains("x-fc-log-result") == true)
        #expect(call.reply.headers["access-control-allow-origin"] == nil)
    }

    @Test(arguments: ["127.0.0.1:80", "localhost:1", "[::1]:99", "[::1]", "hello.localhost:8080", "LOCALHOST"])
    func loopbackHostsPass(host: String) async throws {
        let bench = try LocalBench()
        var request = LocalBench.request("GET", ["functions"], action: "ListFunctions")
        request.headers.set("host", host)
        // The signature is for another host, so what is refused is the signature and not the host.
        #expect(Call(await bench.router.reply(to: request)).code == "SignatureNotMatch")
    }

    @Test func aNonceIsGoodOnce() async throws {
        let bench = try LocalBench()
        let request = LocalBench.request("GET", ["functions"], action: "ListFunctions")
        #expect(await bench.router.reply(to: request).status == 200)
        let call = Call(await bench.router.reply(to: request))
        #expect(call.status == 400)
        #expect(call.code == "SignatureNonceUsed")
    }

    @Test func noncesAreForgottenAfterTheirWindow() {
        let memory = NonceMemory(window: 1000)
        #expect(memory.insert("a", now: 0))
        #expect(!memory.insert("a", now: 999))
        for number in 0..<5000 { #expect(memory.insert("n\(number)", now: 1500 + Int64(number))) }
        #expect(memory.count <= 1001)
        #expect(memory.insert("a", now: 7000))
    }

    @Test func getFunctionTellsWhatIsConfigured() async throws {
        let bench = try LocalBench { function in
            function.environment = ["B": "2", "A": "1"]
            function.summary = "says hello"
            function.initializer = .init(handler: "index.start", timeout: 7)
        }
        let json = await bench.get(["functions", "hello"], action: "GetFunction").json
        #expect(json?["functionName"] == "hello")
        #expect(json?["functionArn"] == "acs:fc:cn-hangzhou:1234567890:functions/hello")
        #expect(json?["runtime"] == "python3.12")
        #expect(json?["handler"] == "index.handler")
        #expect(json?["timeout"] == 20)
        #expect(json?["memorySize"] == 128)
        #expect(json?["description"] == "says hello")
        #expect(json?["environmentVariables"] == ["A": "1", "B": "2"])
        #expect(json?["instanceLifecycleConfig"]?["initializer"]?["timeout"] == 7)
        #expect(json?["codeSize"]?.intValue ?? 0 > 0)
    }

    @Test func listFunctionsPagesInOrder() async throws {
        let names = ["b", "a", "c1", "c2", "c3"]
        let bench = try LocalBench(
            functions: names.map { LocalFunction(name: $0, runtime: "python3.12", handler: "i.h", codePath: "/tmp") })
        var seen: [String] = []
        var token: String?
        repeat {
            var query = [("limit", "2")]
            if let token { query.append(("nextToken", token)) }
            let json = await bench.get(["functions"], action: "ListFunctions", query: query).json
            let page = json?["functions"]?.arrayValue ?? []
            #expect(!page.isEmpty && page.count <= 2)
            seen += page.compactMap { $0["functionName"]?.stringValue }
            token = json?["nextToken"]?.stringValue
        } while token != nil && seen.count < 10
        #expect(seen == ["a", "b", "c1", "c2", "c3"])
        let some = await bench.get(["functions"], action: "ListFunctions", query: [("prefix", "c")]).json
        #expect(some?["functions"]?.arrayValue?.count == 3)
        #expect(some?["nextToken"] == nil)
    }
}

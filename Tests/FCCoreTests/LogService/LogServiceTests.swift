import FoundationEssentials
import Testing

@testable import FCCore

@Suite("The log service")
struct LogServiceTests {
    private static let store = LogStore(project: "my-project", name: "function-log")

    private static func credentials(_ token: String? = nil) -> Credentials {
        Credentials(
            accessKeyID: "LTAI5tFakeKeyForTests", accessKeySecret: Secret("FakeSecretForTests0123456789ab"),
            securityToken: token.map { Secret($0) })
    }

    /// Signatures that the official SDK made of the same requests.
    @Test(
        "A signature is the SDK's",
        arguments: [
            ("function-log", nil, "uWUdhRM8TNZBK4kBEh1ZCfudVts="), ("a b", nil, "e7qsttwAq01TDB4IlXGK72rID50="),
            ("function-log", "CAISFakeToken+/==", "qBial8sHuM3zENj6e5P5pgFPAOI="),
            ("a b", "CAISFakeToken+/==", "o4xrrkd/6zAK88SFc33X3zktICs="),
        ] as [(String, String?, String)])
    func signature(store: String, token: String?, signature: String) {
        var request = HTTPRequest(
            method: "GET", endpoint: Endpoint(host: "my-project.cn-hangzhou.log.aliyuncs.com"),
            path: HTTPRequest.path(segments: ["logstores", store]), query: [("type", "log")])
        if store == "function-log" {
            request.query += [
                ("from", "1708593691"), ("to", "1708593692"), ("query", #"__topic__:"FCLogs:你好" and "a b&c=d""#),
                ("line", "100"), ("offset", "0"), ("reverse", "false"), ("accurate", "true"),
            ]
        }
        let date = Date(timeIntervalSince1970: 1_708_593_691)
        let signed = LogServiceSigner(credentials: Self.credentials(token)).sign(request, date: date)
        #expect(signed.headers["date"] == "Thu, 22 Feb 2024 09:21:31 GMT")
        #expect(signed.headers["authorization"] == "LOG LTAI5tFakeKeyForTests:\(signature)")
        #expect(signed.headers["x-acs-security-token"] == token)
    }

    @Test("A query names topic and words, quoted")
    func query() {
        #expect(LogQuery.text(function: "f") == #"__topic__:"FCLogs:f""#)
        #expect(LogQuery.text(function: "s$f", requestID: "1-2") == #"__topic__:"s" and "f" and "1-2""#)
        #expect(
            LogQuery.text(function: "f", qualifier: "prod", search: #"a "b" \"#)
                == #"__topic__:"FCLogs:f" and "prod" and "a \"b\" \\""#)
    }

    @Test(
        "Where a project's log is",
        arguments: [
            (nil, false, "https://my-project.cn-hangzhou.log.aliyuncs.com", "my-project.cn-hangzhou.log.aliyuncs.com"),
            (
                nil, true, "https://my-project.cn-hangzhou-intranet.log.aliyuncs.com",
                "my-project.cn-hangzhou-intranet.log.aliyuncs.com"
            ),
            ("http://127.0.0.1:8000", false, "http://127.0.0.1:8000", "my-project.127.0.0.1:8000"),
            ("http://localhost:8000", true, "http://localhost:8000", "my-project.localhost:8000"),
            (
                "log-global.aliyuncs.com", false, "https://my-project.log-global.aliyuncs.com",
                "my-project.log-global.aliyuncs.com"
            ),
        ] as [(String?, Bool, String, String)])
    func place(custom: String?, isInternal: Bool, url: String, authority: String) throws {
        let place = try Endpoint.logService(
            of: "my-project", custom: custom, isInternal: isInternal, region: "cn-hangzhou")
        #expect(place.endpoint.url == url)
        #expect(place.authority == authority)
    }

    @Test("What is no project's name never becomes a host", arguments: ["", "a.b", "a/b", "A", "-a", "a@b"])
    func noProject(name: String) {
        #expect(throws: EndpointError.invalidHost(name)) {
            try Endpoint.logService(of: name, custom: nil, isInternal: false, region: "cn-hangzhou")
        }
    }

    @Test("An entry has its time to the millisecond, and a line without its end")
    func entry() throws {
        let record = try JSONReader.read(
            #"""
            {"__time__": "1708593691", "__time_ns_part__": "42000000", "message": "seen\r\n", "functionName": "f",
             "qualifier": "", "versionId": "3", "instanceID": "c-1"}
            """#)
        let entry = LogEntry(record)
        #expect(entry.time == 1_708_593_691_042)
        #expect(entry.timestamp == "2024-02-22T09:21:31.042Z")
        #expect(entry.message == "seen")
        #expect(entry.qualifier == nil && entry.versionID == "3" && entry.instanceID == "c-1")
        #expect(LogEntry(["__time__": 5, "content": "x"]).message == "x")
    }

    @Test("An expired token is renewed once")
    func renewal() async throws {
        actor Keys: CredentialProvider {
            private var number = 1

            func credentials() async throws(CredentialError) -> Credentials {
                Credentials(
                    accessKeyID: "STS.\(number)", accessKeySecret: Secret("TestSecret"), securityToken: Secret("tok"))
            }

            func discard(_ expired: Credentials) async { number += 1 }
        }
        let refusal = HTTPResponse(
            status: 401,
            body: ResponseBody(Array(#"{"errorCode":"SecurityTokenExpired","errorMessage":"expired"}"#.utf8)))
        let good = HTTPResponse(
            status: 200, headers: ["x-log-progress": "Incomplete"],
            body: ResponseBody(Array(#"[{"message":"a"}]"#.utf8)))
        let transport = FakeTransport(.success(refusal), .success(good))
        let client = FCClient(
            endpoint: Endpoint(host: "example.com"), credentials: Keys(), transport: transport,
            now: { Date(timeIntervalSince1970: 0) }, nonce: { "n" }, userAgent: "test")
        let page = try await client.logService(of: Self.store, custom: nil, isInternal: false, region: "cn-hangzhou")
            .getLogs(LogQuery(text: "x", from: 0, to: 1), deadline: nil)
        #expect(page.entries.map(\.message) == ["a"])
        #expect(!page.isComplete)
        #expect(transport.requests.map { $0.headers["authorization"]?.prefix(9) } == ["LOG STS.1", "LOG STS.2"])
        #expect(transport.requests.first?.headers["host"] == "my-project.cn-hangzhou.log.aliyuncs.com")
    }
}

@Suite("Following a log")
struct LogTailTests {
    private static func entry(_ second: Int, _ message: String) -> LogEntry {
        LogEntry(time: Int64(second) * 1000, message: message)
    }

    /// Asks as a reader does: everything from the tail's beginning to a moment, in pages of two.
    private static func ask(_ tail: inout LogTail, _ log: [LogEntry], now: Int) -> [String] {
        tail.begin(now: now)
        let answer = log.filter { $0.time >= Int64(tail.from) * 1000 && $0.time <= Int64(now) * 1000 }
        var fresh: [LogEntry] = []
        for start in stride(from: 0, to: answer.count, by: 2) {
            fresh += tail.fresh(in: Array(answer[start..<min(start + 2, answer.count)]))
        }
        tail.end()
        return fresh.map(\.message)
    }

    @Test("Lines that are alike are as many lines as there are, on one page or on several")
    func alike() {
        var tail = LogTail(from: 100)
        var log = [Self.entry(100, "a"), Self.entry(100, "a"), Self.entry(100, "a")]
        #expect(Self.ask(&tail, log, now: 101) == ["a", "a", "a"])
        #expect(Self.ask(&tail, log, now: 102) == [])
        log.append(Self.entry(100, "a"))
        #expect(Self.ask(&tail, log, now: 103) == ["a"])
        #expect(Self.ask(&tail, log, now: 104) == [])
    }

    @Test("A line that is found late is news as long as answers overlap")
    func late() {
        var tail = LogTail(from: 100)
        var log = [Self.entry(120, "on time")]
        #expect(Self.ask(&tail, log, now: 121) == ["on time"])
        log.append(Self.entry(110, "late"))
        #expect(Self.ask(&tail, log, now: 122) == ["late"])
        log.append(Self.entry(100, "too late"))
        #expect(Self.ask(&tail, log, now: 123) == [])
        #expect(tail.from == 123 - LogTail.overlap)
    }

    @Test("Whatever comes when, every line is shown once", arguments: 0..<20)
    func everyLineOnce(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var tail = LogTail(from: 1000)
        var log: [LogEntry] = []
        var shown: [String] = []
        for now in 1000..<1100 {
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let delay = Int.random(in: 0..<LogTail.overlap, using: &random)
                log.append(Self.entry(max(1000, now - delay), ["a", "b"][Int.random(in: 0...1, using: &random)]))
            }
            if Bool.random(using: &random) { shown += Self.ask(&tail, log, now: now) }
            // An answer may be skipped, but not for so long that a line is out of reach.
        }
        shown += Self.ask(&tail, log, now: 1100)
        #expect(shown.sorted() == log.map(\.message).sorted())
    }

    private struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}

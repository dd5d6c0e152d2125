import FCCore
import Testing

@testable import FCLocal

/// Who gets to see the page, and what it tells browsers about itself; no process is started.
@Suite struct PageAccessTests {
    static func get(_ path: String, host: String = "127.0.0.1:9999", method: String = "GET") -> FrontRequest {
        FrontRequest(method: method, rawPath: path, headers: ["host": host])
    }

    @Test(arguments: [
        "/", "/page", "/page/", "/page/functions/hello", "/page//", "/page/0123456789abcdef0123456789abcdef/",
        "/page/0123456789abcdef0123456789abcdef/calls/1-test", "/page/%00/",
    ])
    func withoutTheTokenThereIsOnlyAHint(path: String) async throws {
        let bench = try LocalBench()
        bench.keep(answer: "do not show")
        let call = Call(await bench.router.reply(to: Self.get(path)))
        #expect(call.status == 403)
        #expect(call.text.contains("local status"))
        #expect(!call.text.contains(bench.router.pageToken.path) && !call.text.contains("hello"))
        #expect(!call.text.contains("do not show"))
    }

    @Test func everyStartHasATokenOfItsOwn() throws {
        let paths = Set((0..<100).map { _ in PageToken().path })
        #expect(paths.count == 100)
        #expect(paths.allSatisfy { $0.wholeMatch(of: #/\/page\/[0-9a-f]{32}\//#) != nil })
        let token = PageToken()
        let text = String(token.path.split(separator: "/")[1])
        #expect(token.isEqual(to: text))
        for other in ["", String(text.dropLast()), text + "0", text.uppercased() + "x", String(text.reversed()) + "!"] {
            #expect(!token.isEqual(to: other))
        }
    }

    @Test(arguments: [("", 200), ("functions/hello", 200), ("calls/1-test", 200), ("calls/no", 404), ("nothing", 404)])
    func everyPageKeepsToItself(path: String, status: Int) async throws {
        let bench = try LocalBench()
        bench.keep(answer: "{}")
        try Self.check(await bench.page(path), status: status)
    }

    @Test func refusalsKeepToThemselvesToo() async throws {
        let bench = try LocalBench()
        try Self.check(Call(await bench.router.reply(to: Self.get("/page/x/"))), status: 403)
        try Self.check(await bench.submit("invoke", [("function", "no")]), status: 404)
    }

    static func check(_ call: Call, status: Int) throws {
        #expect(call.status == status, "\(call.text)")
        let headers = call.reply.headers
        #expect(headers["content-type"] == "text/html; charset=utf-8")
        #expect(headers["x-frame-options"] == "DENY")
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["referrer-policy"] == "no-referrer")
        #expect(headers["cache-control"] == "no-store")
        #expect(headers["set-cookie"] == nil)
        #expect(headers["access-control-allow-origin"] == nil)
        let policy = try #require(headers["content-security-policy"])
        for rule in ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"] {
            #expect(policy.contains(rule))
        }
        #expect(!policy.contains("unsafe"))
        for kind in ["style", "script"] {
            #expect(policy.firstMatch(of: try Regex("\(kind)-src 'sha256-[A-Za-z0-9+/]{43}='")) != nil)
        }
        #expect(call.text.contains("<style>"))
        // Neither style nor script hides in an attribute, where the policy would stop it.
        #expect(!call.text.contains(" style=") && call.text.firstMatch(of: #/<[^>]* on[a-z]+=/#) == nil)
        #expect(!call.text.contains("src=\"http") && !call.text.contains("<link rel=\"stylesheet"))
    }

    /// Neither functions' addresses nor the API lose a path to the page.
    @Test func itIsInNobodysWay() async throws {
        let bench = try LocalBench { $0.name = "page" }
        let path = bench.router.pageToken.path
        for request in [
            Self.get(path, host: "page.localhost:9999"), Self.get("/page/", host: "page.localhost"),
            Self.get("/", host: "page.localhost"), Self.get("/proxy/page/"),
        ] {
            #expect(Call(await bench.router.reply(to: request)).code == "TriggerNotFound")
        }
        let listed = await bench.get(["functions"], action: "ListFunctions")
        #expect(listed.json?["functions"]?[0]?["functionName"] == "page")
        #expect(Call(await bench.router.reply(to: Self.get("/other"))).code == "PathNotSupported")
        #expect(Call(await bench.router.reply(to: Self.get("/", method: "POST"))).code == "PathNotSupported")
        #expect(Call(await bench.router.reply(to: Self.get(path, host: "evil.example"))).code == "AccessDenied")
    }

    @Test(arguments: ["cross-site", "same-site", "none"])
    func formsOfOtherSitesAreRefused(site: String) async throws {
        let bench = try LocalBench()
        let call = await bench.submit("invoke", [("function", "hello")], headers: ["sec-fetch-site": site])
        #expect(call.status == 403)
        #expect(bench.configuration.invocations.count() == 0)
    }

    @Test(arguments: ["", "functions/hello"])
    func onlyFormsArePosted(path: String) async throws {
        let bench = try LocalBench()
        #expect(await bench.submit(path).status == 404)
        #expect(await bench.submit("calls/1-none").status == 404)
        let put = FrontRequest(method: "PUT", rawPath: bench.router.pageToken.path, headers: LocalBench.browser)
        #expect(await bench.router.reply(to: put).status == 404)
        #expect(bench.configuration.invocations.count() == 0)
    }

    /// Under `/proxy` functions answer from the page's own origin; a worker of theirs would see its addresses.
    @Test func functionsGetNoServiceWorkerBesideThePage() async throws {
        let bench = try LocalBench { $0.triggers = [LocalTrigger(name: "web", type: "http")] }
        var request = Self.get("/proxy/hello/worker.js")
        request.headers.add("service-worker", "script")
        #expect(Call(await bench.router.reply(to: request)).code == "AccessDenied")
        #expect(bench.configuration.invocations.count() == 0)
    }
}

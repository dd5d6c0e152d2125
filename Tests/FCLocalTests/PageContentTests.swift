import FCCore
import Synchronization
import Testing

@testable import FCLocal

/// What the page shows and how; no process is started.
@Suite struct PageContentTests {
    static let attack = "</pre></textarea><script>alert('x')</script>\"'><img src=x onerror=alert(1)>"

    static func check(_ call: Call) {
        #expect(call.status == 200, "\(call.text)")
        #expect(!call.text.contains("<script>alert") && !call.text.contains("<img"))
        #expect(call.text.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"))
    }

    @Test func whatACallSaysIsText() async throws {
        let bench = try LocalBench()
        bench.keep(event: Self.attack, requestID: "1-event")
        bench.keep(event: "1", answer: Self.attack, requestID: "1-answer")
        bench.keep(event: "1", answer: "[\(JSONWriter.quoted(Self.attack))]", requestID: "1-json")
        bench.keep(event: "1", answer: "1", log: Self.attack, requestID: "1-log")
        bench.keep(event: "1", origin: CallOrigin(qualifier: Self.attack), requestID: "1-qualifier")
        bench.keep(event: "1", request: "GET /\(Self.attack)", requestID: "1-request")
        for name in ["event", "answer", "json", "log", "qualifier", "request"] {
            Self.check(await bench.page("calls/1-\(name)"))
        }
        Self.check(await bench.page())
        Self.check(await bench.page("functions/hello", query: "event=1-event"))
    }

    @Test func whatAnSYAMLSaysIsText() async throws {
        let bench = try LocalBench { function in
            function.name = "a" + Self.attack
            function.runtime = Self.attack
            function.handler = Self.attack
            function.summary = Self.attack
            function.problem = Self.attack
            function.triggers = [LocalTrigger(name: "web", type: "http")]
        }
        Self.check(await bench.page())
        Self.check(await bench.page("functions/" + PercentEncoding.encode("a" + Self.attack)))
    }

    @Test func whatWasTypedStaysTextAndStays() async throws {
        let bench = try LocalBench()
        let call = await bench.submit(
            "invoke", [("function", "hello"), ("event", "{" + Self.attack), ("qualifier", Self.attack)])
        #expect(call.status == 400)
        #expect(!call.text.contains("<script>alert") && call.text.contains("{&lt;/pre&gt;&lt;/textarea&gt;"))
        #expect(call.text.contains("line 1, column 2"))
        #expect(call.text.contains("name=\"raw\""))
    }

    @Test func controlCharactersAreSpelledOut() async throws {
        let bench = try LocalBench()
        bench.keep(answer: "\u{1B}[31mred\u{202E}", requestID: "1-a")
        #expect(await bench.page("calls/1-a").text.contains("\\x1b[31mred\\u{202e}"))
    }

    @Test func theOverviewTellsOfFunctionsAndCalls() async throws {
        let bench = try LocalBench { $0.triggers = [LocalTrigger(name: "web", type: "http")] }
        bench.keep(answer: "1", requestID: "1-old")
        bench.keep(origin: CallOrigin(way: .async, qualifier: "prod"), requestID: "1-new")
        let text = await bench.page().text
        for part in [
            "hello</a>", "python3.12", "index.handler", "128 MB", "20 s", "http://hello.localhost:9999/", "hello:prod",
            "async", "waiting", "succeeded", "<label for=\"event\">",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        let new = try #require(text.firstRange(of: "1-new"))
        let old = try #require(text.firstRange(of: "1-old"))
        #expect(new.lowerBound < old.lowerBound)
    }

    @Test func aFunctionThatCannotRunSaysWhy() async throws {
        let bench = try LocalBench { $0.codePath += "/missing" }
        #expect(await bench.page().text.contains("Cannot run:"))
        #expect(await bench.page("functions/hello").text.contains("does not exist"))
        #expect(await bench.page("functions/other").status == 404)
    }

    @Test func manyCallsAreShownOnDemand() async throws {
        let bench = try LocalBench()
        for number in 0..<150 { bench.keep(answer: "1", requestID: "1-\(number)") }
        let some = await bench.page().text
        #expect(some.contains("Show all 150") && some.contains("1-149<") && !some.contains("1-49<"))
        let all = await bench.page(query: "all=yes").text
        #expect(!all.contains("Show all") && all.contains("1-0<"))
    }

    @Test func bigBodiesAreCutAndTheirSizeIsSaid() async throws {
        let bench = try LocalBench()
        let line = String(repeating: "é", count: 50) + "\n"
        let big = String(repeating: line, count: 20_000)
        bench.keep(event: big, answer: big, log: "first\n" + big + "last", requestID: "1-big")
        let text = await bench.page("calls/1-big").text
        #expect(text.utf8.count < 4 * KeptBytes.shownLimit)
        #expect(text.contains("1.9 MB") && text.contains("Only the first 64 KB of 1.9 MB"))
        #expect(text.contains("Only the last 64 KB") && text.contains("last</pre>") && !text.contains("first\n"))
        #expect(!text.contains("\u{FFFD}"))
        #expect(text.contains("too large to be kept") && !text.contains("Invoke again"))
        #expect(await bench.submit("calls/1-big").status == 404)
    }

    @Test func jsonIsLaidOutAndKeepsItsDigits() async throws {
        let bench = try LocalBench()
        bench.keep(answer: #"{"b":1.50,"a":[12345678901234567890]}"#, requestID: "1-a")
        let text = await bench.page("calls/1-a").text
        #expect(text.contains("{\n  &quot;b&quot;: 1.50,\n  &quot;a&quot;: [\n    12345678901234567890\n  ]\n}"))
    }

    @Test func deepJSONDoesNotGrow() {
        let deep = String(repeating: "[", count: 500) + String(repeating: "[],", count: 15_000) + "1"
        let excerpt = PageExcerpt(
            beginning: KeptBytes(beginning: Array((deep + String(repeating: "]", count: 500)).utf8)))
        #expect(excerpt.kind == .text && excerpt.text.utf8.count == excerpt.count)
    }

    @Test func binaryIsShownInHexadecimal() async throws {
        let bench = try LocalBench()
        bench.keep(event: [], answer: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF], requestID: "1-a")
        let text = await bench.page("calls/1-a").text
        #expect(text.contains("9 bytes, binary") && text.contains("0000  89 50 4e 47 0d 0a 1a 0a ff"))
        #expect(text.contains(".PNG....."))
        let long = PageExcerpt(beginning: KeptBytes(beginning: [UInt8](repeating: 0xFE, count: 100_000)))
        #expect(long.kind == .binary && long.shownCount == PageExcerpt.binaryLimit && long.count == 100_000)
        #expect(PageExcerpt(beginning: KeptBytes(beginning: [])).kind == .empty)
    }

    @Test func whatIdentifiesSomebodyIsNotShown() async throws {
        let bench = try LocalBench()
        let request = FrontRequest(
            method: "GET", rawPath: "/",
            headers: ["authorization": "Bearer fake\"token", "cookie": "a=1; session=FakeSession", "x-other": "plain"])
        let answer: Value = ["authorization": "Bearer fake\"token", "seen": "FakeSession", "other": "plain"]
        bench.keep(
            event: JSONWriter.text(answer), answer: JSONWriter.text(answer), log: "token is fake\"token",
            origin: CallOrigin(request, qualifier: "LATEST"), requestID: "1-a")
        let text = await bench.page("calls/1-a").text
        #expect(!text.contains("FakeSession") && !text.contains("fake") && text.contains("plain"))
        #expect(text.contains("token is ******"))
        // The same bytes can be sent again, but not be put into a form to be changed.
        #expect(text.contains("Invoke again") && !text.contains("Change the event"))
        #expect(!(await bench.page("functions/hello", query: "event=1-a").text.contains("FakeSession")))
    }

    @Test func secretsOfTheShellAreHidden() async throws {
        let bench = try LocalBench()
        bench.keep(event: #"{"password": "FakePassword"}"#, answer: "FakePassword", requestID: "1-a")
        var configuration = bench.configuration
        configuration.mask = { $0.split(separator: "FakePassword").joined(separator: "***") }
        let router = Router(
            registry: bench.registry, configuration: configuration, credentials: LocalBench.credentials)
        for path in ["calls/1-a", "functions/hello"] {
            let request = FrontRequest(
                method: "GET", rawPath: router.pageToken.path + path, headers: LocalBench.browser)
            let call = Call(await router.reply(to: request))
            #expect(call.status == 200 && !call.text.contains("FakePassword"))
        }
    }

    @Test func aCallThatRunsIsFollowedWithoutAScript() async throws {
        let bench = try LocalBench()
        bench.keep(requestID: "1-a")
        let running = await bench.page("calls/1-a").text
        #expect(running.contains("<noscript><meta http-equiv=\"refresh\"") && running.contains("data-live"))
        bench.keep(answer: "1", requestID: "1-b")
        let ended = await bench.page("calls/1-b").text
        #expect(!ended.contains("http-equiv") && !ended.contains("data-live") && !ended.contains("<script"))
    }
}

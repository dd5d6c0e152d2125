import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Functions invoked from the page, and calls of others that it tells of.
    @Suite struct PageInvocationTests {
        static let code = """
            import sys
            def handler(event, context):
                print('heard <b>%d</b> bytes' % len(event))
                if event == b'raise': raise ValueError('<i>bad</i>')
                return event
            """

        static func submit(_ bench: LocalBench, _ fields: [(String, String)]) async -> Call {
            let answer = await bench.submit("invoke", [("function", "hello")] + fields)
            #expect(answer.status == 303, "\(answer.text)")
            return await bench.follow(answer)
        }

        @Test func aFormInvokesAndLeadsToTheAnswer() async throws {
            try await LocalBench(Self.code).use { bench in
                let call = await Self.submit(bench, [("event", "{\"a\": [1,\r\n2]}"), ("way", "sync")])
                #expect(call.status == 200)
                for part in [
                    "succeeded", "synchronous", "(cold)", "13 bytes, JSON", "heard &lt;b&gt;13&lt;/b&gt; bytes",
                    "Billed duration", "MB of 128 MB", "Invoke again",
                ] {
                    #expect(call.text.contains(part), "\(part)")
                }
                let record = try #require(bench.configuration.invocations.newest().first)
                // Browsers end lines in their own way; the function gets what was typed.
                #expect(record.event.bytes.elementsEqual("{\"a\": [1,\n2]}".utf8))
                #expect(record.end?.verdict == .succeeded && record.instanceID?.hasPrefix("c-") == true)
                let second = await Self.submit(bench, [("event", "raise")])
                #expect(second.text.contains("✗ UnhandledInvocationError") && second.text.contains("(warm)"))
                #expect(second.text.contains("&lt;i&gt;bad&lt;/i&gt;"))
            }
        }

        @Test func theSameBytesGoOutAgain() async throws {
            try await LocalBench(Self.code).use { bench in
                let event: [UInt8] = [0, 0xFF, 0x0D, 0x0A, 0x25]
                let first = await bench.invoke("hello", event)
                let again = await bench.submit("calls/\(first.requestID)")
                #expect(again.status == 303)
                let records = bench.configuration.invocations.newest()
                #expect(records.count == 2 && records.allSatisfy { $0.event.bytes == event })
                #expect(records[0].requestID != records[1].requestID)
                #expect(records[0].end?.answer.bytes == event)
                let page = await bench.page("calls/\(first.requestID)").text
                #expect(page.contains("5 bytes, binary") && !page.contains("Change the event"))
            }
        }

        @Test func asynchronousCallsShowTheirTaskAndAttempts() async throws {
            try await LocalBench(Self.code) { $0.asyncSettings.retryAttempts = 1 }.use { bench in
                let answer = await bench.submit(
                    "invoke", [("function", "hello"), ("event", "raise"), ("way", "async")])
                #expect(answer.status == 303)
                let calls = bench.configuration.invocations
                let isOver = try await eventually {
                    await bench.follow(answer).text.contains("<small>Failed</small>")
                }
                #expect(isOver && calls.newest().count == 2)
                let page = await bench.follow(answer).text
                for part in ["Asynchronous task", "Enqueued", "Retrying", "attempt 2", "asynchronous"] {
                    #expect(page.contains(part), "\(part)")
                }
                let requestID = calls.newest()[0].requestID
                #expect(await bench.page("calls/\(requestID)/1").status == 200)
                #expect(await bench.page("calls/\(requestID)/7").status == 404)
            }
        }

        @Test func callsOfOthersAreSeen() async throws {
            let bench = try LocalBench(Self.code) { $0.triggers = [LocalTrigger(name: "web", type: "http")] }
            try await bench.use { bench in
                let signed = await bench.invoke(text: "signed")
                let request = FrontRequest(
                    method: "GET", rawPath: "/proxy/hello/x", headers: ["host": "127.0.0.1", "cookie": "s=FakeCookie"])
                let trigger = Call(await bench.router.reply(to: request))
                #expect(trigger.status == 200)
                let list = await bench.page().text
                #expect(list.contains(signed.requestID) && list.contains(trigger.requestID) && list.contains("HTTP"))
                let page = await bench.page("calls/\(trigger.requestID)").text
                #expect(page.contains("HTTP trigger") && page.contains("******") && !page.contains("FakeCookie"))
                var later = request
                later.headers.add("x-fc-invocation-type", "Async")
                let accepted = Call(await bench.router.reply(to: later))
                #expect(accepted.status == 202)
                let isOver = try await eventually {
                    await bench.page("calls/\(accepted.requestID)").text.contains("succeeded")
                }
                #expect(isOver)
                #expect(!(await bench.page("calls/\(accepted.requestID)").text.contains("FakeCookie")))
                let function = await bench.page("functions/hello").text
                #expect(function.contains("idle") && function.contains(signed.instanceID ?? "-"))
            }
        }

        @Test func whatCannotBeCalledIsSaidAboveTheForm() async throws {
            try await LocalBench(Self.code).use { bench in
                let call = await bench.submit(
                    "invoke", [("function", "hello"), ("event", "kept text"), ("qualifier", "prod")])
                #expect(call.status == 404 && call.text.contains("role=\"alert\""))
                #expect(call.text.contains("alias &#39;prod&#39; does not exist") && call.text.contains("kept text"))
                let large = String(repeating: "x", count: Router.asyncBodyLimit + 1)
                let refused = await bench.submit(
                    "invoke", [("function", "hello"), ("event", large), ("way", "async")])
                #expect(refused.status == 400 && refused.text.contains("payload size exceeds"))
                // What is no JSON goes out when it is meant so.
                let raw = await Self.submit(bench, [("event", "{no"), ("raw", "yes")])
                #expect(raw.text.contains("succeeded") && raw.text.contains("{no"))
            }
        }

        @Test func anEndpointSaysWhereItsPageIs() async throws {
            try await LocalBench(Self.code).serve { endpoint in
                #expect(endpoint.page.hasPrefix(endpoint.endpoint.url + "/page/"))
                let client = try LoopbackClient(port: endpoint.endpoint.port ?? 0)
                let path = String(endpoint.page.dropFirst(endpoint.endpoint.url.utf8.count))
                let call = try await client.send(
                    FrontRequest(
                        method: "GET", rawPath: path,
                        headers: ["host": "127.0.0.1:\(endpoint.endpoint.port ?? 0)"]))
                #expect(call.status == 200 && call.text.contains("hello"))
            }
        }
    }
}

import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What callers get from Java handlers, through the router and real processes.
    @Suite struct JavaHandlerTests {
        @Test(arguments: PythonHandlerTests.events.keys.sorted())
        func anEventComesBackByteForByte(name: String) async throws {
            let event = PythonHandlerTests.events[name] ?? []
            try await LocalBench.java("Streams$Echo") { $0.memorySize = 1024 }.use { bench in
                let call = await bench.invoke("hello", event)
                #expect(call.status == 200)
                #expect(call.body.elementsEqual(event))
                #expect(call.errorType == nil)
                #expect(await bench.invoke("hello", event).instanceID == call.instanceID)
            }
        }

        struct Exchange: Sendable, CustomTestStringConvertible {
            var handler: String
            var event: String
            var answer: String
            var testDescription: String { "\(handler) \(event)" }
        }

        static let everyType = """
            {"id": 9007199254740993, "weight": "1.5", "price": 1.10, "size": "LARGE", "grade": "A", "day": "2024-03-04",
             "first": {"name": "n", "count": 2, "fresh": true, "unknown": 1}, "items": [{"name": "a"}],
             "more": [{"count": "7"}], "numbers": [1, 2.0], "table": {"k": [1, 2]}, "tags": ["b", "a", "b"],
             "anything": {"x": [1.5, null]}, "note": "hi", "raw": "AAE=", "passing": "unseen"}
            """

        static let exchanges = [
            Exchange(
                handler: "Objects$Same", event: everyType,
                answer: #"{"id":9007199254740993,"weight":1.5,"missing":null,"price":1.10,"size":"LARGE","grade":"A","#
                    + #""day":"2024-03-04","first":{"name":"n","count":2,"fresh":true,"label":"n x2"},"#
                    + #""items":[{"name":"a","count":0,"fresh":false,"label":"a x0"}],"#
                    + #""more":[{"name":null,"count":7,"fresh":false,"label":"null x7"}],"numbers":[1,2],"#
                    + #""table":{"k":[1,2]},"tags":["b","a"],"anything":{"x":[1.5,null]},"note":"hi","raw":"AAE="}"#),
            Exchange(handler: "Objects$Same", event: "", answer: "null"),
            Exchange(
                handler: "Objects$Total", event: #"[{"name": "a", "count": 2}, {"count": 3}]"#,
                answer: #"{"total":5,"first":{"name":"a","count":2,"fresh":false,"label":"a x2"}}"#),
            Exchange(
                handler: "Objects$Free",
                event: #"{"a":1,"b":1.5,"c":12345678901,"d":"x","e":null,"f":[],"g":{},"h":true,"#
                    + #""i":99999999999999999999}"#,
                answer: #"{"a":"Integer","b":"Double","c":"Long","d":"String","e":"null","f":"ArrayList","#
                    + #""g":"LinkedHashMap","h":"Boolean","i":"BigInteger"}"#),
            Exchange(handler: "Objects$Text", event: #""a\u00e4\n\"""#, answer: #""AÄ\n\"""#),
            Exchange(handler: "Objects$Text", event: "plain 你好", answer: #""PLAIN 你好""#),
            Exchange(handler: "Objects$Text", event: #"{"a":1}"#, answer: #""{\"A\":1}""#),
            Exchange(handler: "Objects$Words", event: #"{"word": "w"}"#, answer: #"{"word":"w","words":["w"]}"#),
            Exchange(
                handler: "Objects$Boxed",
                event: #"{"content": {"name": "x"}, "next": {"content": {"name": "y", "count": 1}}}"#,
                answer: #"{"name":"y","count":1,"fresh":false,"label":"y x1"}"#),
            Exchange(
                handler: "Records", event: #"{"x": 1, "y": 2, "name": "p"}"#,
                answer: #"[{"x":1,"y":2,"name":"p"},{"x":2,"y":1,"name":"mirrored"}]"#),
            Exchange(handler: "Objects$Endless", event: #""nothing""#, answer: "null"),
            Exchange(handler: "Streams$Hidden", event: "", answer: "hidden"),
        ]

        @Test(arguments: exchanges)
        func objectsAreMadeOfJSONAndBack(exchange: Exchange) async throws {
            try await LocalBench.java(exchange.handler).use { bench in
                let call = await bench.invoke(text: exchange.event)
                #expect(call.text == exchange.answer)
                #expect(call.errorType == nil)
            }
        }

        static let unfit: [(event: String, message: String)] = [
            (#"{"id": "x"}"#, #"event.id: "x" is no long"#), (#"{"id": 1.5}"#, "event.id: 1.5 is no long"),
            (#"{"size": "HUGE"}"#, #"event.size: "HUGE" is no Size"#), ("[1]", "event: [1] is no Order"),
            (#"{"first": {"count": true}}"#, "event.first.count: true is no int"),
            (#"{"items": [{}, 5]}"#, "event.items[1]: 5 is no Item"),
            (#"{"id":"#, "the event is not JSON: it ends too early at character 7"),
            ("{'id': 1}", "the event is not JSON: a name is missing at character 2"),
            ("01", "the event is not JSON: a value is missing at character 1"),
            ("{} {}", "the event is not JSON: something follows the value at character 4"),
        ]

        @Test func anEventThatDoesNotFitSaysWhere() async throws {
            try await LocalBench.java("Objects$Same").use { bench in
                for (event, message) in Self.unfit {
                    let call = await bench.invoke(text: event)
                    #expect(call.errorType == "UnhandledInvocationError")
                    #expect(call.json?["errorMessage"]?.stringValue == message)
                    #expect(call.json?["errorType"] == "java.lang.IllegalArgumentException")
                }
            }
        }

        @Test func anHTTPTriggerSendsAnEvent() async throws {
            let bench = try await LocalBench.java("Objects$Web") {
                $0.triggers = [LocalTrigger(name: "web", type: "http", config: .object(Record()))]
            }
            try await bench.use { bench in
                let call = Call(await bench.router.reply(to: HTTPTriggerTests.request("/a%20b")))
                #expect(call.status == 201)
                #expect(call.reply.headers["x-own"] == "yes")
                #expect(call.text == "at /a%20b")
            }
        }

        @Test func theContextHasTheFieldsOfTheCloud() async throws {
            let bench = try await LocalBench.java("Streams$Facts") { function in
                function.timeout = 20
                function.environment = ["FCSH_RT_FD": "7"]
            }
            try await bench.use { bench in
                let call = await bench.invoke()
                let function = bench.configuration.functions[0]
                #expect(
                    call.text.split(separator: "\n").map(String.init) == [
                        call.requestID, FunctionSurroundings.DummyKey.accessKeyID, "hello", function.handler, "|",
                        "20000", "256", "LATEST", "|", "{}", "0", "true", function.codePath, "-1", "null", "hello",
                    ])
            }
        }

        @Test func theLogKeepsItsOrderAndForm() async throws {
            try await LocalBench.java("Streams$Talk").use { bench in
                let call = await bench.invoke()
                let id = call.requestID
                let log = call.log.replacing(#/(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /#, with: "TIME ")
                #expect(
                    log.hasPrefix(
                        """
                        FC Invoke Start RequestId: \(id)
                        one, 你好
                        two
                        TIME \(id) [INFO] three
                        TIME \(id) [DEBUG] four
                        TIME \(id) [FATAL] five
                        six
                        FC Invoke End RequestId: \(id)

                        Duration: 
                        """), "\(call.log)")
            }
        }

        @Test func noLineOfManyIsLost() async throws {
            try await LocalBench.java("Streams$Lines").use { bench in
                let call = await bench.invoke()
                #expect(call.log.contains("line 19998\nline 19999\nFC Invoke End RequestId: \(call.requestID)\n"))
                let record = try #require(await bench.registry.scheduler(of: "hello")?.logs().last)
                let lines = record.text.split(separator: "\n").filter { $0.hasPrefix("line ") }
                #expect(lines.count == 20000)
                #expect(lines.enumerated().allSatisfy { $0.element == "line \($0.offset)" })
            }
        }

        @Test func aChildGetsTheLogAndNothingOfTheChannel() async throws {
            try await LocalBench.java("Streams$Child").use { bench in
                for _ in 0..<2 {
                    let call = await bench.invoke(text: "event")
                    #expect(call.text == "0")
                    let line = "Start RequestId: \(call.requestID)\ndone\nFC Invoke End"
                    #expect(call.log.contains(line), "\(call.log)")
                }
            }
        }

        @Test func anotherVersionIsToldOnce() async throws {
            try await LocalBench.java("Streams$Echo", runtime: "java9").use { bench in
                _ = await bench.invoke()
                _ = await bench.invoke()
                #expect(bench.told.count == 1)
                #expect(bench.told.first?.contains("java9 is not installed: Java ") == true, "\(bench.told)")
            }
        }

        @Test func codeThatTheCloudCouldNotLoadIsWarnedOf() async throws {
            try await LocalBench.java("Records", runtime: "java11").use { bench in
                let call = await bench.invoke(text: #"{"x": 1}"#)
                #expect(call.errorType == nil)
                let warning = "; the function declares java11, and the cloud cannot load it there\n"
                #expect(call.log.contains("warning: example.Records was compiled for Java "))
                #expect(call.log.contains(warning))
                #expect(!(await bench.invoke(text: "{}").log.contains("warning")))
            }
        }

        @Test(arguments: ["app.jar", "app.zip", "folder/app.jar", "folder/lib/app.jar"])
        func codeMayBeAJar(name: String) async throws {
            let classes = try await JavaFixture.classes()
            let folder = try TemporaryFolder()
            let file = try folder.write("", to: name)
            try await JavaFixture.run([try JavaFixture.tool("jar"), "cf", file, "-C", classes, "."])
            let bench = try await LocalBench.java("Streams$Echo") {
                $0.codePath = folder.path + "/" + (name.hasPrefix("folder") ? "folder" : name)
            }
            try await bench.use { bench in
                #expect(await bench.invoke(text: "from a jar").text == "from a jar")
            }
        }
    }
}

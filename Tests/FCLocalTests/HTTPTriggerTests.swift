import FCCore
import FoundationEssentials
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Functions of built-in runtimes behind their local address.
    @Suite struct HTTPTriggerTests {
        static let code = """
            import json
            def handler(event, context):
                request = json.loads(event)
                path = request['rawPath']
                if path == '/text': return 'plain'
                if path == '/json': return {'some': 'value'}
                if path == '/raise': raise ValueError('bad')
                if path == '/bytes':
                    return {'statusCode': 200, 'isBase64Encoded': True, 'body': 'AP8=',
                            'headers': {'Content-Type': 'image/png', 'x-fc-own': 'no'}}
                return {'statusCode': 201, 'headers': {'X-Own': 'yes'}, 'body': json.dumps(request)}
            """

        static func bench(_ config: Value = .object(Record())) throws -> LocalBench {
            try LocalBench(code) { $0.triggers = [LocalTrigger(name: "web", type: "http", config: config)] }
        }

        static func request(
            _ path: String, method: String = "GET", query: String = "", headers: HTTPHeaders = HTTPHeaders(),
            body: [UInt8] = []
        ) -> FrontRequest {
            var all: HTTPHeaders = ["host": "hello.localhost:8000"]
            for field in headers.fields { all.add(field.name, field.value) }
            return FrontRequest(method: method, rawPath: path, rawQuery: query, headers: all, body: body)
        }

        @Test func theRequestBecomesTheDocumentedEvent() async throws {
            try await Self.bench().use { bench in
                let request = Self.request(
                    "/a%20b", method: "POST", query: "k=1&k=2&empty=", headers: ["x-many": "1", "X-Many": "2"],
                    body: Array("text".utf8))
                let call = Call(await bench.router.reply(to: request))
                #expect(call.status == 201)
                #expect(call.reply.headers["x-own"] == "yes")
                let event = try JSONReader.read(call.body)
                #expect(event["version"] == "v1")
                #expect(event["rawPath"] == "/a%20b")
                #expect(event["queryParameters"] == ["k": "1,2", "empty": ""])
                #expect(event["headers"]?["X-Many"] == "1,2")
                #expect(event["body"] == "text" && event["isBase64Encoded"] == false)
                let context = event["requestContext"]
                #expect(context?["accountId"] == "1234567890")
                #expect(context?["domainName"] == "hello.localhost" && context?["domainPrefix"] == "hello")
                #expect(context?["requestId"]?.stringValue == call.requestID)
                #expect(context?["timeEpoch"]?.stringValue?.count == 13)
                #expect(context?["http"]?["method"] == "POST")
                #expect(context?["http"]?["path"] == "/a b")
            }
        }

        @Test func bytesTravelAsBase64() async throws {
            try await Self.bench().use { bench in
                let request = Self.request(
                    "/", method: "POST", headers: ["content-type": "image/png"], body: [0, 255])
                let event = try JSONReader.read(Call(await bench.router.reply(to: request)).body)
                #expect(event["body"] == "AP8=" && event["isBase64Encoded"] == true)
                let answer = Call(await bench.router.reply(to: Self.request("/bytes")))
                #expect(answer.body == [0, 255])
                #expect(answer.reply.headers["content-type"] == "image/png")
                #expect(answer.reply.headers["x-fc-own"] == nil)
            }
        }

        @Test func otherResultsAreTheBodyAndFailuresAre502() async throws {
            try await Self.bench().use { bench in
                let text = Call(await bench.router.reply(to: Self.request("/text")))
                #expect(text.status == 200 && text.text == "plain")
                let json = Call(await bench.router.reply(to: Self.request("/json")))
                #expect(json.status == 200 && json.reply.headers["content-type"] == "application/json")
                let failed = Call(await bench.router.reply(to: Self.request("/raise")))
                #expect(failed.status == 502)
                #expect(failed.errorType == "UnhandledInvocationError")
                #expect(failed.json?["errorMessage"] == "bad")
            }
        }

        @Test func onlyWhatTheTriggerAllowsGetsIn() async throws {
            try await Self.bench(["methods": ["GET"], "authType": "anonymous"]).use { bench in
                #expect(Call(await bench.router.reply(to: Self.request("/", method: "POST"))).status == 405)
                let foreign = Self.request("/", headers: ["sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"])
                #expect(Call(await bench.router.reply(to: foreign)).status == 403)
                let unknown = FrontRequest(method: "GET", rawPath: "/", headers: ["host": "other.localhost"])
                #expect(Call(await bench.router.reply(to: unknown)).code == "FunctionNotFound")
            }
            try await Self.bench(["authType": "function"]).use { bench in
                #expect(Call(await bench.router.reply(to: Self.request("/"))).code == "AccessDenied")
            }
            try await LocalBench().use { bench in
                #expect(Call(await bench.router.reply(to: Self.request("/"))).code == "TriggerNotFound")
            }
        }

        @Test func callersOfATriggerWithTokensBringOne() async throws {
            let config: Value = [
                "methods": ["GET"], "authType": "jwt",
                "authConfig": [
                    "jwks": TokenTests.keys, "whitelist": ["/text"],
                    "tokenLookup": [["readPosition": "header", "parameterName": "Authorization", "prefix": "Bearer "]],
                    "claimPassBy": [
                        ["claimName": "sub", "mappingParameterName": "x-user", "mappingParameterPosition": "header"]
                    ],
                ],
            ]
            try await Self.bench(config).use { bench in
                let none = Call(await bench.router.reply(to: Self.request("/")))
                #expect(none.status == 403 && none.code == "AccessDenied" && none.errorType == "FCCommonError")
                #expect(none.message == "JWT authentication of the trigger 'web' failed: the request brings no token")
                let old = TokenTests.token(["exp": 1000])
                let late = Call(
                    await bench.router.reply(to: Self.request("/", headers: ["Authorization": "Bearer \(old)"])))
                #expect(late.status == 403 && late.message?.hasSuffix("the token has expired") == true)
                let good = TokenTests.token(["sub": "somebody"])
                let call = Call(
                    await bench.router.reply(
                        to: Self.request("/", headers: ["Authorization": "Bearer \(good)", "X-User": "root"])))
                #expect(call.status == 201)
                #expect(call.json?["headers"]?["X-User"] == "somebody")
                #expect(Call(await bench.router.reply(to: Self.request("/text"))).text == "plain")
            }
        }

        @Test func aRequestCanBecomeATaskAndTheLogCanBeAskedFor() async throws {
            try await Self.bench().use { bench in
                let log = Call(await bench.router.reply(to: Self.request("/text", headers: ["x-fc-log-type": "Tail"])))
                #expect(log.log.hasPrefix("FunctionCompute python3 runtime inited.\nFC Invoke Start RequestId: "))
                let accepted = Call(
                    await bench.router.reply(
                        to: Self.request(
                            "/text", headers: ["x-fc-invocation-type": "Async", "x-fc-async-task-id": "one"])))
                #expect(accepted.status == 202 && accepted.body.isEmpty)
                #expect(accepted.reply.headers["x-fc-async-task-id"] == "one")
                let task = try await Self.endedTask("one", bench)
                #expect(task?["status"] == "Succeeded" && task?["returnPayload"] == "plain")
                #expect(task?["taskPayload"]?.stringValue?.contains(#""rawPath":"/text""#) == true)
                let wrong = Call(
                    await bench.router.reply(to: Self.request("/text", headers: ["x-fc-invocation-type": "Later"])))
                #expect(wrong.status == 400 && wrong.code == "InvalidArgument")
            }
        }

        /// A task as the API tells it, once it is over.
        static func endedTask(_ id: String, _ bench: LocalBench) async throws -> Value? {
            func task() async -> Value? {
                await bench.get(["functions", "hello", "async-tasks", id], action: "GetAsyncTask").json
            }
            let isOver = try await eventually(within: .seconds(30)) { await task()?["endTime"] != nil }
            #expect(isOver)
            return await task()
        }

        @Test func itWorksOverARealConnection() async throws {
            try await Self.bench().serve { endpoint in
                let client = try LoopbackClient(port: endpoint.endpoint.port ?? 0)
                let call = try await client.send(Self.request("/text"))
                #expect(call.status == 200 && call.text == "plain")
            }
        }

        @Test func triggersAndInstancesAreListed() async throws {
            try await Self.bench(["methods": ["GET"], "authType": "anonymous"]).use { bench in
                let none = await bench.get(["functions", "hello", "instances"], action: "ListInstances")
                #expect(none.json?["instances"]?.arrayValue?.isEmpty == true)
                let instance = await bench.invoke(text: #"{"rawPath": "/text"}"#).instanceID
                let one = await bench.get(["functions", "hello", "instances"], action: "ListInstances")
                #expect(one.json?["instances"]?[0]?["instanceId"]?.stringValue == instance)
                #expect(one.json?["instances"]?[0]?["status"] == "Running")
                let listed = await bench.get(["functions", "hello", "triggers"], action: "ListTriggers")
                let trigger = listed.json?["triggers"]?[0]
                #expect(trigger?["triggerName"] == "web" && trigger?["triggerType"] == "http")
                #expect(trigger?["triggerConfig"]?.stringValue == #"{"methods":["GET"],"authType":"anonymous"}"#)
                let url = "http://127.0.0.1:9999/proxy/hello/"
                #expect(trigger?["httpTrigger"]?["urlInternet"]?.stringValue == url)
                let got = await bench.get(["functions", "hello", "triggers", "web"], action: "GetTrigger")
                #expect(got.json == trigger)
                let missing = await bench.get(["functions", "hello", "triggers", "no"], action: "GetTrigger")
                #expect(missing.code == "TriggerNotFound")
                let regions = await bench.get(["regions"], action: "DescribeRegions")
                #expect(regions.json?["Regions"]?["Region"]?[0]?["RegionId"] == "cn-hangzhou")
            }
        }
    }
}

import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Express, as Debian packs it, as the server of a custom runtime.
    @Suite(.enabled(if: FileSystem.isFolder("/usr/share/nodejs/express"), "node-express is not installed"))
    struct ExpressTests {
        private static let code = """
            const express = require('express')
            const fs = require('fs')
            const app = express()
            app.use(express.raw({ type: () => true, limit: '40mb' }))
            app.post('/invoke', (request, response) => {
              const event = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
              console.log(`event of ${event.length} bytes`)
              if (String(event) === 'fail') {
                return response.set('x-fc-status', '404').status(404).json({ errorMessage: 'no such order' })
              }
              response.send(event)
            })
            app.get('/orders/:id', (request, response) => {
              response.cookie('seen', '1').status(201).json(
                { id: request.params.id, query: request.query, path: request.get('x-fc-control-path') })
            })
            app.get('/events', async (request, response) => {
              response.type('text/event-stream')
              response.write('data: first\\n\\n')
              while (!fs.existsSync(process.env.FLAG)) await new Promise((resolve) => setTimeout(resolve, 5))
              response.end('data: last\\n\\n')
            })
            app.listen(process.env.FC_SERVER_PORT, '0.0.0.0')
            """

        private static func bench(flag: String = "/nowhere") throws -> LocalBench {
            try LocalBench.server(code, file: "app.js", command: ["node", "/code/app.js"]) { function in
                function.triggers = [LocalTrigger(name: "web", type: "http")]
                function.environment = ["NODE_PATH": "/usr/share/nodejs", "FLAG": flag]
            }
        }

        @Test func eventsAreAnsweredAndTheStatusHeaderReportsFailure() async throws {
            try await Self.bench().use { bench in
                for event in [[], Array("text".utf8), Array(0...255), Array(repeating: 7, count: 32 << 20)] {
                    let call = await bench.invoke("hello", event)
                    #expect(call.status == 200 && call.errorType == nil, "\(call.text.prefix(300))")
                    #expect(call.body == event)
                    #expect(call.log.contains("\nevent of \(event.count) bytes\nFC Invoke End RequestId: "))
                }
                let failed = await bench.invoke(text: "fail")
                #expect(failed.status == 200 && failed.errorType == "UnhandledInvocationError")
                #expect(failed.json?["errorMessage"] == "no such order")
            }
        }

        @Test func requestsOfATriggerReachItsRoutes() async throws {
            try await Self.bench().use { bench in
                let request = HTTPTriggerTests.request("/orders/7%2F8", query: "full=yes")
                let call = Call(await bench.router.reply(to: request))
                #expect(call.status == 201)
                #expect(call.json == ["id": "7/8", "query": ["full": "yes"], "path": "/http-invoke"])
                #expect(call.reply.headers["set-cookie"]?.hasPrefix("seen=1") == true)
                #expect(call.reply.headers["content-type"] == "application/json; charset=utf-8")
                let missing = Call(await bench.router.reply(to: HTTPTriggerTests.request("/nothing")))
                #expect(missing.status == 404 && missing.text.contains("Cannot GET /nothing"))
            }
        }

        @Test func eventsOfAServerComeOneByOne() async throws {
            let folder = try TemporaryFolder()
            try await Self.bench(flag: folder.path + "/go").serve { endpoint in
                let client = try StreamingClient(port: endpoint.endpoint.port ?? 0, "GET /events")
                let first = try await client.read(until: "data: first\n\n")
                #expect(first.contains("data: first\n\n") && !first.contains("last"))
                try folder.write("", to: "go")
                #expect(try await client.read(until: "data: last\n\n").contains("data: last\n\n"))
            }
        }
    }
}

import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What callers get from Node.js handlers, through the router and real processes.
    @Suite struct NodeHandlerTests {
        static let echo = "exports.handler = async (event, context) => event\n"

        @Test(arguments: PythonHandlerTests.events.keys.sorted())
        func anEventComesBackByteForByte(name: String) async throws {
            let event = PythonHandlerTests.events[name] ?? []
            try await LocalBench.node(Self.echo).use { bench in
                let call = await bench.invoke("hello", event)
                #expect(call.status == 200)
                #expect(call.body.elementsEqual(event))
                #expect(call.errorType == nil)
            }
        }

        static let results: [(expression: String, body: String)] = [
            ("Buffer.from([0x61, 0x62])", "ab"), ("new Uint8Array([0x61])", "a"), ("'text, 你好'", "text, 你好"),
            ("({b: 1, a: [true, null]})", #"{"b":1,"a":[true,null]}"#), ("[]", "[]"), ("12.5", "12.5"),
            ("true", "true"), ("null", ""), ("undefined", ""), ("10n", "10"),
            ("new Date(0)", "\"1970-01-01T00:00:00.000Z\""),
        ]

        @Test(arguments: results)
        func resultsAreConvertedAsInTheCloud(expression: String, body: String) async throws {
            let code = """
                exports.handler = async (event, context) => \(expression)
                exports.back = (event, context, callback) => { callback(null, \(expression)) }
                """
            try await LocalBench.node(code).use { bench in
                let call = await bench.invoke()
                #expect(call.text == body)
                #expect(call.errorType == nil)
            }
            try await LocalBench.node(code, runtime: "nodejs14") { $0.handler = "index.back" }.use { bench in
                #expect(await bench.invoke().text == body)
            }
        }

        static let answers: [(runtime: String, handler: String, answer: String)] = [
            ("nodejs20", "async () => 'value'", "value"),
            ("nodejs20", "(event, context, callback) => { setTimeout(() => callback(null, 'later'), 5) }", "later"),
            ("nodejs20", "async (event, context, callback) => { callback(null, 'called') }", "called"),
            (
                "nodejs20", "(event, context, callback) => { callback(null, 'first'); callback(null, 'second') }",
                "first"
            ),
            ("nodejs20", "(event, context) => 'plain'", "plain"),
            ("nodejs18", "(event, context) => Promise.resolve('promised')", "promised"),
            ("nodejs16", "(event, context, callback) => { setTimeout(() => callback(null, 'later'), 5) }", "later"),
            ("nodejs12", "async (event, context, callback) => { callback(null, 'called') }", "called"),
        ]

        @Test(arguments: answers)
        func theRuntimesRulesDecideWhatAnswers(runtime: String, handler: String, answer: String) async throws {
            try await LocalBench.node("exports.handler = \(handler)\n", runtime: runtime).use { bench in
                #expect(await bench.invoke().text == answer)
                #expect(await bench.invoke().text == answer)
            }
        }

        @Test func upTo16APromisesValueIsNoAnswer() async throws {
            let bench = try LocalBench.node("exports.handler = async () => 'value'\n", runtime: "nodejs16") {
                $0.timeout = 1
            }
            try await bench.use { bench in
                let call = await bench.invoke()
                #expect(call.errorType == "UnhandledInvocationError")
                #expect(
                    call.json?["errorMessage"]?.stringValue?.hasPrefix("Function timed out after 1 seconds") == true)
            }
        }

        static let dump = """
            exports.handler = (event, context, callback) => callback(null, {
              names: Object.keys(context).sort(), function: context.function, service: context.service,
              account: context.accountId, rid: context.requestId, key: context.credentials.accessKeyId,
              retries: context.retryCount, logger: typeof context.logger.info })
            """

        @Test(arguments: ["nodejs12", "nodejs16", "nodejs20"])
        func theContextHasTheFieldsOfTheCloud(runtime: String) async throws {
            try await LocalBench.node(Self.dump, runtime: runtime).use { bench in
                let call = await bench.invoke()
                let names: Value = [
                    "accountId", "credentials", "function", "logger", "region", "requestId", "retryCount", "service",
                    "tracing", "waitsForEmptyEventLoopBeforeCallback",
                ]
                #expect(call.json?["names"] == names)
                #expect(call.json?["key"]?.stringValue == FunctionSurroundings.DummyKey.accessKeyID)
                #expect(call.json?["account"] == "1234567890")
                #expect(call.json?["rid"]?.stringValue == call.requestID)
                #expect(call.json?["retries"] == 0)
                #expect(call.json?["logger"] == "function")
                #expect(
                    call.json?["function"] == [
                        "name": "hello", "handler": "index.handler", "memory": 128, "timeout": 20,
                    ])
                #expect(call.json?["service"]?["versionId"] == "LATEST")
            }
        }

        @Test func modulesOfBothKindsAreLoaded() async throws {
            let bench = try LocalBench.node(
                "import { word } from './other.js'\nexport const handler = async () => word\n", file: "index.mjs")
            try bench.folder.write("exports.word = 'mjs'\n", to: "code/other.js")
            try await bench.use { #expect(await $0.invoke().text == "mjs") }
            let typed = try LocalBench.node("export const handler = async () => await Promise.resolve('typed')\n")
            try typed.folder.write(#"{"type": "module"}"#, to: "code/package.json")
            try await typed.use { #expect(await $0.invoke().text == "typed") }
            let deep = try LocalBench.node("exports.run = async () => 'deep'\n", file: "src/app/main.js") {
                $0.handler = "src/app/main.run"
            }
            try await deep.use { #expect(await $0.invoke().text == "deep") }
        }

        @Test func anESModuleIsMissingForOlderRuntimes() async throws {
            let bench = try LocalBench.node(
                "export const handler = async () => 1\n", runtime: "nodejs16", file: "index.mjs")
            try await bench.use { bench in
                #expect(
                    await bench.invoke().json?["errorMessage"]?.stringValue
                        == "Module '\(bench.folder.path)/code/index.js' is missing.")
            }
        }

        @Test func theEnvironmentIsThePlatformsAndTheFunctionsOnly() async throws {
            let bench = try LocalBench.node("exports.handler = async () => ({...process.env, cwd: process.cwd()})\n") {
                $0.environment = ["MODE": "test"]
            }
            try await bench.use { bench in
                let call = await bench.invoke()
                let names = Set(call.json?.recordValue?.keys ?? [])
                #expect(!names.contains { $0.hasPrefix("FCSH_") })
                #expect(names.isSuperset(of: ["FC_FUNCTION_NAME", "FC_INSTANCE_ID", "MODE", "TZ"]))
                #expect(call.json?["HOME"] == "/tmp")
                #expect(call.json?["cwd"]?.stringValue == bench.folder.path + "/code")
                #expect(call.json?["FC_INSTANCE_ID"]?.stringValue == call.instanceID)
            }
        }

        @Test func anotherVersionOfNodeIsToldOnce() async throws {
            try await LocalBench.node(Self.echo, runtime: "nodejs8").use { bench in
                _ = await bench.invoke()
                _ = await bench.invoke()
                #expect(bench.told.count == 1)
                #expect(bench.told.first?.contains("nodejs8 is not installed: Node.js ") == true, "\(bench.told)")
            }
        }

        @Test func theDeclaredVersionIsTakenFromAVersionManager() throws {
            let folder = try TemporaryFolder()
            for name in ["v16.1.0", "v18.2.0", "v18.10.0"] {
                try folder.write("", to: "\(name)/bin/node")
                try writeProgram("#!/bin/sh\n", "\(folder.path)/\(name)/bin/node")
            }
            let search = InterpreterSearch(path: [], nodeVersionFolders: [folder.path])
            #expect(search.node(for: "nodejs18")?.path == folder.path + "/v18.10.0/bin/node")
            #expect(search.node(for: "nodejs14")?.path == folder.path + "/v16.1.0/bin/node")
            #expect(search.node(for: "nodejs20")?.version == "18")
            #expect(search.node(for: "python3") == nil)
            #expect(InterpreterSearch(path: []).node(for: "nodejs20") == nil)
        }
    }
}

import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What callers get from Python handlers, through the router and real processes.
    @Suite struct PythonHandlerTests {
        /// Events by name, so that a failure does not print a megabyte.
        static let events: [String: [UInt8]] = [
            "empty": [], "text": Array("plain text, 你好".utf8), "every byte": Array(UInt8.min...UInt8.max),
            "1 MB": [UInt8](repeating: 7, count: 1 << 20), "32 MB": [UInt8](repeating: 0xFE, count: 32 << 20),
        ]

        @Test(arguments: events.keys.sorted())
        func anEventComesBackByteForByte(name: String) async throws {
            let event = Self.events[name] ?? []
            try await LocalBench().use { bench in
                let call = await bench.invoke("hello", event)
                #expect(call.status == 200)
                #expect(call.body.elementsEqual(event))
                #expect(call.errorType == nil)
                #expect(call.reply.headers["content-type"] == "application/octet-stream")
            }
        }

        static let results: [(expression: String, body: String)] = [
            ("b'\\x00\\xff'.hex().encode()", "00ff"),
            ("'text, 你好'", "text, 你好"),
            ("{'b': 1, 'a': [True, None]}", "{\n    \"a\": [\n        true,\n        null\n    ],\n    \"b\": 1\n}"),
            ("[]", "[]"),
            ("12", "12"),
            ("None", "null"),
            ("True", "true"),
            ("decimal.Decimal('1.5')", "1.5"),
            ("{'at': datetime.date(2024, 3, 4)}", "{\n    \"at\": \"2024-03-04\"\n}"),
            ("Thing()", "{\"thing\": 1}"),
        ]

        @Test(arguments: results)
        func resultsAreConvertedAsInTheCloud(expression: String, body: String) async throws {
            let code = """
                import datetime, decimal
                class Thing:
                    def to_json(self):
                        return '{"thing": 1}'
                def handler(event, context):
                    return \(expression)
                """
            try await LocalBench(code).use { bench in
                let call = await bench.invoke()
                #expect(call.text == body)
                #expect(call.errorType == nil)
            }
        }

        @Test func aResultThatIsNoJSONIsAFunctionError() async throws {
            try await LocalBench("def handler(event, context):\n    return {1, 2}\n").use { bench in
                let call = await bench.invoke()
                #expect(call.errorType == "UnhandledInvocationError")
                #expect(call.json?["errorType"]?.stringValue == "TypeError")
                #expect(call.json?["errorMessage"]?.stringValue == "Object of type set is not JSON serializable")
            }
        }

        static let dump = """
            import json
            def handler(event, context):
                names = sorted(n for n in dir(context) if not n.startswith('_'))
                return json.dumps({'names': names, 'function': vars(context.function), 'region': context.region,
                                   'account': context.account_id, 'rid': context.request_id,
                                   'key': getattr(getattr(context, 'credentials', None), 'access_key_id', None)})
            """

        @Test(arguments: ["python3", "python3.9", "python3.10"])
        func theClassicContextHasCredentialsAndService(runtime: String) async throws {
            try await LocalBench(Self.dump) { $0.runtime = runtime }.use { bench in
                let call = await bench.invoke()
                let names = call.json?["names"]?.arrayValue?.compactMap(\.stringValue) ?? []
                #expect(names.contains("credentials") && names.contains("service") && names.contains("tracing"))
                #expect(names.contains("retry_count") && names.contains("to_json"))
                #expect(call.json?["key"]?.stringValue == FunctionSurroundings.DummyKey.accessKeyID)
                #expect(call.json?["account"]?.stringValue == "1234567890")
                #expect(call.json?["rid"]?.stringValue == call.requestID)
                #expect(
                    call.json?["function"] == [
                        "name": "hello", "handler": "index.handler", "memory": 128, "timeout": 20,
                    ])
            }
        }

        @Test func theContextOfPython312HasExactlyItsFields() async throws {
            try await LocalBench(Self.dump).use { bench in
                let names = await bench.invoke().json?["names"]
                let wanted: Value = [
                    "account_id", "function", "getLogger", "log_project", "log_store", "logger", "region", "request_id",
                ]
                #expect(names == wanted)
            }
        }

        @Test func credentialsOfPython312AreAnAttributeError() async throws {
            try await LocalBench("def handler(event, context):\n    return context.credentials\n").use { bench in
                let call = await bench.invoke()
                #expect(call.json?["errorType"]?.stringValue == "AttributeError")
            }
        }

        @Test func theEnvironmentIsThePlatformsAndTheFunctionsOnly() async throws {
            let code = """
                import json, os
                def handler(event, context):
                    return json.dumps(dict(os.environ, cwd=os.getcwd()))
                """
            let bench = try LocalBench(code) { $0.environment = ["MODE": "test", "TZ": "Asia/Shanghai", "FC_X": "no"] }
            try await bench.use { bench in
                let call = await bench.invoke()
                let names = Set(call.json?.recordValue?.keys ?? [])
                let allowed: Set<String> = [
                    "PATH", "HOME", "TMPDIR", "LANG", "TZ", "LD_LIBRARY_PATH", "ALIBABA_CLOUD_ACCESS_KEY_ID",
                    "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN", "FC_FUNC_CODE_PATH",
                    "FC_ACCOUNT_ID", "FC_REGION", "FC_FUNCTION_NAME", "FC_FUNCTION_HANDLER", "FC_FUNCTION_MEMORY_SIZE",
                    "FC_INSTANCE_ID", "FC_QUALIFIER", "FC_FUNCTION_VERSION", "MODE", "cwd", "LC_CTYPE",
                ]
                #expect(names.isSubset(of: allowed), "\(names.subtracting(allowed))")
                #expect(call.json?["MODE"] == "test")
                #expect(call.json?["TZ"] == "Asia/Shanghai")
                #expect(call.json?["HOME"] == "/tmp")
                #expect(call.json?["FC_FUNC_CODE_PATH"]?.stringValue == bench.folder.path + "/code/")
                #expect(call.json?["cwd"]?.stringValue == bench.folder.path + "/code")
                #expect(call.json?["FC_INSTANCE_ID"]?.stringValue == call.instanceID)
            }
        }
    }
}

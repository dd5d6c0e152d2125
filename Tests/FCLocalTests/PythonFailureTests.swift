import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What callers get when Python functions fail, end or take too long.
    @Suite struct PythonFailureTests {
        @Test func anExceptionIsA200WithATrace() async throws {
            try await LocalBench("def handler(event, context):\n    raise KeyError('no such order')\n").use { bench in
                let call = await bench.invoke()
                #expect(call.status == 200)
                #expect(call.errorType == "UnhandledInvocationError")
                #expect(call.reply.headers["content-type"] == "application/json")
                #expect(call.json?["errorType"] == "KeyError")
                let trace: Value = [
                    [
                        .string("File \"\(bench.folder.path)/code/index.py\""), "line 2", "in handler",
                        "raise KeyError('no such order')",
                    ]
                ]
                #expect(call.json?["stackTrace"] == trace)
                #expect(call.log.contains("Z \(call.requestID) [ERROR] {\"errorMessage\""))
                #expect(
                    call.log.contains(
                        "FC Invoke End RequestId: \(call.requestID), Error: Unhandled function error\n\nDur"))
                let again = await bench.invoke()
                #expect(again.instanceID == call.instanceID)
            }
        }

        static let loadErrors: [(code: String, handler: String, type: String, message: String)] = [
            ("", "handler", "InvalidHandleName", "Invalid handler 'handler'"),
            ("", "missing.handler", "ImportModuleError", "Unable to import module 'missing'"),
            ("import no_such_thing", "index.handler", "ImportModuleError", "Unable to import module 'index'"),
            ("def handler(:", "index.handler", "UserCodeSyntaxError", "Syntax error in module 'index'"),
            ("1 / 0", "index.handler", "UserCodeError", "Module initialization error: 'division by zero'"),
            ("x = 1", "index.handler", "HandlerNotFound", "Handler 'handler' is missing on module 'index'"),
        ]

        @Test(arguments: loadErrors)
        func loadErrorsHaveTheirOwnTypes(code: String, handler: String, type: String, message: String) async throws {
            try await LocalBench(code) { $0.handler = handler }.use { bench in
                let call = await bench.invoke()
                #expect(call.errorType == "UnhandledInvocationError")
                #expect(call.json?["errorType"]?.stringValue == type)
                #expect(call.json?["errorMessage"]?.stringValue == message)
                #expect(call.log.contains("FC Invoke Start RequestId: \(call.requestID)"))
            }
        }

        @Test func aMissingDependencyIsNamedInTheTrace() async throws {
            try await LocalBench("import no_such_thing").use { bench in
                #expect(await bench.invoke().text.contains("No module named 'no_such_thing'"))
            }
        }

        @Test func aHandlersFileIsFoundThoughItsNameIsAModuleOfTheBootstrap() async throws {
            let bench = try LocalBench { $0.handler = "socket.handler" }
            try bench.folder.write("def handler(event, context):\n    return 'mine'\n", to: "code/socket.py")
            try await bench.use { #expect(await $0.invoke().text == "mine") }
        }

        @Test func foldersAndPackagesAreSearched() async throws {
            let bench = try LocalBench { $0.handler = "src/app.main.handler" }
            try bench.folder.write(
                "from .other import word\ndef handler(e, c):\n    return word\n", to: "code/src/app/main.py")
            try bench.folder.write("word = 'deep'\n", to: "code/src/app/other.py")
            try await bench.use { #expect(await $0.invoke().text == "deep") }
        }

        @Test(arguments: ["os._exit(3)", "os.kill(os.getpid(), 11)", "sys.exit(4)"])
        func anEndedProcessIsAnsweredForAndReplaced(ending: String) async throws {
            let code = """
                import os, sys
                def handler(event, context):
                    print('before')
                    if event == b'end':
                        \(ending)
                    return 'alive'
                """
            try await LocalBench(code).use { bench in
                let first = await bench.invoke()
                let call = await bench.invoke(text: "end")
                #expect(call.status == 200)
                #expect(call.errorType == "UnhandledInvocationError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                let shape =
                    #/Process exited unexpectedly before completing request \(duration: \d+ms, maxMemoryUsage: [1-9]\d*MB\)/#
                #expect(message.wholeMatch(of: shape) != nil, "\(message)")
                #expect(call.json?.recordValue?.keys == ["errorMessage"])
                #expect(call.log.contains("before\nFC Invoke End RequestId: \(call.requestID), Error: Process exited"))
                let next = await bench.invoke()
                #expect(next.text == "alive")
                #expect(next.instanceID != first.instanceID)
            }
        }

        @Test func aTimeoutNamesTheLimitAndShowsTheStacks() async throws {
            let code = """
                import time
                def wait_for_it():
                    time.sleep(60)
                def handler(event, context):
                    if event == b'wait':
                        wait_for_it()
                    return 'quick'
                """
            try await LocalBench(code) { $0.timeout = 1 }.use { bench in
                let first = await bench.invoke()
                let start = ContinuousClock.now
                let call = await bench.invoke(text: "wait")
                #expect(start.duration(to: .now) < .seconds(5))
                #expect(call.errorType == "UnhandledInvocationError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                let shape = #/Function timed out after 1 seconds \(maxMemoryUsage: \d+\.\d\dMB\)/#
                #expect(message.wholeMatch(of: shape) != nil, "\(message)")
                #expect(call.log.contains("in wait_for_it"))
                #expect(
                    call.log.contains(
                        "FC Invoke End RequestId: \(call.requestID), Error: Function timed out after 1 seconds"))
                let next = await bench.invoke()
                #expect(next.text == "quick")
                #expect(next.instanceID != first.instanceID)
            }
        }

        @Test func aHandlerThatIgnoresTheSignalIsKilled() async throws {
            let code = """
                import signal, time
                def handler(event, context):
                    signal.signal(signal.SIGTERM, signal.SIG_IGN)
                    time.sleep(60)
                """
            try await LocalBench(code) { $0.timeout = 1 }.use { bench in
                let start = ContinuousClock.now
                let call = await bench.invoke()
                #expect(start.duration(to: .now) < .seconds(5))
                #expect(
                    call.json?["errorMessage"]?.stringValue?.hasPrefix("Function timed out after 1 seconds") == true)
            }
        }

        @Test func aRuntimeThatIsNotSupportedIsRefusedByName() async throws {
            try await LocalBench { $0.runtime = "dotnetcore3.1" }.use { bench in
                let call = await bench.invoke()
                #expect(call.status == 412)
                #expect(call.code == "FunctionNotStarted")
                #expect(call.message?.contains("'dotnetcore3.1'") == true)
                #expect(call.message?.contains("python3.12") == true)
                #expect(await bench.get(["functions", "hello"], action: "GetFunction").status == 200)
            }
        }

        @Test func aMissingInterpreterIsRefused() async throws {
            let bench = try LocalBench()
            var configuration = bench.configuration
            configuration.interpreters = InterpreterSearch(path: [])
            let registry = FunctionRegistry(configuration)
            let router = Router(registry: registry, configuration: configuration, credentials: LocalBench.credentials)
            let request = LocalBench.request("POST", ["functions", "hello", "invocations"], action: "InvokeFunction")
            let call = Call(await router.reply(to: request))
            #expect(call.status == 412)
            #expect(call.message?.contains("Python 3.12") == true)
        }

        @Test func aProgramThatIsNoInterpreterIsReportedWithItsOutput() async throws {
            let bench = try LocalBench()
            var configuration = bench.configuration
            configuration.interpreters = InterpreterSearch(path: [], overrides: ["python3.12": "/bin/cat"])
            let registry = FunctionRegistry(configuration)
            let router = Router(registry: registry, configuration: configuration, credentials: LocalBench.credentials)
            let request = LocalBench.request("POST", ["functions", "hello", "invocations"], action: "InvokeFunction")
            let call = Call(await router.reply(to: request))
            #expect(call.status == 412)
            #expect(call.code == "CAExited")
            #expect(call.message?.contains("exited unexpectedly(code 0") == true, "\(call.message ?? "")")
            #expect(call.message?.contains("Worker(channel).run()") == true)
        }
    }
}

import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What callers get when Node.js functions fail, end or take too long.
    @Suite struct NodeFailureTests {
        struct Failure: Sendable, CustomTestStringConvertible {
            var handler: String
            var runtime = "nodejs20"
            var error = "UnhandledInvocationError"
            var type: String? = "TypeError"
            var message = "oops"
            var testDescription: String { "\(runtime) \(handler)" }
        }

        static let failures = [
            Failure(handler: "async () => { throw new TypeError('oops') }"),
            Failure(handler: "(event, context, callback) => { throw new TypeError('oops') }", runtime: "nodejs14"),
            Failure(handler: "() => Promise.reject(new TypeError('oops'))", runtime: "nodejs14"),
            Failure(handler: "() => new Promise((_, no) => setTimeout(() => no(new TypeError('oops')), 5))"),
            Failure(
                handler: "(event, context, callback) => callback(new TypeError('oops'))",
                error: "HandledInvocationError"),
            Failure(
                handler: "(event, context, callback) => callback(new TypeError('oops'))", runtime: "nodejs14",
                error: "HandledInvocationError"),
            Failure(
                handler: "(event, context, callback) => callback('oops')", error: "HandledInvocationError",
                type: "FunctionHandledError"),
            Failure(
                handler: "(event, context, callback) => { setTimeout(() => { throw new TypeError('oops') }, 5) }"),
            Failure(handler: "async () => { const a = {}; a.a = a; return a }", message: "Converting circular"),
        ]

        @Test(arguments: failures)
        func aFailureIsA200WithItsType(failure: Failure) async throws {
            let code = "exports.handler = \(failure.handler)\nexports.good = async () => 'good'\n"
            try await LocalBench.node(code, runtime: failure.runtime).use { bench in
                let call = await bench.invoke()
                #expect(call.status == 200)
                #expect(call.errorType == failure.error)
                #expect(call.json?["errorType"]?.stringValue == failure.type)
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                #expect(message.hasPrefix(failure.message), "\(message)")
                if failure.type == "TypeError" {
                    let first = call.json?["stackTrace"]?.arrayValue?.first?.stringValue ?? ""
                    #expect(first.hasPrefix("TypeError: \(failure.message)"))
                    #expect(!call.text.contains(bench.folder.path + "/state"))
                }
                let reason = failure.error.hasPrefix("Handled") ? "Handled" : "Unhandled"
                #expect(
                    call.log.contains(
                        "\nFC Invoke End RequestId: \(call.requestID), Error: \(reason) function error\n\nDuration"))
                #expect(call.log.contains("\(call.requestID) [error] {\"errorMessage\""))
                #expect(await bench.invoke().instanceID == call.instanceID)
            }
        }

        static let loadErrors: [(code: String, handler: String, type: String, message: String)] = [
            ("", "handler", "InvalidHandlerName", "Invalid handler 'handler'"),
            ("", "missing.handler", "ImportModuleError", "Module 'CODE/missing.js' is missing."),
            ("require('no-such-thing')", "index.handler", "ImportModuleError", "Cannot find module 'no-such-thing'"),
            ("exports.handler = (", "index.handler", "UserCodeSyntaxError", "Unexpected"),
            ("null.x", "index.handler", "TypeError", "Cannot read propert"),
            ("exports.x = 1", "index.handler", "HandlerNotFound", "Handler 'handler' is missing on module 'index'"),
        ]

        @Test(arguments: loadErrors)
        func loadErrorsHaveTheirOwnTypes(code: String, handler: String, type: String, message: String) async throws {
            try await LocalBench.node(code) { $0.handler = handler }.use { bench in
                let call = await bench.invoke()
                #expect(call.errorType == "UnhandledInvocationError")
                #expect(call.json?["errorType"]?.stringValue == type)
                let wanted = message.split(separator: "CODE").joined(separator: bench.folder.path + "/code")
                #expect(
                    call.json?["errorMessage"]?.stringValue?.hasPrefix(wanted) == true,
                    "\(call.json?["errorMessage"]?.stringValue ?? "")")
                #expect(call.log.contains("FC Invoke Start RequestId: \(call.requestID)"))
            }
        }

        static let endings = [
            "process.exit(4)", "process.kill(process.pid, 'SIGSEGV')",
            "const a = []; while (true) a.push(new Array(1e5).fill('x' + a.length))",
        ]

        @Test(arguments: endings)
        func anEndedProcessIsAnsweredForAndReplaced(ending: String) async throws {
            let code = """
                exports.handler = async (event) => {
                  console.log('before')
                  if (event.length) { \(ending) }
                  return 'alive'
                }
                """
            try await LocalBench.node(code) { $0.memorySize = 64 }.use { bench in
                let first = await bench.invoke()
                let call = await bench.invoke(text: "end")
                #expect(call.errorType == "UnhandledInvocationError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                #expect(message.hasPrefix("Process exited unexpectedly before completing request (duration: "))
                #expect(call.json?.recordValue?.keys == ["errorMessage"])
                let next = await bench.invoke()
                #expect(next.text == "alive")
                #expect(next.instanceID != first.instanceID)
            }
        }

        @Test(arguments: ["await new Promise(() => {})", "while (true) {}"])
        func aTimeoutNamesTheLimit(wait: String) async throws {
            let code = "exports.handler = async (event) => { if (event.length) { \(wait) }; return 'quick' }\n"
            try await LocalBench.node(code) { $0.timeout = 1 }.use { bench in
                _ = await bench.invoke()
                let start = ContinuousClock.now
                let call = await bench.invoke(text: "wait")
                #expect(start.duration(to: .now) < .seconds(5))
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                let shape = #/Function timed out after 1 seconds \(maxMemoryUsage: \d+\.\d\dMB\)/#
                #expect(message.wholeMatch(of: shape) != nil, "\(message)")
                #expect(
                    call.log.contains(
                        "FC Invoke End RequestId: \(call.requestID), Error: Function timed out after 1 seconds"))
                #expect(await bench.invoke().text == "quick")
            }
        }

        @Test func whatIsThrownBetweenRequestsEndsNothing() async throws {
            let code = """
                exports.handler = async (event) => {
                  if (event.length) setTimeout(() => { require('fs').writeFileSync(String(event), ''); null.x }, 5)
                  return 'x'
                }
                """
            try await LocalBench.node(code).use { bench in
                let flag = bench.folder.path + "/flag"
                let first = await bench.invoke(text: flag)
                let isThrown = try await eventually { FileSystem.stamp(flag) != nil }
                #expect(isThrown)
                let next = await bench.invoke()
                #expect(next.instanceID == first.instanceID)
                #expect(next.errorType == nil)
                #expect(next.log.contains("[error] {\"errorMessage\":\"Cannot read prop"))
            }
        }
    }
}

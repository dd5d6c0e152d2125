import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What callers get when Java functions fail, end or take too long.
    @Suite struct JavaFailureTests {
        static let failures: [(event: String, type: String, message: String, cause: String)] = [
            ("checked", "java.io.IOException", "oops", "oops"),
            ("cause", "java.lang.IllegalStateException", "outer", "inner"),
            (
                "silent", "java.lang.NullPointerException", "java.lang.NullPointerException",
                "java.lang.NullPointerException"
            ),
            ("memory", "java.lang.OutOfMemoryError", "Java heap space", "Java heap space"),
        ]

        @Test func somethingThrownIsA200WithItsType() async throws {
            try await LocalBench.java("Streams$Fail").use { bench in
                let first = await bench.invoke()
                for (event, type, message, cause) in Self.failures {
                    let call = await bench.invoke(text: event)
                    #expect(call.status == 200)
                    #expect(call.errorType == "UnhandledInvocationError")
                    #expect(
                        call.json?.recordValue?.keys == ["errorMessage", "errorType", "errorCause", "stackTrace"])
                    #expect(call.json?["errorType"]?.stringValue == type)
                    #expect(call.json?["errorMessage"]?.stringValue == message)
                    #expect(call.json?["errorCause"]?.stringValue == cause)
                    let frames = call.json?["stackTrace"]?.arrayValue?.compactMap(\.stringValue) ?? []
                    let shape = #/example\.Streams\$Fail\.handleRequest\(Streams\.java:\d+\)/#
                    #expect(frames.count == 1 && frames.first?.wholeMatch(of: shape) != nil, "\(frames)")
                    #expect(call.log.contains("\(call.requestID) [ERROR] {\"errorMessage\""))
                    #expect(
                        call.log.contains(
                            "\nFC Invoke End RequestId: \(call.requestID), Error: Unhandled function error\n\nDuration")
                    )
                    #expect(call.instanceID == first.instanceID)
                }
                let deep = await bench.invoke(text: "deep")
                #expect(deep.json?["errorType"] == "java.lang.StackOverflowError")
                #expect(await bench.invoke().text == "alive")
            }
        }

        @Test(arguments: ["number", "list"])
        func aResultThatIsNoJSONFails(event: String) async throws {
            try await LocalBench.java("Objects$Endless").use { bench in
                let call = await bench.invoke(text: "\"\(event)\"")
                #expect(call.errorType == "UnhandledInvocationError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                #expect(message.hasPrefix(event == "number" ? "NaN cannot" : "the result is nested"), "\(message)")
            }
        }

        struct LoadError: Sendable, CustomTestStringConvertible {
            var handler: String
            var type: String
            var message: String
            var testDescription: String { handler }
        }

        static let loadErrors = [
            LoadError(handler: "index.handler", type: "InvalidHandlerName", message: "Invalid handler 'index.handler'"),
            LoadError(
                handler: "example.Nothing::handleRequest", type: "java.lang.ClassNotFoundException",
                message: "class example.Nothing is neither in the code folder nor in a jar there or in lib"),
            LoadError(
                handler: "example.Streams$Echo::handle", type: "HandlerNotFound",
                message: "Handler 'handle' is missing on class 'example.Streams$Echo': it has no public method"),
            LoadError(
                handler: "example.Streams$Loose::handleRequest", type: "HandlerNotFound",
                message: "class example.Streams$Loose implements neither StreamRequestHandler nor PojoRequestHandler"),
            LoadError(
                handler: "example.Streams$Old::handleRequest", type: "HandlerNotFound",
                message: "class example.Streams$Old implements HttpRequestHandler, which Function Compute has not"),
            LoadError(
                handler: "example.Streams$Demanding::handleRequest", type: "java.lang.NoSuchMethodException",
                message: "class example.Streams$Demanding needs a constructor without parameters"),
            LoadError(
                handler: "example.Streams$Broken::handleRequest", type: "java.lang.ExceptionInInitializerError",
                message: "java.lang.ExceptionInInitializerError"),
        ]

        @Test(arguments: loadErrors)
        func codeThatCannotBeLoadedSaysWhy(error: LoadError) async throws {
            try await LocalBench.java("") { $0.handler = error.handler }.use { bench in
                let call = await bench.invoke()
                #expect(call.errorType == "UnhandledInvocationError")
                #expect(call.json?["errorType"]?.stringValue == error.type)
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                #expect(message.hasPrefix(error.message), "\(message)")
                #expect(!call.text.contains("fcsh.host"))
                #expect(call.log.contains("FC Invoke Start RequestId: \(call.requestID)"))
            }
        }

        @Test func codeForANewerJavaIsRefusedInASentence() async throws {
            let classes = try await JavaFixture.classes()
            let folder = try TemporaryFolder()
            var bytes = try FileSystem.read(classes + "/example/Streams$Echo.class")
            bytes[7] = 250
            try FileSystem.makePrivateFolder(folder.path + "/example")
            try FileSystem.writePrivate(bytes, to: folder.path + "/example/Streams$Echo.class")
            try await LocalBench.java("Streams$Echo") { $0.codePath = folder.path }.use { bench in
                let call = await bench.invoke()
                #expect(call.json?["errorType"] == "java.lang.UnsupportedClassVersionError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                #expect(
                    message.hasPrefix("the code was compiled for a newer Java than the one that runs it here, Java "))
                #expect(message.contains("; compile it with '--release 17' or install a newer JDK ("), "\(message)")
            }
        }

        @Test func codeWithoutTheInterfacesIsRefusedInASentence() async throws {
            let classes = try await JavaFixture.classes()
            let folder = try TemporaryFolder()
            try FileSystem.makePrivateFolder(folder.path + "/example")
            let bytes = try FileSystem.read(classes + "/example/Streams$Echo.class")
            try FileSystem.writePrivate(bytes, to: folder.path + "/example/Streams$Echo.class")
            try await LocalBench.java("Streams$Echo") { $0.codePath = folder.path }.use { bench in
                let call = await bench.invoke()
                #expect(call.json?["errorType"] == "java.lang.NoClassDefFoundError")
                #expect(
                    call.json?["errorMessage"]
                        == .string(
                            "the code does not bring com.aliyun.fc.runtime.StreamRequestHandler along; package it "
                                + "together with the jar fc-java-core"))
            }
        }

        @Test(arguments: ["exit", "halt"])
        func anEndedProcessIsAnsweredForAndReplaced(ending: String) async throws {
            try await LocalBench.java("Streams$Fail").use { bench in
                let first = await bench.invoke()
                let call = await bench.invoke(text: ending)
                #expect(call.errorType == "UnhandledInvocationError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                #expect(message.hasPrefix("Process exited unexpectedly before completing request (duration: "))
                #expect(call.json?.recordValue?.keys == ["errorMessage"])
                #expect(!call.log.contains("handleRequest"), "\(call.log)")
                let next = await bench.invoke()
                #expect(next.text == "alive")
                #expect(next.instanceID != first.instanceID)
            }
        }

        @Test func aTimeoutNamesTheLimitAndShowsWhereItWas() async throws {
            try await LocalBench.java("Streams$Wait") { $0.timeout = 1 }.use { bench in
                _ = await bench.invoke()
                let call = await bench.invoke(text: "wait")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                let shape = #/Function timed out after 1 seconds \(maxMemoryUsage: \d+\.\d\dMB\)/#
                #expect(message.wholeMatch(of: shape) != nil, "\(message)")
                #expect(call.log.contains("\"main\" TIMED_WAITING\n"), "\(call.log)")
                let place = #/\n    at example\.Streams\$Wait\.handleRequest\(Streams\.java:\d+\)\n/#
                #expect(call.log.contains(place), "\(call.log)")
                #expect(!call.log.contains("fcsh.host"))
                #expect(
                    call.log.contains(
                        "FC Invoke End RequestId: \(call.requestID), Error: Function timed out after 1 seconds"))
                #expect(await bench.invoke().text == "quick")
            }
        }
    }
}

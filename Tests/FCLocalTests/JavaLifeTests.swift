import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Hooks, reload, memory and the start of Java functions.
    @Suite struct JavaLifeTests {
        static let initializer = LocalFunction.Hook(handler: "example.Streams$Hooks::initialize")

        @Test func theInitializerSharesItsObjectWithTheHandler() async throws {
            try await LocalBench.java("Streams$Hooks") { $0.initializer = Self.initializer }.use { bench in
                let first = await bench.invoke()
                #expect(first.text == "1")
                #expect(await bench.invoke().text == "1")
                let id = first.requestID
                #expect(
                    first.log.contains(
                        "FC Initialize Start RequestId: \(id)\nstarting\nFC Initialize End RequestId: \(id)\n"
                            + "FC Invoke Start RequestId: \(id)\n"), "\(first.log)")
            }
        }

        @Test func aFailedInitializerFailsTheRequestAndTheInstanceGoes() async throws {
            let bench = try await LocalBench.java("Streams$Hooks") { function in
                function.initializer = Self.initializer
                function.environment = ["START": "raise"]
            }
            try await bench.use { bench in
                let first = await bench.invoke()
                #expect(first.errorType == "InitializationError")
                #expect(first.json?["errorType"] == "java.io.IOException")
                #expect(first.json?["errorMessage"] == "bad start")
                #expect(await bench.invoke().instanceID != first.instanceID)
            }
        }

        @Test func preStopRunsWhenTheEndpointStops() async throws {
            let folder = try TemporaryFolder()
            let bench = try await LocalBench.java("Streams$Hooks") { function in
                function.preStop = .init(handler: "example.Streams$Hooks::preStop", timeout: 10)
                function.environment = ["FLAG": folder.path + "/flag"]
            }
            _ = await bench.invoke()
            await bench.stop()
            #expect(try folder.read("flag").utf8.count == 36)
            let logs = await bench.registry.scheduler(of: "hello")?.logs() ?? []
            #expect(
                logs.contains { $0.text.contains("FC PreStop Start RequestId: ") && $0.text.contains("stopping\n") })
        }

        @Test func newClassesAreSeenByTheNextCall() async throws {
            let classes = try await JavaFixture.classes()
            let folder = try TemporaryFolder()
            func compile(_ word: String) async throws {
                let source = try folder.write(
                    """
                    public class App implements com.aliyun.fc.runtime.PojoRequestHandler<Object, String> {
                        public String handleRequest(Object event, com.aliyun.fc.runtime.Context context) {
                            return "\(word)";
                        }
                    }
                    """, to: "App.java")
                try await JavaFixture.compile([source], to: folder.path + "/code", classPath: classes)
            }
            try await JavaFixture.run(["/bin/cp", "-R", classes, folder.path + "/code"])
            try await compile("old")
            let bench = try await LocalBench.java("") { function in
                function.handler = "App::handleRequest"
                function.codePath = folder.path + "/code"
            }
            try await bench.use { bench in
                #expect(await bench.invoke().text == "\"old\"")
                try await compile("new")
                #expect(try await eventually { await bench.invoke().text == "\"new\"" })
            }
        }

        @Test func memoryIsThePeakOfTheRequest() async throws {
            try await LocalBench.java("Streams$Memory").use { bench in
                func used(_ megabytes: String) async -> Double {
                    let call = await bench.invoke(text: megabytes)
                    return call.reply.headers["x-fc-max-memory-usage"].flatMap(Double.init) ?? 0
                }
                let small = await used("1")
                #expect(small > 15 && small < 120, "\(small)")
                let large = await used("100")
                #expect(large > 100 && large < 256, "\(large)")
                #expect(!bench.told.contains { $0.contains("has used more") }, "\(bench.told)")
            }
        }

        @Test func twoInstancesMayStartWithABootstrapThatIsNotCompiledYet() async throws {
            let cache = try TemporaryFolder()
            let bench = try await LocalBench.java("Streams$Echo")
            var configuration = bench.configuration
            configuration.cacheFolder = cache.path
            let scheduler = FunctionScheduler(function: configuration.functions[0], configuration: configuration)
            scheduler.listen()
            async let one = scheduler.invoke(requestID: "1-a", event: [1])
            async let two = scheduler.invoke(requestID: "1-b", event: [2])
            for outcome in await [one, two] {
                guard case .result(let body) = outcome.content else {
                    Issue.record("\(outcome.content)")
                    continue
                }
                #expect(body.count == 1)
            }
            await scheduler.stop()
            let folder = try #require(FileSystem.names(in: cache.path + "/bootstraps").first)
            #expect(FileSystem.names(in: "\(cache.path)/bootstraps/\(folder)/classes") == ["fcsh"])
        }

        @Test func aCompilerThatFailsIsReportedWithItsWords() async throws {
            let jdk = try TemporaryFolder()
            for (name, text) in [("java", "#!/bin/sh\n"), ("javac", "#!/bin/sh\necho no compiler today\nexit 3\n")] {
                try writeProgram(text, jdk.write("", to: "bin/" + name))
            }
            try jdk.write("JAVA_VERSION=\"17.0.1\"\n", to: "release")
            let call = try await refusal { $0.javaHome = jdk.path }
            #expect(call.code == "CAExited")
            #expect(call.message?.hasSuffix("Logs:no compiler today\n") == true, "\(call.message ?? "")")
        }

        @Test func whatIsMissingIsNamed() async throws {
            let nothing = try await refusal { _ in }
            #expect(nothing.status == 412)
            #expect(nothing.code == "FunctionNotStarted")
            #expect(
                nothing.message
                    == "function 'hello' needs Java 17, and no Java 8 or later was found in JAVA_HOME, on PATH or in "
                    + "/usr/lib/jvm; install a JDK, 17 if there is one (apt-get install default-jdk-headless on Debian "
                    + "and Ubuntu)")
            let jre = try TemporaryFolder()
            try writeProgram("#!/bin/sh\n", jre.write("", to: "bin/java"))
            try jre.write("JAVA_VERSION=\"17.0.1\"\n", to: "release")
            let program = FileSystem.resolved(jre.path + "/bin/java") ?? ""
            let runtimeOnly = try await refusal { $0.javaHome = jre.path }
            #expect(
                runtimeOnly.message
                    == "function 'hello' needs the compiler of a JDK once, and \(program) comes without javac; install "
                    + "a JDK (apt-get install default-jdk-headless on Debian and Ubuntu)")
        }

        /// What a caller gets on a machine with nothing but what `change` puts there.
        private func refusal(_ change: (inout InterpreterSearch) -> Void) async throws -> Call {
            let cache = try TemporaryFolder()
            let bench = try LocalBench("", file: "none") { function in
                function.runtime = "java17"
                function.handler = "example.App::handleRequest"
            }
            var configuration = bench.configuration
            configuration.cacheFolder = cache.path
            configuration.interpreters = InterpreterSearch(path: [])
            change(&configuration.interpreters)
            let registry = FunctionRegistry(configuration)
            let router = Router(registry: registry, configuration: configuration, credentials: LocalBench.credentials)
            let request = LocalBench.request("POST", ["functions", "hello", "invocations"], action: "InvokeFunction")
            return Call(await router.reply(to: request))
        }
    }
}

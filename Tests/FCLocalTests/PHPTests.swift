import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// What callers get from PHP handlers, through the router and real processes.
    @Suite struct PHPTests {
        static let echo = "<?php function handler($event, $context) { return $event; }\n"

        @Test(arguments: PythonHandlerTests.events.keys.sorted())
        func anEventComesBackByteForByte(name: String) async throws {
            let event = PythonHandlerTests.events[name] ?? []
            try await LocalBench.php(Self.echo).use { bench in
                let call = await bench.invoke("hello", event)
                #expect(call.status == 200)
                #expect(call.body.elementsEqual(event))
                #expect(call.errorType == nil)
                #expect(await bench.invoke("hello", event).instanceID == call.instanceID)
            }
        }

        static let results: [(expression: String, body: String)] = [
            ("'text, 你好'", "text, 你好"), ("['b' => 1, 'a' => [true, null]]", #"{"b":1,"a":[true,null]}"#),
            ("[]", "[]"), ("12.5", "12.5"), ("true", "true"), ("null", "null"), (#""a\0\xff""#, "a\0\u{FFFD}"),
        ]

        @Test func resultsAreTextOrJSON() async throws {
            let cases = Self.results.enumerated().map { "case '\($0.offset)': return \($0.element.expression);" }
            let code = "<?php function handler($event) { switch ($event) { \(cases.joined(separator: " ")) } }\n"
            try await LocalBench.php(code).use { bench in
                for (number, result) in Self.results.enumerated() {
                    #expect(await bench.invoke(text: String(number)).text == result.body)
                }
            }
        }

        @Test func anHTTPTriggerSendsAnEvent() async throws {
            let code = """
                <?php
                function handler($event) {
                    $path = json_decode($event, true)['rawPath'];
                    return ['statusCode' => 201, 'headers' => ['X-Own' => 'yes'], 'body' => "at $path"];
                }
                """
            let bench = try LocalBench.php(code) {
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
            let code =
                "<?php function handler($event, $context) { return [$context, getenv('FCSH_RT_FD'), "
                + "isset($_SERVER['FCSH_RT_FD']), getenv('FC_FUNCTION_NAME'), getcwd(), fgets(STDIN)]; }\n"
            try await LocalBench.php(code).use { bench in
                let call = await bench.invoke()
                let context = call.json?[0]
                #expect(
                    context?.recordValue?.keys == [
                        "requestId", "credentials", "function", "service", "region", "accountId", "retryCount",
                        "tracing",
                    ])
                #expect(context?["requestId"]?.stringValue == call.requestID)
                #expect(
                    context?["credentials"]?["accessKeyId"]?.stringValue == FunctionSurroundings.DummyKey.accessKeyID)
                #expect(
                    context?["function"] == [
                        "name": "hello", "handler": "index.handler", "memory": 128, "timeout": 20, "initializer": "",
                        "initializationTimeout": 0,
                    ])
                #expect(context?["service"]?["versionId"] == "LATEST")
                #expect(call.json?[1] == false)
                #expect(call.json?[2] == false)
                #expect(call.json?[3] == "hello")
                #expect(call.json?[4]?.stringValue == FileSystem.resolved(bench.folder.path + "/code"))
                #expect(call.json?[5] == false)
            }
        }

        @Test func theLogKeepsItsOrderAndForm() async throws {
            let code = """
                <?php
                function handler($event, $context) {
                    $logger = $GLOBALS['fcLogger'];
                    echo "one\\n";
                    fwrite(STDERR, "two\\n");
                    $logger->info('three');
                    $logger->warning('four', ['k' => 1]);
                    echo $missing;
                    ob_start();
                    echo 'kept';
                }
                """
            try await LocalBench.php(code).use { bench in
                let call = await bench.invoke()
                let id = call.requestID
                let log = call.log.replacing(#/(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /#, with: "TIME ")
                #expect(
                    log.hasPrefix(
                        """
                        FC Invoke Start RequestId: \(id)
                        one
                        two
                        TIME \(id) [INFO] three
                        TIME \(id) [WARNING] four {"k":1}

                        """), "\(call.log)")
                #expect(log.contains(#/(Warning|Notice): Undefined variable.* in .*/code/index\.php on line 8\n/#))
                #expect(log.contains("\nkept\nFC Invoke End RequestId: \(id)\n\nDuration: "))
                #expect(await bench.invoke().errorType == nil)
            }
        }

        @Test func noLineOfManyIsLost() async throws {
            let code = "<?php function handler() { for ($i = 0; $i < 20000; $i++) echo \"line $i\\n\"; }\n"
            try await LocalBench.php(code).use { bench in
                _ = await bench.invoke()
                let record = try #require(await bench.registry.scheduler(of: "hello")?.logs().last)
                let lines = record.text.split(separator: "\n").filter { $0.hasPrefix("line ") }
                #expect(lines.count == 20000)
                #expect(lines.enumerated().allSatisfy { $0.element == "line \($0.offset)" })
            }
        }

        @Test func whatAFileSetsIsGlobalAndHooksRunInTheirFiles() async throws {
            let folder = try TemporaryFolder()
            let code = """
                <?php
                $count = 10;
                function start($context) { global $count; $count++; echo "starting\\n"; }
                function stop($context) { file_put_contents(getenv('FLAG'), $context['requestId']); }
                function handler($event, $context) { global $count; return $count . require 'lib/word.php'; }
                """
            let bench = try LocalBench.php(code) { function in
                function.initializer = .init(handler: "index.start")
                function.preStop = .init(handler: "index.stop")
                function.environment = ["FLAG": folder.path + "/flag"]
            }
            try bench.folder.write("<?php return ' a';\n", to: "code/lib/word.php")
            let first = await bench.invoke()
            #expect(first.text == "11 a")
            #expect(first.log.contains("\nstarting\nFC Initialize End RequestId: \(first.requestID)\n"))
            #expect(await bench.invoke().text == "11 a")
            try bench.folder.write("<?php return ' b';\n", to: "code/lib/word.php")
            #expect(try await eventually { await bench.invoke().text == "11 b" })
            await bench.stop()
            #expect(try folder.read("flag").utf8.count == 36)
        }

        @Test func somethingThrownIsA200WithItsType() async throws {
            let code = """
                <?php
                class OwnError extends RuntimeException {}
                function deeper($text) { throw new OwnError($text); }
                function handler($event, $context) {
                    if ($event === 'error') return intdiv(1, 0);
                    if ($event === 'json') return [NAN];
                    return $event === '' ? 'alive' : deeper($event);
                }
                """
            try await LocalBench.php(code).use { bench in
                let call = await bench.invoke(text: "oops")
                #expect(call.status == 200)
                #expect(call.errorType == "UnhandledInvocationError")
                #expect(call.json?.recordValue?.keys == ["errorMessage", "errorType", "stackTrace"])
                #expect(call.json?["errorMessage"] == "oops")
                #expect(call.json?["errorType"] == "OwnError")
                let trace = call.json?["stackTrace"]
                #expect(trace?.recordValue?.keys == ["file", "line", "traceString"])
                #expect(trace?["file"]?.stringValue?.hasSuffix("/code/index.php") == true)
                #expect(trace?["line"] == 3)
                let text = trace?["traceString"]?.stringValue ?? ""
                #expect(text.contains(#/^#0 .*index\.php\(7\): deeper\('oops'\)\n#1 \{main\}$/#), "\(text)")
                #expect(call.log.contains("\(call.requestID) [ERROR] {\"errorMessage\":\"oops\""))
                #expect(call.log.contains("\(call.requestID), Error: Unhandled function error\n\nDuration"))
                #expect(await bench.invoke(text: "error").json?["errorType"] == "DivisionByZeroError")
                #expect(
                    await bench.invoke(text: "json").json?["errorMessage"]?.stringValue?.hasPrefix(
                        "the result cannot be written as JSON: ") == true)
                let next = await bench.invoke()
                #expect(next.text == "alive")
                #expect(next.instanceID == call.instanceID)
            }
        }

        static let loadErrors: [(code: String, handler: String, type: String, message: String)] = [
            ("<?php", "handler", "InvalidHandlerName", "Invalid handler 'handler'"),
            ("<?php", "missing.handler", "ImportModuleError", "Module 'CODE/missing.php' is missing."),
            ("<?php function 1", "index.handler", "ParseError", "syntax error, "),
            ("<?php throw new LogicException('early');", "index.handler", "LogicException", "early"),
            ("<?php", "index.handler", "HandlerNotFound", "Handler 'handler' is missing on module 'index'"),
        ]

        @Test(arguments: loadErrors)
        func loadErrorsHaveTheirOwnTypes(code: String, handler: String, type: String, message: String) async throws {
            try await LocalBench.php(code) { $0.handler = handler }.use { bench in
                let call = await bench.invoke()
                #expect(call.errorType == "UnhandledInvocationError")
                #expect(call.json?["errorType"]?.stringValue == type)
                let folder = FileSystem.resolved(bench.folder.path + "/code") ?? ""
                let wanted = message.split(separator: "CODE", omittingEmptySubsequences: false).joined(
                    separator: folder)
                #expect(
                    call.json?["errorMessage"]?.stringValue?.hasPrefix(wanted) == true,
                    "\(call.json?["errorMessage"]?.stringValue ?? "")")
                #expect(call.log.contains("FC Invoke Start RequestId: \(call.requestID)"))
            }
        }

        static let endings: [(statement: String, words: String)] = [
            ("exit(4);", ""), ("exit('last words');", "last words"),
            ("$a = str_repeat('x', 1 << 30);", "Allowed memory size of"),
            ("function handler() {}", "Cannot redeclare"),
        ]

        @Test(arguments: endings)
        func anEndedProcessIsAnsweredForAndReplaced(statement: String, words: String) async throws {
            let code = """
                <?php
                function handler($event, $context) {
                    if ($event === 'end') { \(statement) }
                    return 'alive';
                }
                """
            try await LocalBench.php(code).use { bench in
                let first = await bench.invoke()
                let call = await bench.invoke(text: "end")
                #expect(call.errorType == "UnhandledInvocationError")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                #expect(message.hasPrefix("Process exited unexpectedly before completing request (duration: "))
                #expect(call.json?.recordValue?.keys == ["errorMessage"])
                #expect(words.isEmpty || call.log.contains(words), "\(call.log)")
                let next = await bench.invoke()
                #expect(next.text == "alive")
                #expect(next.instanceID != first.instanceID)
            }
        }

        @Test func aTimeoutNamesTheLimit() async throws {
            let code = "<?php function handler($event) { if ($event) { while (true) usleep(1000); } return 'quick'; }\n"
            try await LocalBench.php(code) { $0.timeout = 1 }.use { bench in
                _ = await bench.invoke()
                let call = await bench.invoke(text: "wait")
                let message = call.json?["errorMessage"]?.stringValue ?? ""
                let shape = #/Function timed out after 1 seconds \(maxMemoryUsage: \d+\.\d\dMB\)/#
                #expect(message.wholeMatch(of: shape) != nil, "\(message)")
                #expect(await bench.invoke().text == "quick")
            }
        }

        @Test func memoryIsThePeakOfTheRequest() async throws {
            let code = "<?php function handler($event) { return strlen(str_repeat('x', (int) $event << 20)); }\n"
            try await LocalBench.php(code).use { bench in
                func used(_ megabytes: String) async -> Double {
                    let call = await bench.invoke(text: megabytes)
                    return call.reply.headers["x-fc-max-memory-usage"].flatMap(Double.init) ?? 0
                }
                let large = await used("60")
                let small = await used("1")
                #expect(large > 60 && large < 110, "\(large)")
                #expect(small > 1 && small < 50, "\(small)")
            }
        }

        @Test func anotherVersionIsToldOnce() async throws {
            try await LocalBench.php(Self.echo, runtime: "php7.99").use { bench in
                _ = await bench.invoke()
                _ = await bench.invoke()
                #expect(bench.told.count == 1)
                #expect(bench.told.first?.contains("php7.99 is not installed: PHP ") == true, "\(bench.told)")
            }
        }

        @Test func whatIsMissingIsNamed() async throws {
            let bench = try LocalBench.php(Self.echo)
            var configuration = bench.configuration
            configuration.interpreters = InterpreterSearch(path: [])
            let registry = FunctionRegistry(configuration)
            let router = Router(registry: registry, configuration: configuration, credentials: LocalBench.credentials)
            let request = LocalBench.request("POST", ["functions", "hello", "invocations"], action: "InvokeFunction")
            let call = Call(await router.reply(to: request))
            #expect(call.status == 412)
            #expect(
                call.message
                    == "function 'hello' needs PHP 7.2, and no PHP 7.2 or later was found on PATH; install the command "
                    + "line version of PHP (apt-get install php-cli on Debian and Ubuntu)")
        }
    }
}

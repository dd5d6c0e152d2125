import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Logs and lives of Node.js instances.
    @Suite struct NodeLogTests {
        static let speaking = """
            exports.handler = (event, context, callback) => {
              console.log('printed %d', 1)
              console.debug('two\\nlines')
              context.logger.warn('warned')
              console.error(new Error('bad').message, {a: 1})
              process.stdout.write('raw')
              callback(null, 'x')
            }
            """

        @Test func theFrameOfALogIsExactFrom18On() async throws {
            try await LocalBench.node(Self.speaking).use { bench in
                let cold = await bench.invoke()
                #expect(cold.log.hasPrefix("FC Invoke Start RequestId: \(cold.requestID)\n"))
                let call = await bench.invoke()
                let lines = call.log.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                try #require(lines.count == 10, "\(call.log)")
                #expect(lines[0] == "FC Invoke Start RequestId: \(call.requestID)")
                let stamp = #/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} (\S+) \[info\] printed 1/#
                #expect(lines[1].wholeMatch(of: stamp).map { String($0.1) } == call.requestID)
                #expect(lines[2].hasSuffix(" [debug] two") && lines[3] == "lines")
                #expect(lines[4].hasSuffix(" \(call.requestID) [warn] warned"))
                #expect(lines[5].hasSuffix(" [error] bad { a: 1 }"))
                #expect(lines[6] == "raw")
                #expect(lines[7] == "FC Invoke End RequestId: \(call.requestID)")
                #expect(lines[8].isEmpty && lines[9].hasPrefix("Duration: "))
            }
        }

        @Test func linesUpTo16HaveTheirOlderForm() async throws {
            try await LocalBench.node(Self.speaking, runtime: "nodejs14").use { bench in
                let cold = await bench.invoke()
                #expect(cold.log.contains("\nload code for handler:index.handler\n"))
                let call = await bench.invoke()
                #expect(!call.log.contains("load code"))
                let lines = call.log.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                let stamp = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (\S+) \[verbose\] printed 1/#
                #expect(lines[1].wholeMatch(of: stamp).map { String($0.1) } == call.requestID)
                #expect(lines[2].hasSuffix(" [debug] two\rlines"))
            }
        }

        @Test func theLevelOfTheEnvironmentFiltersFrom18On() async throws {
            let bench = try LocalBench.node(Self.speaking) { $0.environment = ["ALIYUN_FC_LOG_LEVEL": "warn"] }
            try await bench.use { bench in
                let call = await bench.invoke()
                #expect(!call.log.contains("printed") && !call.log.contains("two"))
                #expect(call.log.contains("[warn] warned") && call.log.contains("raw"))
            }
        }

        @Test func twentyThousandLinesArriveInOrderAndTheTailHas4096Bytes() async throws {
            let code = """
                exports.handler = async () => {
                  for (let i = 0; i < 20000; i++) process.stdout.write(`line ${String(i).padStart(5, '0')}\\n`)
                }
                """
            try await LocalBench.node(code).use { bench in
                let call = await bench.invoke()
                #expect(call.log.utf8.count == 4096)
                #expect(call.log.contains("line 19999\nFC Invoke End RequestId: \(call.requestID)\n\nDuration: "))
                let record = try #require(await bench.registry.scheduler(of: "hello")?.logs().last)
                let numbers = record.text.split(separator: "\n").filter { $0.hasPrefix("line ") }
                #expect(numbers.count == 20000)
                #expect(numbers == numbers.sorted())
            }
        }

        @Test func aLineOfAMegabyteStdoutStderrAndAChildKeepTheirOrder() async throws {
            let code = """
                exports.handler = async () => {
                  process.stdout.write('a'.repeat(1 << 20) + '\\n')
                  process.stdout.write('one\\n'); process.stderr.write('two\\n'); process.stdout.write('three\\n')
                  require('child_process').execSync('echo four; echo five >&2', {stdio: 'inherit'})
                  process.stdout.write(Buffer.from('six\\n'))
                  process.stdout.write('seven')
                }
                """
            try await LocalBench.node(code).use { bench in
                let call = await bench.invoke()
                let end =
                    "one\ntwo\nthree\nfour\nfive\nsix\nseven\nFC Invoke End RequestId: \(call.requestID)\n\nDuration"
                #expect(call.log.contains("aaa\n" + end), "\(call.log.suffix(300))")
            }
        }

        static let hooks = """
            let started = 0
            exports.start = async (context) => {
              console.log('starting')
              started += 1
              if (process.env.START === 'raise') throw new RangeError('bad start')
              if (process.env.START === 'wait') await new Promise(() => {})
            }
            exports.stop = (context, callback) => {
              require('fs').writeFileSync(process.env.FLAG, context.requestId)
              callback()
            }
            exports.handler = async () => String(started)
            """

        @Test func hooksRunOnceAndAtTheEnd() async throws {
            let other = try TemporaryFolder()
            let bench = try LocalBench.node(Self.hooks) { function in
                function.initializer = .init(handler: "index.start")
                function.preStop = .init(handler: "index.stop")
                function.environment = ["FLAG": other.path + "/flag"]
            }
            try await bench.use { bench in
                let first = await bench.invoke()
                #expect(first.text == "1")
                let id = first.requestID
                #expect(first.log.hasPrefix("FC Initialize Start RequestId: \(id)\n"))
                #expect(
                    first.log.contains(
                        "starting\nFC Initialize End RequestId: \(id)\nFC Invoke Start RequestId: \(id)\n"))
                #expect(await bench.invoke().text == "1")
                await bench.stop()
                let written = try other.read("flag")
                #expect(written.utf8.count == 36)
            }
        }

        @Test(arguments: [("raise", "bad start"), ("wait", "Function timed out after 1 seconds")])
        func aFailedInitializerFailsTheRequestAndTheInstanceGoes(mode: String, message: String) async throws {
            let bench = try LocalBench.node(Self.hooks) { function in
                function.initializer = .init(handler: "index.start", timeout: 1)
                function.environment = ["START": mode]
            }
            try await bench.use { bench in
                let first = await bench.invoke()
                #expect(first.status == 200)
                #expect(first.errorType == "InitializationError")
                #expect(first.json?["errorMessage"]?.stringValue?.hasPrefix(message) == true)
                #expect(await bench.invoke().instanceID != first.instanceID)
            }
        }

        @Test func anEditOfTheHandlerOrADependencyIsSeen() async throws {
            let bench = try LocalBench.node("exports.handler = async () => require('./other') + '1'\n")
            try bench.folder.write("module.exports = 'a'\n", to: "code/other.js")
            try await bench.use { bench in
                #expect(await bench.invoke().text == "a1")
                try bench.folder.write("module.exports = 'b'\n", to: "code/other.js")
                #expect(try await eventually { await bench.invoke().text == "b1" })
                try bench.folder.write("exports.handler = async () => require('./other') + '2'\n", to: "code/index.js")
                #expect(try await eventually { await bench.invoke().text == "b2" })
            }
        }
    }
}

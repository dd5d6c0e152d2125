import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// The log that comes with an answer.
    @Suite struct PythonLogTests {
        @Test func theFrameOfALogIsExact() async throws {
            let code = """
                import logging
                def handler(event, context):
                    print('printed')
                    logging.getLogger().warning('warned %s', 1)
                    context.logger.info('informed')
                    logging.getLogger().debug('hidden')
                    return 'x'
                """
            try await LocalBench(code).use { bench in
                let cold = await bench.invoke()
                #expect(cold.log.hasPrefix("FunctionCompute python3 runtime inited.\nFC Invoke Start RequestId: "))
                let call = await bench.invoke()
                let id = call.requestID
                let lines = call.log.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                try #require(lines.count == 7, "\(call.log)")
                #expect(lines[0] == "FC Invoke Start RequestId: \(id)")
                #expect(lines[1] == "printed")
                let stamp = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (\S+) \[WARNING\] warned 1/#
                #expect(lines[2].wholeMatch(of: stamp).map { String($0.1) } == id)
                #expect(lines[3].hasSuffix("Z \(id) [INFO] informed"))
                #expect(lines[4] == "FC Invoke End RequestId: \(id)")
                #expect(lines[5].isEmpty)
                let trailer =
                    #/Duration: \d+\.\d\d ms, Billed Duration: \d+ ms, Memory Size: 128 MB, Max Memory Used: \d+\.\d\d MB/#
                #expect(lines[6].wholeMatch(of: trailer) != nil, "\(lines[6])")
            }
        }

        @Test func twentyThousandLinesArriveInOrderAndTheTailHas4096Bytes() async throws {
            let code = """
                def handler(event, context):
                    for number in range(20000):
                        print('line %05d' % number)
                """
            try await LocalBench(code).use { bench in
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
                import subprocess, sys
                def handler(event, context):
                    print('a' * (1 << 20))
                    print('one'); print('two', file=sys.stderr); sys.stdout.write('three\\n')
                    subprocess.run(['/bin/sh', '-c', 'echo four; echo five >&2'])
                    sys.stdout.buffer.write(b'six\\n')
                    print('seven', end='')
                """
            try await LocalBench(code).use { bench in
                let call = await bench.invoke()
                let end =
                    "one\ntwo\nthree\nfour\nfive\nsix\nseven\nFC Invoke End RequestId: \(call.requestID)\n\nDuration"
                #expect(call.log.contains("aaa\n" + end), "\(call.log.suffix(300))")
            }
        }

        @Test func noLogUnlessAskedFor() async throws {
            try await LocalBench().use { bench in
                let call = await bench.invoke("hello", [], headers: ["x-fc-log-type": "None"])
                #expect(call.reply.headers["x-fc-log-result"] == nil)
            }
        }

        @Test func whatIsWrittenBetweenRequestsStandsInFrontOfTheNextAndIsMarked() async throws {
            let code = """
                import os, threading, time
                def later(path):
                    print('late')
                    open(path, 'w').close()
                def handler(event, context):
                    if event:
                        threading.Timer(0.05, later, [event.decode()]).start()
                    return 'x'
                """
            try await LocalBench(code).use { bench in
                let flag = bench.folder.path + "/flag"
                _ = await bench.invoke(text: flag)
                #expect(try await eventually { FileSystem.stamp(flag) != nil })
                let call = await bench.invoke()
                #expect(call.log.hasPrefix("late\nFC Invoke Start RequestId: \(call.requestID)\n"))
                let record = try #require(await bench.registry.scheduler(of: "hello")?.logs().last)
                #expect(record.idleBytes == 5)
            }
        }

        @Test func memoryIsThePeakOfTheRequest() async throws {
            let code = """
                def handler(event, context):
                    held = bytearray(int(event) << 20)
                    for place in range(0, len(held), 4096): held[place] = 1
                    return 'x'
                """
            try await LocalBench(code) { $0.memorySize = 64 }.use { bench in
                let large =
                    await bench.invoke(text: "100").reply.headers["x-fc-max-memory-usage"].flatMap(Double.init) ?? 0
                let small =
                    await bench.invoke(text: "1").reply.headers["x-fc-max-memory-usage"].flatMap(Double.init) ?? 0
                #expect(large > 100 && large < 160)
                #if os(Linux)
                    #expect(small > 1 && small < 60)
                #endif
                #expect(bench.told.count { $0.contains("more than its 64 MB") } == 1)
            }
        }
    }
}

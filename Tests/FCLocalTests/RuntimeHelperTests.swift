import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// The guard between the endpoint and a function's process.
    @Suite struct RuntimeHelperTests {
        /// Starts a process behind a guard as the endpoint does, tells the numbers of all of them, and waits.
        static let host = """
            import os, socket, sys, time
            helper, folder = sys.argv[1:]
            mine, control = socket.socketpair()
            channel, other = socket.socketpair()
            if os.fork() == 0:
                mine.close(); channel.close()
                os.dup2(control.fileno(), 0)
                os.dup2(other.fileno(), 3)
                os.execv(helper, [helper, '__runtime-helper', folder, '/bin/sh', '-c',
                                  'sleep 600 & echo child $! >&2; trap "" TERM HUP; while :; do sleep 1; done'])
            control.close(); other.close()
            print('report', mine.recv(100).decode().strip(), flush=True)
            time.sleep(600)
            """

        @Test func nothingOutlivesAKilledHost() async throws {
            let folder = try TemporaryFolder()
            let script = try folder.write(Self.host, to: "host.py")
            let python = try #require(LocalBench.interpreters.python(for: "python3.12")).path
            let end = ContinuousClock.now + .seconds(20)
            let helper = try BuiltProduct.path("fcsh")
            // The shell starts the host, waits for its numbers, kills it without mercy and looks for survivors.
            let outcome = try await Program.run(
                [
                    "/bin/sh", "-c",
                    """
                    "$0" "$1" "$2" "$3" > "$3/out" 2>&1 &
                    host=$!
                    while ! { grep -q report "$3/out" && grep -q child "$3/out"; }; do :; done
                    kill -9 $host
                    cat "$3/out"
                    """, python, script, helper, folder.path,
                ], environment: Program.environment(home: folder.path), limit: .seconds(20))
            let numbers = outcome.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            #expect(numbers.count == 2, "\(outcome.text)")
            #expect(try await eventually(within: .seconds(2)) { !numbers.contains(where: isAlive) })
            #expect(ContinuousClock.now < end)
        }

        static let ends: [(script: String, status: Int?, signal: Int?, hasOutput: Bool)] = [
            ("exit 3", 3, nil, false), ("kill -9 $$", nil, 9, false), ("exec /no/such/program", 127, nil, true),
        ]

        @Test(arguments: ends)
        func theEndIsReported(script: String, status: Int?, signal: Int?, hasOutput: Bool) async throws {
            let end = try await Self.run(["/bin/sh", "-c", script])
            #expect(end.status == status)
            #expect(end.signal == signal)
            #expect(end.log.bytes.isEmpty != hasOutput)
        }

        @Test func aProgramThatDoesNotExistIsReportedWithTheSystemsNumber() async throws {
            #expect(try await Self.run(["/no/such/program"]).failure == 2)
        }

        @Test func whatAProcessLeavesBehindEndsWithIt() async throws {
            let end = try await Self.run(["/bin/sh", "-c", "sleep 600 & echo $!"])
            let child = try #require(Int(String(decoding: end.log.bytes, as: UTF8.self).dropLast()))
            #expect(try await eventually { !isAlive(child) })
        }

        private static func run(_ command: [String]) async throws -> ProcessEnd {
            let (signals, report) = AsyncStream<InstanceSignal>.makeStream()
            let plan = LaunchPlan(command: command, environment: ["PATH": "/usr/bin:/bin"], workingFolder: "/tmp")
            let process = try InstanceProcess(plan, helperPath: BuiltProduct.path("fcsh")) { report.yield($0) }
            defer { process.kill() }
            for await signal in signals {
                if case .exited(let end) = signal { return end }
            }
            throw TestFailure("the process did not end")
        }
    }
}

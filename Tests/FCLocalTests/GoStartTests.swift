import FCCore
import TestSupport
import Testing

@testable import FCLocal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension FunctionTests {
    /// Which program a Go function is, how it is built, and what is said when there is none.
    @Suite struct GoStartTests {
        private static func sources(version: String = "one") throws -> [(name: String, text: String)] {
            let main = try GoFunction.source("main.go").split(separator: #""one""#).joined(separator: "\"\(version)\"")
            return [("main.go", main), ("runtime.go", try GoFunction.source("runtime.go"))]
        }

        @Test(arguments: [true, false]) func sourcesAreBuiltAndBuiltAgain(hasModule: Bool) async throws {
            let bench = try GoFunction.emptyBench(change: { $0.handler = "" })
            for (name, text) in try Self.sources() { try bench.folder.write(text, to: "code/" + name) }
            if hasModule { try bench.folder.write("module hello\n\ngo 1.19\n", to: "code/go.mod") }
            try await bench.use { bench in
                let calls = (0..<3).map { _ in Task { await bench.invoke(text: "version") } }
                for call in calls {
                    let answer = await call.value
                    #expect(answer.text == "one", "\(answer.text)")
                }
                #expect(bench.told.count { $0.contains("is built from its Go sources") } == 1)
                try bench.folder.write(try Self.sources(version: "two")[0].text, to: "code/main.go")
                #expect(
                    try await eventually(within: .seconds(60)) { await bench.invoke(text: "version").text == "two" })
                let programs = bench.configuration.stateFolder + "/programs"
                let folder = try #require(FileSystem.names(in: programs).first)
                #expect(FileSystem.names(in: "\(programs)/\(folder)").count == 1)
                #expect(FileSystem.names(in: bench.folder.path + "/code").allSatisfy { $0.contains(".") })
            }
        }

        @Test func whatTheCompilerSaysIsTheMessage() async throws {
            let bench = try GoFunction.emptyBench()
            try bench.folder.write("package main\n\nfunc main() { undefinedName() }\n", to: "code/main.go")
            try await bench.use { bench in
                let call = await bench.invoke(text: "x")
                #expect(call.status == 412)
                #expect(call.code == "FunctionNotStarted")
                #expect(call.message?.contains("'go build' in \(bench.folder.path)/code failed:") == true)
                #expect(call.message?.contains("main.go:3:15: undefined: undefinedName") == true, "\(call.text)")
                try bench.folder.write("package other\n", to: "code/main.go")
                #expect(
                    try await eventually {
                        await bench.invoke(text: "x").message?.contains("are not those of a program") == true
                    })
            }
        }

        @Test func withoutGoTheCommandIsNamed() async throws {
            let bench = try GoFunction.emptyBench()
            try bench.folder.write("package main\n", to: "code/main.go")
            var configuration = bench.configuration
            configuration.interpreters.path = []
            configuration.interpreters.overrides = [:]
            guard configuration.interpreters.go == nil else { return }
            let router = Router(
                registry: FunctionRegistry(configuration), configuration: configuration,
                credentials: LocalBench.credentials)
            let request = LocalBench.request("POST", ["functions", "hello", "invocations"], action: "InvokeFunction")
            let call = Call(await router.reply(to: request))
            #expect(call.status == 412)
            let (system, processor) = (ProgramFile.Platform.here.system, ProgramFile.Platform.here.processor ?? "")
            #expect(
                call.message?.contains("GOOS=\(system) GOARCH=\(processor) go build -o main' in \(bench.folder.path)")
                    == true, "\(call.message ?? "")")
            #expect(call.message?.contains("install Go") == true)
        }

        @Test func aProgramForAnotherMachineIsBuiltHereWhenItsSourcesAreThere() async throws {
            let bench = try GoFunction.filledBench { code in
                try FileSystem.writePrivate(Self.foreign, to: code + "/main")
                chmod(code + "/main", 0o755)
            }
            for (name, text) in try Self.sources() { try bench.folder.write(text, to: "code/" + name) }
            try await bench.use { bench in
                #expect(await bench.invoke(text: "version").text == "one")
                #expect(bench.told.contains { $0.hasPrefix("main of function 'hello' is a program for linux/riscv64") })
            }
        }

        @Test func sourcesNewerThanTheProgramAreToldOf() async throws {
            let program = try await GoFunction.program
            let bench = try GoFunction.filledBench { symlink(program, $0 + "/main") }
            try bench.folder.write("package main\n", to: "code/main.go")
            var times = [timespec(), timespec()]
            for place in times.indices { times[place].tv_sec = Int(WallClock.milliseconds() / 1000 + 3600) }
            #expect(utimensat(AT_FDCWD, bench.folder.path + "/code/main.go", times, 0) == 0)
            try await bench.use { bench in
                #expect(await bench.invoke(text: "version").text == "one")
                #expect(bench.told.contains { $0.hasPrefix("main of function 'hello' is older than main.go") })
            }
        }

        /// The first bytes of an ELF program for RISC-V.
        private static let foreign: [UInt8] =
            [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 8) + [2, 0, 243, 0]
            + [UInt8](repeating: 0, count: 44)

        struct BadProgram: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var name = "main"
            var bytes: [UInt8] = []
            var mode: mode_t = 0o755
            var code = "CAFileNotFound"
            var message: String
        }

        static let badPrograms = [
            BadProgram(testDescription: "no file", name: "other", message: "/code/main is not exist"),
            BadProgram(
                testDescription: "no x", bytes: Array("#!/bin/sh\n".utf8), mode: 0o644,
                message: "Permission denied. Make it"),
            BadProgram(testDescription: "other machine", bytes: foreign, message: "It is a program for linux/riscv64"),
            BadProgram(
                testDescription: "text", bytes: Array("hello\n".utf8), message: "neither a program for this system"),
            BadProgram(
                testDescription: "no interpreter", bytes: Array("#!/no/such/program\n".utf8),
                message: "The program in its first line is not there"),
            BadProgram(
                testDescription: "exits at once", bytes: Array("#!/bin/sh\necho words; exit 7\n".utf8),
                code: "CAExited",
                message: "Logs:words"),
            BadProgram(
                testDescription: "gives up", bytes: Array(RuntimeAPIPrograms.hopeless.utf8), code: "FunctionNotStarted",
                message: "The function cannot be started. no table of prices. Logs:trying"),
        ]

        @Test(arguments: badPrograms) func aProgramThatDoesNotStartIsExplained(bad: BadProgram) async throws {
            let bench = try GoFunction.filledBench { code in
                try FileSystem.writePrivate(bad.bytes, to: "\(code)/\(bad.name)")
                chmod("\(code)/\(bad.name)", bad.mode)
            }
            try await bench.use { bench in
                let call = await bench.invoke(text: "x")
                #expect(call.status == 412)
                #expect(call.code == bad.code)
                #expect(call.message?.contains(bad.message) == true, "\(call.message ?? "")")
            }
        }

        @Test func whateverSpeaksTheRuntimeAPIRuns() async throws {
            let bench = try GoFunction.filledBench { code in
                try writeProgram(RuntimeAPIPrograms.python(answer: "heard"), code + "/main")
            }
            try await bench.use { bench in
                let first = await bench.invoke(text: "你好")
                #expect(first.text == "heard 你好")
                #expect(first.log.hasPrefix("working\n\nDuration: "), "\(first.log)")
                #expect(await bench.invoke(text: "").text == "heard ")
            }
        }
    }
}

import FCCore
import TestSupport
import Testing

@testable import FCLocal

extension FunctionTests {
    /// Memory, packages and reloads, in both languages where they differ.
    @Suite struct InstanceLimitTests {
        private static let hungryPython = """
            import time
            def handler(event, context):
                if event:
                    held = []
                    while True: held.append(bytearray(b'x' * (8 << 20))); time.sleep(0.005)
                return 'alive'
            """
        private static let hungryNode = """
            exports.handler = async (event) => {
              const held = []
              while (event.length) {
                held.push(Buffer.alloc(8 << 20, 1))
                await new Promise((resolve) => setTimeout(resolve, 5))
              }
              return 'alive'
            }
            """

        private static func limited(_ bench: LocalBench) -> (LocalBench, Router, FunctionRegistry) {
            var configuration = bench.configuration
            configuration.endsAboveMemory = true
            let registry = FunctionRegistry(configuration)
            return (
                bench, Router(registry: registry, configuration: configuration, credentials: LocalBench.credentials),
                registry
            )
        }

        @Test(arguments: ["python3.12", "nodejs20"])
        func whoTakesTooMuchIsEndedWhenThatIsAskedFor(runtime: String) async throws {
            let isNode = runtime == "nodejs20"
            let bench =
                isNode
                ? try LocalBench.node(Self.hungryNode) : try LocalBench(Self.hungryPython)
            let (_, router, registry) = Self.limited(bench)
            func invoke(_ event: String) async -> Call {
                Call(
                    await router.reply(
                        to: LocalBench.request(
                            "POST", ["functions", "hello", "invocations"], action: "InvokeFunction",
                            body: Array(event.utf8))))
            }
            let first = await invoke("")
            #expect(first.text == "alive")
            let call = await invoke("eat")
            #expect(call.errorType == "UnhandledInvocationError")
            #expect(call.json?["errorMessage"]?.stringValue?.hasPrefix("Process exited unexpectedly") == true)
            let used = call.reply.headers["x-fc-max-memory-usage"].flatMap(Double.init) ?? 0
            #expect(used > 128 && used < 400, "\(used)")
            #expect(bench.told.contains { $0.contains("more than its 128 MB of memory") })
            let next = await invoke("")
            #expect(next.text == "alive" && next.instanceID != first.instanceID)
            for scheduler in registry.schedulers { await scheduler.stop() }
        }

        /// A ZIP file of stored entries, and of one that is compressed.
        private static func makeZip(_ folder: TemporaryFolder, _ code: String) async throws {
            try folder.write(code, to: "zip/index.py")
            try folder.write(String(repeating: "a line of many\n", count: 5000), to: "zip/lib/data.txt")
            let script = """
                import sys, zipfile, os
                root, target = sys.argv[1:]
                with zipfile.ZipFile(target + '.new', 'w', zipfile.ZIP_DEFLATED) as archive:
                    for folder, _, names in os.walk(root):
                        for name in names:
                            path = os.path.join(folder, name)
                            archive.write(path, os.path.relpath(path, root),
                                          zipfile.ZIP_STORED if name == 'index.py' else zipfile.ZIP_DEFLATED)
                os.rename(target + '.new', target)
                """
            let python = try #require(LocalBench.interpreters.python(for: "python3.12"))
            let process = try GuardedProcess.start(
                LaunchPlan(
                    command: [python.path, "-c", script, folder.path + "/zip", folder.path + "/code.zip"],
                    environment: [:], workingFolder: folder.path, hasChannel: false),
                helperPath: try BuiltProduct.path("fcsh"))
            let path = folder.path + "/code.zip.new"
            let isWritten = try await eventually(within: .seconds(20)) {
                FileSystem.stamp(path) == nil && FileSystem.stamp(folder.path + "/code.zip") != nil
            }
            try #require(isWritten)
            closeAll(process)
        }

        @Test func aCodePackageIsUnpackedAndItsChangeIsSeen() async throws {
            let code = "def handler(e, c):\n    return 'WORD %d' % len(open('lib/data.txt').read())\n"
            let folder = try TemporaryFolder()
            try await Self.makeZip(folder, code)
            let bench = try LocalBench { $0.codePath = folder.path + "/code.zip" }
            try await bench.use { bench in
                #expect(await bench.invoke().text == "WORD 75000")
                let published = await bench.publish()
                try FileSystem.writePrivate(Array("no archive".utf8), to: folder.path + "/code.zip")
                let isRefused = try await eventually { await bench.invoke().code == "CAFileNotFound" }
                #expect(isRefused)
                FileSystem.remove(folder.path + "/code.zip")
                try await Self.makeZip(folder, code.replacing("WORD", with: "OTHER"))
                let isNew = try await eventually { await bench.invoke().text == "OTHER 75000" }
                #expect(isNew)
                let old = await bench.invoke("hello", [], query: [("qualifier", published)])
                #expect(old.text == "WORD 75000")
            }
        }

        @Test func aPackageMayNotWriteElsewhere() throws {
            var bytes: [UInt8] = []
            func number(_ value: Int, _ count: Int) {
                for index in 0..<count { bytes.append(UInt8(value >> (8 * index) & 255)) }
            }
            let name = Array("../evil".utf8)
            number(0x0403_4B50, 4)
            for (value, count) in [(20, 2), (0, 2), (0, 2), (0, 4), (0, 4), (1, 4), (1, 4), (name.count, 2), (0, 2)] {
                number(value, count)
            }
            bytes += name + [0x78]
            let list = bytes.count
            number(0x0201_4B50, 4)
            for (value, count) in [
                (20, 2), (20, 2), (0, 2), (0, 2), (0, 4), (0, 4), (1, 4), (1, 4), (name.count, 2), (0, 2), (0, 2),
                (0, 2),
                (0, 2), (0, 4), (0, 4),
            ] { number(value, count) }
            bytes += name
            let size = bytes.count - list
            number(0x0605_4B50, 4)
            for (value, count) in [(0, 2), (0, 2), (1, 2), (1, 2), (size, 4), (list, 4), (0, 2)] {
                number(value, count)
            }
            let archive = try ZipArchive(bytes)
            #expect(try archive.content(of: archive.entries[0]) == [0x78])
            let folder = try TemporaryFolder()
            #expect(throws: ZipArchive.Failure.self) { try archive.unpack(to: folder.path + "/in") }
            #expect(FileSystem.stamp(folder.path + "/evil") == nil)
            #expect(throws: ZipArchive.Failure.self) { try ZipArchive(Array(bytes.dropLast(30))) }
        }

        @Test(arguments: ["python3.12", "nodejs20"])
        func aDeletedHandlerIsReportedAndItsReturnIsSeen(runtime: String) async throws {
            let isNode = runtime == "nodejs20"
            let code = isNode ? "exports.handler = async () => 'here'\n" : "def handler(e, c):\n    return 'here'\n"
            let file = isNode ? "index.js" : "index.py"
            try await LocalBench(code, file: file) { $0.runtime = runtime }.use { bench in
                #expect(await bench.invoke().text == "here")
                FileSystem.remove(bench.folder.path + "/code/" + file)
                let isGone = try await eventually { await bench.invoke().json?["errorType"] == "ImportModuleError" }
                #expect(isGone)
                try bench.folder.write(code, to: "code/" + file)
                let isBack = try await eventually { await bench.invoke().text == "here" }
                #expect(isBack)
            }
        }

        @Test func twoCallersOfNodeGetTwoInstancesAndARunningCallKeepsItsCode() async throws {
            let code = """
                const fs = require('fs')
                exports.handler = async (event) => {
                  const flag = String(event)
                  fs.writeFileSync(`${flag}.${process.pid}`, '')
                  while (!fs.existsSync(flag)) await new Promise((resolve) => setTimeout(resolve, 2))
                  return 'old'
                }
                """
            try await LocalBench.node(code).use { bench in
                let flag = bench.folder.path + "/flags/go"
                try bench.folder.write("", to: "flags/keep")
                let calls = (0..<2).map { _ in Task { await bench.invoke(text: flag) } }
                let areRunning = try await eventually {
                    FileSystem.names(in: bench.folder.path + "/flags").count { $0.hasPrefix("go.") } == 2
                }
                #expect(areRunning)
                try bench.folder.write("exports.handler = async () => 'new'\n", to: "code/index.js")
                let isNew = try await eventually { await bench.invoke(text: flag).text == "new" }
                #expect(isNew)
                try bench.folder.write("", to: "flags/go")
                var instances: Set<String> = []
                for call in calls {
                    let answer = await call.value
                    #expect(answer.text == "old")
                    instances.insert(answer.instanceID ?? "")
                }
                #expect(instances.count == 2)
            }
        }
    }
}

extension LocalBench {
    /// Publishes the function; the version's number.
    fileprivate func publish() async -> String {
        let request = Self.request("POST", ["functions", "hello", "versions"], action: "PublishFunctionVersion")
        return Call(await router.reply(to: request)).json?["versionId"]?.stringValue ?? ""
    }
}

/// A Go program that has to be compiled before it can run.
struct GoBuild: Sendable, Hashable {
    /// How long a build may take.
    private static let limit: Duration = .seconds(300)

    /// The function's name, for people.
    var function: String
    /// The path of `go`.
    var compiler: String
    /// What is built: the folder as a package, or single files.
    var packages: [String]
    /// Where the sources are.
    var folder: String
    /// What the compiler finds in its environment.
    var environment: [String: String]
    /// Where the program is put. Its path tells one state of the sources from another.
    var product: String

    /// The command that people build a program for this machine with.
    static var hint: String {
        let here = ProgramFile.Platform.here
        return "CGO_ENABLED=0 GOOS=\(here.system) GOARCH=\(here.processor ?? "") go build"
    }

    /// Whether the program is there.
    var isDone: Bool { FileSystem.isProgram(product) }

    /// Builds the program; other builds of the same function go. A build that is cancelled is ended.
    /// - Returns: why it is not there afterwards, with what the compiler wrote.
    func run(helperPath: String) async -> ServiceRefusal? {
        let draft = product + "." + Identifiers.random(8)
        defer { FileSystem.remove(draft) }
        do throws(FileError) {
            try FileSystem.makePrivateFolder(parent(of: product))
        } catch {
            return refusal("\(error.path): \(error.reason)")
        }
        let end: ProcessEnd?
        let start = ContinuousClock.now
        do throws(SpawnError) {
            end = try await finish(draft, helperPath: helperPath)
        } catch {
            return refusal("\(error)")
        }
        if start.duration(to: .now) >= Self.limit {
            return refusal("'go build' took more than \(Self.limit.components.seconds) seconds")
        }
        guard let end, end.failure == nil, end.status == 0 else {
            let output = end.map { String(decoding: $0.log.bytes.suffix(RequestLog.tailLimit), as: UTF8.self) } ?? ""
            return refusal("'go build' in \(folder) failed:\n\(output)")
        }
        guard FileSystem.isProgram(draft), FileSystem.move(draft, to: product) else {
            return refusal("the sources in \(folder) are not those of a program (package main)")
        }
        removeOthers()
        return nil
    }

    private func finish(_ draft: String, helperPath: String) async throws(SpawnError) -> ProcessEnd? {
        let (signals, report) = AsyncStream<InstanceSignal>.makeStream()
        let plan = LaunchPlan(
            command: [compiler, "build", "-o", draft] + packages, environment: environment, workingFolder: folder,
            hasChannel: false)
        let process = try InstanceProcess(plan, helperPath: helperPath) { report.yield($0) }
        let deadline = Task {
            try await Task.sleep(for: Self.limit)
            process.kill()
        }
        defer { deadline.cancel() }
        return await withTaskCancellationHandler {
            for await signal in signals {
                if case .exited(let end) = signal { return end }
            }
            return nil
        } onCancel: {
            process.kill()
        }
    }

    /// A program that still runs does not mind that its file is gone.
    private func removeOthers() {
        let own = parent(of: product)
        let all = parent(of: own)
        for name in FileSystem.names(in: all) where "\(all)/\(name)" != own { FileSystem.remove("\(all)/\(name)") }
    }

    private func parent(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }

    private func refusal(_ reason: String) -> ServiceRefusal {
        FunctionRuntime.notStarted("function '\(function)' cannot be built: \(reason)")
    }
}

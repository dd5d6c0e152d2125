import FCCore
import Shell
import ShellSyntax

/// Runs scripts: files, `-c` text, standard input.
struct ScriptRun {
    private static let inputName = "<standard input>"

    let program: Program
    /// Told of what happens; nil when nobody asked for a report.
    private var recorder: RunRecorder?
    /// Which tests run; all without one.
    private var filter: TestFilter?
    /// Whether a failed test is followed by the next test, and a failed file by the next file.
    private var keepsGoing = false
    /// Whether the last line counts what was done.
    private var tellsSummary = false

    init(program: Program) {
        self.program = program
    }

    /// How one script went.
    struct Outcome: Sendable {
        var status: ExitStatus
        var tests = TestCounts()

        init(_ status: ExitStatus) {
            self.status = status
        }
    }

    /// Runs `-c` text.
    func run(text: String, name: String, arguments: [String]) async -> ExitStatus {
        let source = SourceText(name: name, text)
        let input = StandardInputReader.free
        return await run(source, path: nil, input: input, arguments: arguments, variables: [:]).status
    }

    /// Runs files one after the other; each starts with fresh variables and settings.
    func run(files: [String], arguments: [String], _ options: RunOptions) async -> ExitStatus {
        do throws(Failure) {
            guard !files.isEmpty else {
                throw Failure(.usage, "no script is named", next: "fcsh run FILE…, or - for standard input")
            }
            let papers = try RunPapers(options, world: program.world, console: program.console)
            let variables = try RunVariables(world: program.world).read(options)
            let world = try RunWorld(options, program).world(recording: papers.recording)
            var run = ScriptRun(program: await Program(program, in: world))
            run.recorder = papers.recorder
            run.filter = TestFilter(options.tests)
            run.keepsGoing = options.keepsGoing
            run.tellsSummary = options.tellsSummary
            return await run.run(files, arguments, variables, options.limit, papers)
        } catch {
            return report(error)
        }
    }

    /// Runs, and writes what is to be left behind whatever the ending.
    private func run(
        _ files: [String], _ arguments: [String], _ variables: [String: Value], _ limit: Duration?, _ papers: RunPapers
    ) async -> ExitStatus {
        await program.interrupts.restoring {
            _ = papers.write(ending: .interrupted, status: .terminated)
        } _: {
            let status: ExitStatus
            if let limit {
                status = await within(limit) { await runAll(files, arguments, variables) }
            } else {
                status = await runAll(files, arguments, variables)
            }
            let ending: RunRecord.Ending =
                switch status {
                case .runLimit: .outOfTime
                case .interrupted: .interrupted
                default: .finished
                }
            return papers.write(ending: ending, status: status)
        }
    }

    private func runAll(_ files: [String], _ arguments: [String], _ variables: [String: Value]) async -> ExitStatus {
        let start = ContinuousClock.now
        var summary = RunSummary(files: files.count)
        for (index, file) in files.enumerated() {
            if index > 0 {
                await program.session.beginAnew()
                program.console.follow(await program.session.settings, environment: program.world.environment)
            }
            recorder?.beginFile(file == "-" ? Self.inputName : file)
            let outcome = await run(file: file, arguments: arguments, variables: variables)
            recorder?.endFile()
            summary.add(outcome)
            guard outcome.status == .success || keepsGoing && !Task.isCancelled else {
                for file in files[(index + 1)...] { recorder?.passOver(file) }
                break
            }
        }
        if tellsSummary {
            summary.calls = program.session.results.nextNumber - 1
            program.console.notice(summary.line(elapsed: start.duration(to: .now)))
        }
        guard let filter, !filter.hasMatched, summary.status == .success else { return summary.status }
        program.console.error("no test has a name that fits --test")
        return .usage
    }

    private func run(file: String, arguments: [String], variables: [String: Value]) async -> Outcome {
        let isInput = file == "-"
        let path = isInput ? nil : program.world.path(file)
        let bytes: [UInt8]
        do throws(Failure) {
            if let path { bytes = try read(path, file) } else { bytes = try StandardInputReader.read() }
        } catch {
            recorder?.note(.failure(error, place: RunPlace(source: file, line: 1, column: 1)))
            return Outcome(report(error))
        }
        await program.session.look(beside: path.map { FilePaths.directory(of: $0) })
        return await run(
            SourceText(name: isInput ? Self.inputName : file, bytes: bytes), path: path,
            input: isInput ? .holdsScript : StandardInputReader.free, arguments: arguments, variables: variables)
    }

    private func read(_ path: String, _ name: String) throws(Failure) -> [UInt8] {
        do {
            if let bytes = try program.world.files.contents(of: path) { return bytes }
        } catch {
            throw Failure(.usage, "\(name) cannot be read: \(error.reason)")
        }
        throw Failure(.usage, "there is no file \(name)")
    }

    private func run(
        _ source: SourceText, path: String?, input: StandardInput, arguments: [String], variables: [String: Value]
    ) async -> Outcome {
        var interpreter = program.interpreter(standardInput: input, arguments: arguments)
        var resolver = Resolver(
            catalog: program.catalog, world: program.world, isInteractive: interpreter.surroundings.person != nil,
            variables: Set(variables.keys))
        let resolution = resolver.resolve(Parser.parse(source), path: path)
        program.console.show(resolution.findings)
        if resolution.hasErrors {
            for finding in resolution.findings { note(finding) }
            return Outcome(.usage)
        }
        if resolution.script.makesSeveralResults { await program.session.separateBodies() }

        for (name, value) in variables { interpreter.scope.set(name, Scope.Variable(value)) }
        interpreter.observe(recorder, filter, keepsGoing: keepsGoing)
        let prepared = interpreter
        return await program.interrupts.withCancellation {
            var running = prepared
            let ending = await running.run(resolution.script)
            var outcome = Outcome(running.status(of: ending))
            outcome.tests = running.tests
            return outcome
        }
    }

    /// Tells of what is wrong with a script that will not run.
    private func note(_ finding: Resolver.Findings) {
        for diagnostic in finding.errors {
            let failure = Failure(
                .usage, diagnostic.message, notes: diagnostic.notes.map(\.message), next: diagnostic.next)
            recorder?.note(.failure(failure, place: RunPlace(diagnostic.span, in: finding.source)))
        }
    }

    /// Ends the run when its limit is reached.
    private func within(_ limit: Duration, _ run: @escaping @Sendable () async -> ExitStatus) async -> ExitStatus {
        let console = program.console
        return await withTaskGroup(of: ExitStatus?.self) { group in
            group.addTask { await run() }
            group.addTask {
                guard (try? await Task.sleep(for: limit)) != nil else { return nil }
                console.error(StyledText("the run's limit of \(limit.inWords) is reached (--max-time)"))
                return .runLimit
            }
            defer { group.cancelAll() }
            while let status = await group.next() {
                if let status { return status }
            }
            return .internalFault
        }
    }

    private func report(_ failure: Failure) -> ExitStatus {
        program.console.show(failure)
        return failure.status
    }
}

extension ResolvedScript {
    /// Whether the script may show more than one answer. What it sources late may show any number.
    var makesSeveralResults: Bool {
        var count = 0
        for statement in statements {
            switch statement.resolution {
            case .command(let command, _): count += command.spec.makesResult ? 1 : 0
            case .source(let script): count += script.makesSeveralResults ? 2 : script.count
            case .block: count += 2
            case .none:
                if case .source = statement.statement.kind { count += 2 }
            }
        }
        return count > 1
    }

    private var count: Int {
        statements.count { statement in
            if case .command(let command, _) = statement.resolution { command.spec.makesResult } else { false }
        }
    }
}

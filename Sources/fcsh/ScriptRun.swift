import FCCore
import Shell
import ShellSyntax

/// Runs scripts: files, `-c` text, standard input.
struct ScriptRun {
    let program: Program

    /// Runs `-c` text.
    func run(text: String, name: String, arguments: [String]) async -> ExitStatus {
        let source = SourceText(name: name, text)
        return await run(source, path: nil, input: StandardInputReader.free, arguments: arguments, variables: [:])
    }

    /// Runs files one after the other; each starts with fresh variables and settings.
    func run(files: [String], arguments: [String], _ options: Launch.RunOptions) async -> ExitStatus {
        let variables: [String: Value]
        do throws(Failure) {
            guard !files.isEmpty else {
                throw Failure(.usage, "no script is named", next: "fcsh run FILE…, or - for standard input")
            }
            variables = try RunVariables(world: program.world).read(options)
        } catch {
            return report(error)
        }
        guard let limit = options.limit else { return await runAll(files, arguments, options, variables) }
        return await within(limit) { await runAll(files, arguments, options, variables) }
    }

    private func runAll(
        _ files: [String], _ arguments: [String], _ options: Launch.RunOptions, _ variables: [String: Value]
    ) async -> ExitStatus {
        let start = ContinuousClock.now
        var first = ExitStatus.success
        var failed = 0
        for (index, file) in files.enumerated() {
            if index > 0 { await program.session.beginAnew() }
            let status = await run(file: file, arguments: arguments, variables: variables)
            if status != .success {
                failed += 1
                if first == .success { first = status }
                if !options.keepsGoing || Task.isCancelled { break }
            }
        }
        if files != ["-"] {
            let calls = program.session.results.nextNumber - 1
            let count = files.count == 1 ? "1 script" : "\(files.count) scripts"
            let elapsed = start.duration(to: .now).inWords
            program.console.notice(
                StyledText("\(count), \(failed) failed, \(calls) call\(calls == 1 ? "" : "s") in \(elapsed)", .faint))
        }
        return first
    }

    private func run(file: String, arguments: [String], variables: [String: Value]) async -> ExitStatus {
        let isInput = file == "-"
        let path = isInput ? nil : program.world.path(file)
        let bytes: [UInt8]
        do throws(Failure) {
            if let path { bytes = try read(path, file) } else { bytes = try StandardInputReader.read() }
        } catch {
            return report(error)
        }
        await program.session.look(beside: path.map { FilePaths.directory(of: $0) })
        return await run(
            SourceText(name: isInput ? "<standard input>" : file, bytes: bytes), path: path,
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
    ) async -> ExitStatus {
        var interpreter = program.interpreter(standardInput: input, arguments: arguments)
        var resolver = Resolver(
            catalog: program.catalog, world: program.world, isInteractive: interpreter.surroundings.person != nil,
            variables: Set(variables.keys))
        let resolution = resolver.resolve(Parser.parse(source), path: path)
        program.console.show(resolution.findings)
        if resolution.hasErrors { return .usage }
        if resolution.script.makesSeveralResults { await program.session.separateBodies() }

        for (name, value) in variables { interpreter.scope.set(name, Scope.Variable(value)) }
        let prepared = interpreter
        return await program.interrupts.withCancellation {
            var running = prepared
            let ending = await running.run(resolution.script)
            return running.status(of: ending)
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

/// The variables a run begins with.
struct RunVariables {
    let world: World

    /// Files first, then single ones, so that the command line wins.
    func read(_ options: Launch.RunOptions) throws(Failure) -> [String: Value] {
        var variables: [String: Value] = [:]
        for file in options.variableFiles {
            for (name, value) in try read(file) { variables[name] = value }
        }
        for text in options.variables {
            guard let (name, value) = Self.split(text) else {
                throw Failure(.usage, "--variable wants NAME=VALUE, not '\(text)'")
            }
            variables[name] = .string(value)
        }
        return variables
    }

    private func read(_ file: String) throws(Failure) -> [(String, Value)] {
        let bytes: [UInt8]
        do {
            guard let found = try world.files.contents(of: world.path(file)) else {
                throw Failure(.usage, "there is no file \(file)")
            }
            bytes = found
        } catch let error as FileReadError {
            throw Failure(.usage, "\(file) cannot be read: \(error.reason)")
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure(.usage, "\(file) cannot be read")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        if text.first(where: { !$0.isWhitespace }) == "{" { return try object(text, file) }
        var variables: [(String, Value)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.last == "\r" ? line.dropLast() : line
            if line.allSatisfy(\.isWhitespace) || line.first == "#" { continue }
            guard let (name, value) = Self.split(String(line)) else {
                throw Failure(.usage, "\(file):\(index + 1): a line NAME=VALUE is expected")
            }
            variables.append((name, .string(value)))
        }
        return variables
    }

    private func object(_ text: String, _ file: String) throws(Failure) -> [(String, Value)] {
        do {
            guard let record = try JSONReader.read(text).recordValue else { return [] }
            return record.fields.map { ($0.key, $0.value) }
        } catch {
            throw Failure(.usage, "\(file):\(error.line):\(error.column): \(error.message)")
        }
    }

    private static func split(_ text: String) -> (String, String)? {
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return nil }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
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

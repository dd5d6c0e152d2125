import FCCore
import Shell
import ShellSyntax

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Wires the parts together for one run of the program.
struct Program {
    let world: World
    let console: Console
    let session: Session
    let catalog: Catalog
    let interrupts: Interrupts
    /// What the options of the process say.
    private(set) var options = Session.ProcessOptions()

    /// - Parameters:
    ///   - terminate: ends the program when a signal says so.
    init(world: World, console: Console, terminate: @escaping @Sendable (ExitStatus) -> Void) {
        self.world = world
        self.console = console
        interrupts = Interrupts(on: world.executor, terminate: terminate)
        session = Session(world: world, masker: console.masker)
        catalog = Catalog(Catalog.standardCommands + [LocalCommand.self])
    }

    /// The same program in another world, with a session of its own.
    init(_ other: Program, in world: World) async {
        self.world = world
        console = other.console
        catalog = other.catalog
        interrupts = other.interrupts
        options = other.options
        session = Session(world: world, masker: console.masker)
        await session.apply(options)
    }

    /// Does what argv asks for.
    func run(_ arguments: [String]) async -> ExitStatus {
        var decider = LaunchDecider(
            catalog: catalog, resourceNames: resourceNames,
            fileExists: { world.files.status(of: world.path($0))?.isDirectory == false })
        let decision: Launch.Decision
        do throws(Failure) {
            decision = try decider.decide(arguments)
        } catch {
            if let span = error.span {
                console.show(error, in: error.source ?? decider.source, at: span)
            } else {
                console.show(error)
            }
            return error.status
        }
        await session.apply(decision.options)
        if decision.options.isSilent { (world.localEndpoints as? LocalHost)?.silence() }
        interrupts.install()
        console.follow(await session.settings, environment: world.environment)
        var program = self
        program.options = decision.options
        let status = await program.perform(decision.plan, source: decider.source)
        await (world.localEndpoints as? LocalHost)?.stop()
        return console.failure == .brokenPipe ? .brokenPipe : status
    }

    /// A value in the environment that is none of its setting's: better said than passed over.
    private func environmentFault() -> Failure? {
        for setting in Setting.allCases {
            let found = setting.environmentNames.first { !(world.environment[$0] ?? "").isEmpty }
            guard let name = found, let value = world.environment[name] else { continue }
            do {
                _ = try setting.normalized(value)
            } catch {
                return Failure(
                    .usage, "\(name) in the environment: \(error.message)", next: error.next ?? "unset \(name)")
            }
        }
        return nil
    }

    private func perform(_ plan: Launch.Plan, source: SourceText) async -> ExitStatus {
        switch plan {
        case .shell, .run, .statements, .command, .local:
            guard let fault = environmentFault() else { break }
            console.show(fault)
            return fault.status
        case .version, .help, .check, .format, .completions, .manual, .reference: break
        }
        switch plan {
        case .version:
            console.writeLine(StyledText("fcsh \(Version.current)"))
            return .success
        case .help(let topic): return await help(topic)
        case .command(let command, let binding): return await runOne(command, binding, source: source)
        case .statements(let text, let arguments):
            return await ScriptRun(program: self).run(text: text, name: "-c", arguments: arguments)
        case .run(let files, let arguments, let options):
            return await ScriptRun(program: self).run(files: files, arguments: arguments, options)
        case .check(let files, let format): return CheckRun(program: self, format: format).run(files)
        case .format(let files, let checksOnly):
            return FormatRun(program: self, checksOnly: checksOnly).run(files)
        case .shell:
            if isatty(0) == 1 { return await InteractiveRun(program: self).run() }
            return await ScriptRun(program: self).run(files: ["-"], arguments: [], RunOptions())
        case .local(let options): return await LocalForeground(program: self, options: options).run()
        case .completions(let shell):
            console.write(StyledText(CompletionScript(catalog: catalog).text(for: shell)))
            return .success
        case .manual:
            console.write(StyledText(ManualPage(catalog: catalog).text))
            return .success
        case .reference:
            console.write(StyledText(CommandReference(catalog: catalog).text))
            return .success
        }
    }

    /// One command with the words of argv, taken as they are.
    private func runOne(_ command: any Command.Type, _ binding: Binding, source: SourceText) async -> ExitStatus {
        let span = SourceSpan(0, source.bytes.count)
        let statement = CommandStatement(name: Identifier(command.spec.name, span: span), arguments: [])
        let script = ResolvedScript(
            source: source,
            statements: [
                ResolvedStatement(Statement(.command(statement), span: span), .command(command, binding))
            ])
        let interpreter = interpreter(standardInput: StandardInputReader.free, arguments: [], isDirect: true)
        if hasTerminal { console.allowPaging() }
        return await interrupts.withCancellation {
            var running = interpreter
            let ending = await running.run(script)
            return running.status(of: ending)
        }
    }

    /// An interpreter for one script or command.
    func interpreter(standardInput: StandardInput, arguments: [String], isDirect: Bool = false) -> Interpreter {
        var surroundings = Interpreter.Surroundings(
            session: session, console: console, catalog: catalog, person: person(standardInput),
            standardInput: standardInput)
        surroundings.isDirect = isDirect
        surroundings.canConfirm = isDirect
        return Interpreter(
            surroundings: surroundings, scope: Scope(environment: world.environment, arguments: arguments))
    }

    /// Whether somebody sits at a terminal who can read a question and answer it.
    var hasTerminal: Bool { isatty(0) == 1 && isatty(2) == 1 }

    private func person(_ standardInput: StandardInput) -> (any Person)? {
        guard hasTerminal, case .readable = standardInput else { return nil }
        return TerminalPerson(interrupts: interrupts)
    }

    private func help(_ topic: String?) async -> ExitStatus {
        let help = ProgramHelp(catalog: catalog)
        console.allowPaging()
        console.write(topic.flatMap { help.topic($0) } ?? help.overview)
        await console.showPage()
        return .success
    }

    private func resourceNames(_ template: String?) throws(Failure) -> [String] {
        let reader = ManifestReader(files: world.files)
        do throws(ManifestError) {
            let path = try reader.locate(template: template.map { world.path($0) }, directory: world.directory)
            return try reader.read(path).resources.map(\.name)
        } catch {
            if error.kind == .noManifest, template == nil { return [] }
            throw Failure(error)
        }
    }
}

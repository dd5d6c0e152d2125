import FCCore
import ShellSyntax

/// The interactive shell: reads a line, runs it, shows what came of it, and goes on after failures.
package struct ReadEvalPrintLoop {
    private var interpreter: Interpreter
    private let interrupts: Interrupts
    private let lines: any LineSource
    private let files: ShellFiles
    private let completion: CompletionState
    private let terminal: Int32
    /// How the last line ended, when not well.
    private var lastFailure: String?
    /// What the next prompt has on it already.
    private var initial: String?
    /// The settings the prompt shows, with what the s.yaml says.
    private var shownSettings: Settings

    /// - Parameters:
    ///   - interpreter: runs the statements; its surroundings hold the person and the history.
    ///   - interrupts: cancels what runs.
    ///   - lines: where lines come from.
    ///   - files: where the start-up script is.
    ///   - completion: what Tab knows; brought up to date before each line.
    ///   - terminal: the descriptor whose window is measured.
    package init(
        interpreter: Interpreter, interrupts: Interrupts, lines: any LineSource, files: ShellFiles,
        completion: CompletionState = CompletionState(), terminal: Int32 = 1
    ) {
        self.interpreter = interpreter
        self.interrupts = interrupts
        self.lines = lines
        self.files = files
        self.completion = completion
        self.terminal = terminal
        shownSettings = Settings(environment: interpreter.surroundings.session.world.environment)
    }

    /// Runs the start-up script, then lines until `exit` or Ctrl-D.
    /// - Returns: the status of the process.
    package mutating func run() async -> ExitStatus {
        interrupts.follow(.prompt)
        if lines.printsAbove { surroundings.console.sendNotices { [lines] in lines.printAbove($0) } }
        surroundings.console.allowPaging()
        await followSettings()
        if let status = await runStartupScript() { return status }
        while true {
            await followSettings()
            let prompt = await prompt()
            surroundings.history?.refresh()
            let text = initial ?? surroundings.promptText?.take()
            initial = nil
            switch await lines.nextLine(prompt: prompt, initial: text) {
            case .endOfInput: return .success
            case .interrupted: lastFailure = nil
            case .line(let line):
                if let status = await take(line) { return status }
            }
            if let failure = surroundings.console.failure { return failure.exitStatus }
        }
    }

    private var surroundings: Interpreter.Surroundings { interpreter.surroundings }

    /// Runs one entered line.
    /// - Returns: the status to end with, nil to go on.
    private mutating func take(_ line: String) async -> ExitStatus? {
        guard line.contains(where: { !$0.isWhitespace }) else { return nil }
        if let reference = HistoryReference(line) {
            recall(reference, line)
            return nil
        }
        let text = surroundings.aliases?.expand(line) ?? line
        let script = Parser.parse(SourceText(name: "<prompt>", text))
        let before = shownSettings
        let firstResult = surroundings.session.results.nextNumber
        let started = UTCTime(surroundings.session.world.now())
        let clock = ContinuousClock.now
        let ending = await evaluate(script, path: nil)
        let result = await newestResult(since: firstResult)
        if lines.printsAbove { watch.follow(since: firstResult) }
        let outcome = HistoryEntry.outcome(of: ending, result)
        lastFailure = outcome == "ok" ? nil : outcome
        if HistoryKeeping(masker: surroundings.console.masker).mayKeep(line, parsed: script) {
            let entry = HistoryEntry(
                line, settings: before, world: surroundings.session.world, started: started,
                took: clock.duration(to: .now), result: result, outcome: outcome)
            surroundings.history?.append(entry)
        }
        guard case .exited(let status) = ending else { return nil }
        return status == .unspecified ? .success : status
    }

    private var watch: TaskWatch {
        let session = surroundings.session
        return TaskWatch(
            console: surroundings.console, results: { session.results },
            note: { [results = interpreter.results] task, number in results.note(task, of: number) },
            tell: { [lines] in lines.printAbove($0) })
    }

    private func newestResult(since number: Int) async -> CallResult? {
        guard let current = surroundings.session.results.current, current.number >= number else { return nil }
        return current
    }

    /// Puts the line a reference stands for on the next prompt, so that a person looks at it before it runs.
    private mutating func recall(_ reference: HistoryReference, _ line: String) {
        if let text = surroundings.history?.text(for: reference) {
            initial = text
        } else {
            surroundings.console.error(StyledText("there is no history entry \(VisibleText.singleLine(line))"))
        }
    }

    /// Resolves and runs a text; nothing of it runs when anything is wrong with it.
    private mutating func evaluate(_ script: Script, path: String?) async -> Interpreter.Ending {
        var resolver = Resolver(
            catalog: surroundings.catalog, world: surroundings.session.world, isInteractive: true,
            variables: Set(interpreter.scope.all.map(\.name)))
        let resolution = resolver.resolve(script, path: path)
        surroundings.console.show(resolution.findings)
        if resolution.hasErrors { return .failed(.usage) }
        let before = interpreter
        let (after, ending) = await interrupts.withCancellation { () -> (Interpreter, Interpreter.Ending) in
            await withTaskCancellationHandler {
                var running = before
                let ending = await running.run(resolution.script)
                return (running, ending)
            } onCancel: {
                // The terminal has shown ^C and stays in its row.
                if before.surroundings.console.errorCapabilities.isTerminal { before.surroundings.console.notice("\n") }
            }
        }
        interpreter = after
        return ending
    }

    /// Runs `rc.fcsh` if there is one. What is wrong in it is shown and stops nothing.
    /// - Returns: the status to end with when it says `exit`.
    private mutating func runStartupScript() async -> ExitStatus? {
        guard let path = files.startup else { return nil }
        let bytes: [UInt8]
        do {
            guard let found = try surroundings.session.world.files.contents(of: path) else { return nil }
            bytes = found
        } catch {
            surroundings.console.warning(StyledText("\(path) cannot be read: \(saying: error.reason)"))
            return nil
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let source = SourceText(name: path, surroundings.aliases?.expand(text) ?? text)
        let ending = await evaluate(Parser.parse(source), path: path)
        guard case .exited(let status) = ending else { return nil }
        return status == .unspecified ? .success : status
    }
}

extension ReadEvalPrintLoop {
    private mutating func prompt() async -> StyledText {
        let session = surroundings.session
        shownSettings = await session.settings
        // An s.yaml that cannot be read says so when a call needs it, not before every line.
        if let resolved = try? await session.resolved(options: [:]) { shownSettings = resolved.settings }
        let isLocal = await session.goesToLocalEndpoint
        let text = ShellPrompt(shownSettings, isLocal: isLocal, lastFailure: lastFailure).text
        completion.update(await CompletionWorld.current(interpreter, settings: shownSettings))
        return surroundings.console.outputCapabilities.colour ? text : StyledText(text.plain)
    }

    /// Brings the console up to date: the window may have changed its size, a setting its value.
    private func followSettings() async {
        let size = WindowSize(of: terminal)
        for stream in [Console.Stream.output, .error] {
            surroundings.console.update(stream) { capabilities in
                guard capabilities.isTerminal else { return }
                capabilities.columns = size.columns
                capabilities.rows = size.rows
            }
        }
        let settings = await surroundings.session.settings
        surroundings.console.follow(settings, environment: surroundings.session.world.environment)
    }
}

extension ReadEvalPrintLoop {
    /// The loop at the terminal of the process: line editor, history and start-up script of the environment. Where
    /// standard output is no terminal, lines are read without an editor and the prompt goes to standard error.
    /// - Parameters:
    ///   - interrupts: installed; they follow ``Interrupts/Manner/prompt`` once the loop runs.
    ///   - arguments: what `${1}` and on stand for.
    package init(
        session: Session, console: Console, catalog: Catalog, interrupts: Interrupts, arguments: [String] = []
    ) {
        let environment = session.world.environment
        let files = ShellFiles(environment: environment)
        let history = HistoryStore(file: files.history)
        var surroundings = Interpreter.Surroundings(
            session: session, console: console, catalog: catalog, person: TerminalPerson(interrupts: interrupts),
            standardInput: .holdsPrompt, history: history)
        surroundings.promptText = PromptText()
        surroundings.aliases = AliasStore()
        let completion = CompletionState()
        self.init(
            interpreter: Interpreter(
                surroundings: surroundings, scope: Scope(environment: environment, arguments: arguments)),
            interrupts: interrupts, lines: Self.lines(environment, files, history, completion, console.masker),
            files: files,
            completion: completion)
    }

    private static func lines(
        _ environment: [String: String], _ files: ShellFiles, _ history: HistoryStore, _ completion: CompletionState,
        _ masker: Masker
    ) -> any LineSource {
        var configuration = LineEditorConfiguration()
        configuration.bindingsFile = files.bindings
        let kind = environment["TERM"] ?? ""
        configuration.isDumb = kind.isEmpty || kind == "dumb"
        configuration.manner = { completion.manner(environment) }
        configuration.look = { completion.look($0, cursor: $1, isWhole: $2) }
        configuration.suggestion = { history.suggestion(for: $0) }
        configuration.lastEvent = { completion.lastEvent(masker) }
        let editor = ExternalEditor(environment: environment)
        configuration.openEditor = { text throws(ExternalEditor.Problem) in try editor.edit(text) }
        configuration.completeness = { Self.completeness(of: $0) }
        configuration.completions = { completion.answer($0, cursor: $1) }
        configuration.recall = { history.recall($0) }
        do {
            return try LineEditor(configuration: configuration)
        } catch {
            return PlainLineSource { Self.completeness(of: $0) }
        }
    }

    /// Whether Enter runs the text: not while something is open that more lines could close.
    private static func completeness(of text: String) -> LineCompleteness {
        Completeness.of(text) == .needsMore ? .incomplete : .complete
    }
}

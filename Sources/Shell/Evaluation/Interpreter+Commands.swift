import FCCore
import ShellSyntax

extension Interpreter {
    func run(
        _ statement: CommandStatement, _ resolution: ResolvedStatement.Resolution, at span: SourceSpan
    ) async throws(Failure) {
        guard case .command(let command, let binding) = resolution else {
            throw Failure(.usage, "there is no command '\(statement.name.text)'", at: statement.name.span)
        }
        let expander = expander()
        do throws(Failure) {
            try await run(command, binding, statement, expander: expander, at: span)
        } catch {
            if command.spec.makesResult, results.snapshot.nextNumber == expander.results.nextNumber {
                await keepUnsent(error, format: binding.format)
            }
            throw error
        }
    }

    private func run(
        _ command: any Command.Type, _ binding: Binding, _ statement: CommandStatement, expander: Expander,
        at span: SourceSpan
    ) async throws(Failure) {
        let arguments = try binding.evaluate(by: expander, source: source)
        let redirections = try Redirections(statement, expander: expander)
        let pipeline = try redirections.open(
            surroundings.console, pipe: statement.pipe, environment: shellEnvironment(),
            world: surroundings.session.world)
        let context = context(
            console: pipeline.console, input: redirections.input, expander: expander, span: span)
        var failure: Failure?
        do throws(Failure) {
            try await command.run(arguments, in: context)
        } catch {
            failure = error
        }
        let pipeFailure = await pipeline.close()
        if let failure = failure ?? pipeFailure { throw failure }
    }

    /// A call that did not come to be sent is a result too: what follows must not look at an older one.
    private func keepUnsent(_ failure: Failure, format: OutputFormat?) async {
        let settings = await surroundings.session.settings
        let target = CallResult.Target(
            functionName: settings[.function] ?? "", qualifier: settings[.qualifier] ?? "", region: settings[.region])
        var result = CallResult(number: 0, target: target, event: nil, outcome: .notSent)
        result.problem = .notSent(failure.message)
        result.format = format ?? settings.output
        results.keep(result)
        surroundings.observer?.note(.call(result))
        switch result.format {
        case .json, .jsonl, .yaml:
            let console = surroundings.console
            console.write(EnvelopeRenderer.render(result, as: result.format, for: console.outputCapabilities))
        case .text, .raw, .none: break
        }
    }

    private func context(
        console: Console, input: EventInput?, expander: Expander, span: SourceSpan
    ) -> CommandContext {
        var context = CommandContext(
            session: surroundings.session, console: console, input: input, catalog: surroundings.catalog,
            source: source, span: span, expander: expander, person: surroundings.person,
            canConfirm: surroundings.canConfirm,
            history: surroundings.history, promptText: surroundings.promptText,
            standardInput: surroundings.standardInput, results: results,
            isQuiet: isQuiet, isDirect: surroundings.isDirect, observer: surroundings.observer)
        context.aliases = surroundings.aliases
        return context
    }

    /// The environment of `!` and `|` commands: the process's own, and the variables that are no secrets.
    private func shellEnvironment() -> [String: String] {
        let variables = scope.all.filter { !$0.variable.isSecret && ShellProcess.isVariableName($0.name) }
        let values = Dictionary(
            variables.map { ($0.name, Expander.text(of: $0.variable.value)) }, uniquingKeysWith: { first, _ in first })
        return values.merging(scope.environment) { _, existing in existing }
    }

    func runShell(_ line: ShellLine) async throws(Failure) {
        let process = try ShellProcess.start(
            line.text, environment: shellEnvironment(), input: shellInput, span: line.span)
        try await process.wait(at: line.span)
    }

    /// The rest of a script must not be eaten by a command it starts.
    private var shellInput: ShellProcess.Input {
        if case .holdsScript = surroundings.standardInput { .empty } else { .inherited }
    }
}

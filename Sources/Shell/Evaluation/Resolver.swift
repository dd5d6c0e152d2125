import FCCore
package import ShellSyntax

/// Binds a parsed script to the commands there are and reports everything that is wrong, without touching the network.
package struct Resolver: Sendable {
    /// The diagnostics of one text.
    package struct Findings: Sendable {
        package var source: SourceText
        package var diagnostics: [Diagnostic]

        package var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
    }

    /// A resolved script and what was found on the way, a group for each text.
    package struct Resolution: Sendable {
        package var script: ResolvedScript
        package var findings: [Findings]

        package var hasErrors: Bool { findings.contains { !$0.errors.isEmpty } }
    }

    private let catalog: Catalog
    private let world: World
    /// Whether somebody can be asked for the value of a secret.
    private let isInteractive: Bool

    private var findings: [Findings] = []
    /// Variables known so far; nil once a file was sourced that only the run will know.
    private var knownVariables: Set<String>?
    /// Whether it says what only `check` does: a captured secret whose call shows its answer, files that are not there.
    package var isThorough = false
    /// What is shown of the call before.
    private var exposure = SecretExposure()
    /// The files that events come from.
    private var inputs = InputFiles()
    /// The files being resolved, outermost first.
    private var chain: [String] = []

    package init(catalog: Catalog, world: World, isInteractive: Bool, variables: Set<String>) {
        self.catalog = catalog
        self.world = world
        self.isInteractive = isInteractive
        knownVariables = variables
    }

    /// Resolves a script.
    /// - Parameters:
    ///   - path: the file it was read from; what it sources is found from there.
    ///   - outer: the files whose statements are running already, outermost first.
    package mutating func resolve(_ script: Script, path: String?, sourcedBy outer: [String] = []) -> Resolution {
        chain = outer + (path.map { [$0] } ?? [])
        let resolved = resolveText(script, path: path)
        return Resolution(script: resolved, findings: findings.filter { !$0.diagnostics.isEmpty })
    }

    private mutating func resolveText(_ script: Script, path: String?) -> ResolvedScript {
        let position = findings.count
        findings.append(Findings(source: script.source, diagnostics: script.diagnostics))
        var own = TextResolver(catalog: catalog, source: script.source)
        let statements = script.statements.map { resolve($0, &own) }
        findings[position].diagnostics += own.diagnostics
        findings[position].diagnostics.sort { $0.span.start < $1.span.start }
        return ResolvedScript(source: script.source, path: path, statements: statements)
    }

    private mutating func resolve(_ statement: Statement, _ text: inout TextResolver) -> ResolvedStatement {
        var uses = VariableUses()
        uses.collect(statement)
        text.checkVariables(uses.references, known: knownVariables)
        switch statement.kind {
        case .command(let command):
            let resolution = text.bind(command)
            text.checkTry(statement, resolution)
            exposure.note(command, resolution)
            if isThorough {
                text.diagnose(inputs.missing(for: command, resolution, isTried: statement.isTried, world))
            }
            return ResolvedStatement(statement, resolution)
        case .expect(let expect): text.check(expect)
        case .source(let source): return ResolvedStatement(statement, resolve(source, &text))
        case .let(let let_): learn(let_.name.text)
        case .secret(let secret):
            learn(secret.name.text)
            if secret.value == nil, !isInteractive { text.reportUnaskableSecret(secret.name) }
        case .capture(let capture):
            learn(capture.name.text)
            if isThorough, capture.isSecret, exposure.isCallShown { text.warnOfExposure(capture) }
        case .repeat(let statement_):
            text.checkCounts([statement_.count, statement_.parallel])
            return ResolvedStatement(statement, resolve(statement_.body, &text))
        case .retry(let statement_):
            text.checkCounts([statement_.count])
            return ResolvedStatement(statement, resolve(statement_.body, &text))
        case .test(let statement_): return ResolvedStatement(statement, resolve(statement_.body, &text))
        case .shell: inputs.noteShell()
        case .wait, .selector, .onError: break
        }
        return ResolvedStatement(statement, .none)
    }

    /// What `let` names inside a block is forgotten behind it.
    private mutating func resolve(_ block: Block, _ text: inout TextResolver) -> ResolvedStatement.Resolution {
        let outer = knownVariables
        let statements = block.statements.map { resolve($0, &text) }
        let locals = Set(
            block.statements.compactMap { statement in
                if case .let(let statement) = statement.kind { statement.name.text } else { nil }
            })
        knownVariables = knownVariables.flatMap { inner in outer.map { $0.union(inner.subtracting(locals)) } }
        return .block(statements)
    }

    private mutating func learn(_ name: String) {
        knownVariables?.insert(name)
    }

    /// Reads and resolves a sourced file now, unless its path is only known when it is reached.
    private mutating func resolve(
        _ statement: SourceStatement, _ text: inout TextResolver
    ) -> ResolvedStatement.Resolution {
        guard let literal = statement.path.literalText else {
            knownVariables = nil
            return .none
        }
        let path = world.path(ofSource: literal, from: chain.last)
        if chain.contains(path) {
            text.report(
                "source-cycle", "a file that sources itself", at: statement.path.span,
                notes: (chain + [path]).map { Message(verbatim: $0) })
            return .none
        }
        let bytes: [UInt8]
        do {
            guard let found = try world.files.contents(of: path) else {
                text.report("source-missing", "there is no file \(path)", at: statement.path.span)
                return .none
            }
            bytes = found
        } catch {
            text.report("source-unreadable", "\(path) cannot be read: \(saying: error.reason)", at: statement.path.span)
            return .none
        }
        chain.append(path)
        defer { chain.removeLast() }
        return .source(
            resolveText(
                Parser.parse(SourceText(name: name(of: literal, path, in: text.source), bytes: bytes)), path: path))
    }
}

extension Resolver {
    /// How messages call a sourced file: as it is written, seen from the folder of the file that sources it.
    private func name(of literal: String, _ path: String, in including: SourceText) -> String {
        guard path.hasSuffix("/" + literal), let slash = including.name.lastIndex(of: "/") else { return literal }
        return including.name[...slash] + literal
    }
}

/// Resolves the statements of one text and collects what is wrong with them.
struct TextResolver {
    let catalog: Catalog
    let source: SourceText
    private(set) var diagnostics: [Diagnostic] = []

    init(catalog: Catalog, source: SourceText) {
        self.catalog = catalog
        self.source = source
    }

    mutating func report(_ id: String, _ message: Message, at span: SourceSpan, notes: [Message] = []) {
        diagnostics.append(Diagnostic(id, message, at: span, notes: notes.map { Diagnostic.Note($0) }))
    }

    mutating func diagnose(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    mutating func diagnose(_ found: [Diagnostic]) {
        diagnostics += found
    }

    /// Binds a command's words and reads those that need no expansion, so that a wrong value is found at once.
    mutating func bind(_ statement: CommandStatement) -> ResolvedStatement.Resolution {
        guard let command = catalog[statement.name.text] else {
            reportUnknown(statement.name)
            return .none
        }
        let spec = command.spec
        let words = statement.arguments.map { ArgumentWord($0) }
        if words.contains(where: { $0.isExactly("--help") || $0.isExactly("-h") }) { return help(on: statement.name) }
        let outcome = Binder(spec).bind(words, nameSpan: statement.name.span)
        diagnostics += outcome.diagnostics
        checkRedirections(statement, spec)
        checkLiterals(outcome.binding, of: command)
        return .command(command, outcome.binding)
    }

    /// `COMMAND --help` is `help COMMAND`.
    private func help(on name: Identifier) -> ResolvedStatement.Resolution {
        let topic = ArgumentWord(text: name.text, span: name.span)
        return .command(HelpCommand.self, Binder(HelpCommand.spec).bind([topic], nameSpan: name.span).binding)
    }

    private mutating func reportUnknown(_ name: Identifier) {
        let near = catalog.suggestion(for: name.text)
        diagnostics.append(
            Diagnostic(
                "unknown-command", "there is no command '\(name.text)'", at: name.span,
                fix: near.map { Diagnostic.Fix("did you mean \($0)?", replacing: name.span, with: $0) },
                next: near.map { "did you mean \($0)?" } ?? "help lists the commands"))
    }

    private mutating func checkRedirections(_ statement: CommandStatement, _ spec: CommandSpec) {
        var inputs = 0
        for redirection in statement.redirections {
            switch redirection.kind {
            case .input, .heredoc:
                inputs += 1
                if !spec.takesInput {
                    report("no-input", "\(spec.name) takes no input", at: redirection.span)
                } else if inputs > 1 {
                    report("two-inputs", "there is an input already", at: redirection.span)
                }
            case .output, .append:
                if !spec.givesAnswer {
                    report("no-answer", "\(spec.name) has no answer to redirect", at: redirection.span)
                }
            }
        }
        if let pipe = statement.pipe, !spec.givesAnswer {
            report("no-answer", "\(spec.name) has no answer to pipe", at: pipe.span)
        }
    }

    private mutating func checkLiterals(_ binding: Binding, of command: any Command.Type) {
        var literal = binding
        literal.items = binding.items.filter(\.word.isLiteral)
        do {
            let arguments = try literal.evaluate(by: .empty, source: source)
            if literal.items.count == binding.items.count { try command.check(arguments) }
        } catch {
            diagnostics.append(error.diagnostic(in: error.span ?? SourceSpan(at: 0)))
        }
    }

    /// Finds variables that nothing sets before they are used.
    mutating func checkVariables(_ uses: [(name: String, span: SourceSpan)], known: Set<String>?) {
        guard let known else { return }
        for use in uses where !known.contains(use.name) {
            let near = NearestName.suggestion(for: use.name, among: Array(known))
            diagnostics.append(
                Diagnostic(
                    "unset-variable", "the variable '\(use.name)' is not set", at: use.span,
                    next: near.map { "did you mean ${\($0)}?" } ?? "let \(use.name) = …"))
        }
    }

    mutating func reportUnaskableSecret(_ name: Identifier) {
        diagnostics.append(
            Diagnostic(
                "secret-without-value", "'\(name.text)' can only be asked for on a terminal", at: name.span,
                next: "secret \(name.text) = ${env.NAME}"))
    }
}

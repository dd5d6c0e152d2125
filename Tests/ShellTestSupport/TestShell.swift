package import FCCore
package import Shell
import ShellSyntax
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A shell in a test world: runs texts as scripts and keeps what they wrote.
package struct TestShell: Sendable {
    package let session: Session
    package let catalog: Catalog
    package let transport: ScriptedTransport
    private let outputSink = BufferSink()
    private let errorSink = BufferSink()
    private let console: Console
    private let standardInput: StandardInput
    private let person: (any Person)?

    package init(
        transport: ScriptedTransport = ScriptedTransport(), files: any FileReader = MemoryFiles([:]),
        environment: [String: String] = TestWorld.environment,
        catalog: Catalog = Catalog(Catalog.standardCommands),
        standardInput: StandardInput = .holdsScript, person: (any Person)? = nil
    ) {
        // As the program does: a command that does not read its pipe must not end the process that feeds it.
        signal(SIGPIPE, SIG_IGN)
        let world = TestWorld.world(files: files, environment: environment, transport: transport)
        console = Console(
            output: outputSink, outputCapabilities: .pipe, error: errorSink, errorCapabilities: .pipe,
            masker: Masker())
        session = Session(world: world, masker: console.masker)
        self.catalog = catalog
        self.transport = transport
        self.standardInput = standardInput
        self.person = person
    }

    /// What went to standard output.
    package var output: String { outputSink.text }

    /// What went to standard error.
    package var errors: String { errorSink.text }

    /// What resolving finds.
    package func resolve(_ text: String, path: String? = nil) -> Resolver.Resolution {
        var resolver = Resolver(catalog: catalog, world: session.world, isInteractive: false, variables: [])
        return resolver.resolve(Parser.parse(SourceText(name: path ?? "-c", text)), path: path)
    }

    /// Runs a text as a script of its own.
    /// - Returns: the status of a process that ran it.
    @discardableResult
    package func run(_ text: String, arguments: [String] = [], path: String? = nil) async -> ExitStatus {
        let resolution = resolve(text, path: path)
        console.show(resolution.findings)
        if resolution.hasErrors { return .usage }
        return await run(resolution.script, arguments)
    }

    /// Runs one command whose words are bound.
    package func run(_ command: any Command.Type, _ binding: Binding) async -> ExitStatus {
        let span = SourceSpan(at: 0)
        let statement = CommandStatement(name: Identifier(command.spec.name, span: span), arguments: [])
        let resolved = ResolvedStatement(Statement(.command(statement), span: span), .command(command, binding))
        return await run(ResolvedScript(source: SourceText(name: "fcsh", ""), statements: [resolved]), [])
    }

    private func run(_ script: ResolvedScript, _ arguments: [String]) async -> ExitStatus {
        let surroundings = Interpreter.Surroundings(
            session: session, console: console, catalog: catalog, person: person, standardInput: standardInput)
        var interpreter = Interpreter(
            surroundings: surroundings,
            scope: Scope(environment: session.world.environment, arguments: arguments))
        let ending = await interpreter.run(script)
        return interpreter.status(of: ending)
    }
}

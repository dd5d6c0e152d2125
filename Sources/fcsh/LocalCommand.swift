import FCCore
import FCLocal
import Shell

/// `local`: the local endpoint of this shell or script.
enum LocalCommand: Command {
    /// What to do with it.
    enum Action: String, CaseIterable {
        case start, stop, status, logs
    }

    static let action = Operand(
        "ACTION", kind: ArgumentKind<Action>.choice("ACTION"), arity: .required, summary: "start, stop, status or logs")
    static let function = Operand(
        "FUNCTION", kind: .text("FUNCTION", completion: .functions), summary: "whose logs to show; all without it")
    static let follow = Flag("--follow", "-f", summary: "go on with what comes, until Ctrl-C")
    static let last = Option(
        "--last", "-n", kind: .integer("COUNT", in: 1...100_000), summary: "how many calls' logs to show (10)")

    static let spec = CommandSpec(
        "local", group: .state, summary: "run the functions of the s.yaml on this machine",
        discussion: """
            After `local start` calls go to an endpoint on this machine that runs the functions as local processes: \
            same API, same signatures, no account, no network. It ends with this shell or script, or with `local stop`. \
            `fcsh local` keeps one in the foreground, and other shells in the same project use it.
            """,
        operands: [action.declaration, function.declaration],
        options: [TargetOptions.template.declaration] + LocalOptions.declarations
            + [last.declaration, follow.declaration],
        examples: [
            .init("local start", "run the functions of ./s.yaml"),
            .init("local start --debug hello", "let a debugger attach to the function hello"),
            .init("local logs hello", "what the function hello wrote"),
            .init("local logs -f", "what all of them write, as it comes"),
        ])

    static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let host = context.session.world.localEndpoints as? LocalHost, let action = arguments[action] else {
            throw Failure(.usage, "there is no local endpoint in this program")
        }
        if context.session.world.soleTarget != nil {
            return context.console.notice("a replay needs no local endpoint")
        }
        switch action {
        case .start: try await start(arguments, host, in: context)
        case .stop: try await stop(host, in: context)
        case .status: try await status(host, in: context)
        case .logs: try await logs(arguments, host, in: context)
        }
    }

    private static func start(
        _ arguments: Arguments, _ host: LocalHost, in context: CommandContext
    ) async throws(Failure) {
        let session = context.session
        if let template = arguments[TargetOptions.template] {
            await session.set(.template, template)
            await session.forgetManifest()
        }
        guard let manifest = try await session.manifest() else {
            throw Failure(
                .usage, "a local endpoint runs the functions of an s.yaml, and there is none here",
                notes: ["looked in \(session.world.directory)"], next: "local start -t FILE")
        }
        let target: LocalTarget
        let options = try LocalOptions(arguments).placed(in: session.world)
        if options.needsOwnEndpoint(besides: host.own?.endpoint.endpoint.port) {
            target = try await start(manifest, options, host, in: context)
        } else if let found = try await host.target(for: manifest, startingIfNeeded: true) {
            target = found
        } else {
            return
        }
        await session.use(local: target)
        let names = manifest.functions.map(\.name).joined(separator: ", ")
        let url = target.endpoint.url
        context.console.notice(
            StyledText(host.own == nil ? "running endpoint \(url): \(names)" : "local endpoint \(url): \(names)"))
        // A log of a script is no place to open a page from.
        if let page = target.page, context.console.errorCapabilities.isTerminal {
            context.console.notice(StyledText("page \(page)"))
        }
        guard let own = host.own, !options.debugged.isEmpty else { return }
        try await DebugAnnouncement(console: context.console, directory: session.world.directory)
            .announce(own.endpoint, manifest: manifest.path, addsToVSCode: options.addsToVSCode)
    }

    /// Starts an endpoint in place of the one there may be. Where that fails nothing goes to the one that has ended.
    private static func start(
        _ manifest: Manifest, _ options: LocalOptions, _ host: LocalHost, in context: CommandContext
    ) async throws(Failure) -> LocalTarget {
        let replaced = host.own?.endpoint.target
        do throws(Failure) {
            return try await host.start(manifest, options).target
        } catch {
            if let replaced, await context.session.localTarget == replaced {
                await context.session.use(local: nil)
                context.console.notice("the endpoint \(replaced.endpoint.url) has ended; calls go to the cloud again")
            }
            throw error
        }
    }

    private static func stop(_ host: LocalHost, in context: CommandContext) async throws(Failure) {
        let wasLocal = await context.session.localTarget != nil
        await context.session.use(local: nil)
        if await host.stop() { return context.console.notice("local endpoint stopped") }
        guard wasLocal else { throw Failure(.usage, "no local endpoint is in use", next: "local start") }
        context.console.notice("calls go to the cloud again; the endpoint belongs to another process and goes on")
    }

    private static func status(_ host: LocalHost, in context: CommandContext) async throws(Failure) {
        let isUsed = await context.session.localTarget != nil
        guard let target = try await target(host, in: context) else {
            return context.console.writeLine("no local endpoint is in use")
        }
        context.console.writeLine(StyledText("endpoint \(target.endpoint.url)"))
        if let page = target.page { context.console.writeLine(StyledText("page \(page)")) }
        guard let own = host.own else {
            return context.console.writeLine(
                isUsed
                    ? "it belongs to another process"
                    : "it belongs to another process; calls of this shell go to it after `local start`")
        }
        let rows = await own.endpoint.status().map { function -> [StyledText] in
            let instances = function.instances.map { "\($0.state)(\($0.calls))" }.joined(separator: " ")
            return [
                StyledText(function.name), StyledText(function.runtime), StyledText("\(function.calls)"),
                function.problem.map { StyledText(VisibleText.singleLine($0), .failure) } ?? StyledText(instances),
            ]
        }
        let table = TableRenderer([.init("function"), .init("runtime"), .init("calls", .trailing), .init("instances")])
        context.console.write(table.render(rows, for: context.console.outputCapabilities))
    }

    /// The endpoint in use, else the one that another process runs for the s.yaml here.
    private static func target(
        _ host: LocalHost, in context: CommandContext
    ) async throws(Failure) -> LocalTarget? {
        if let used = await context.session.localTarget { return used }
        guard let manifest = try await context.session.manifest() else { return nil }
        return try await host.target(for: manifest, startingIfNeeded: false)
    }

    private static func logs(
        _ arguments: Arguments, _ host: LocalHost, in context: CommandContext
    ) async throws(Failure) {
        let manifest = try await context.session.manifest()
        guard let target = try await target(host, in: context) else {
            throw Failure(.usage, "no local endpoint is running for this project", next: "local start")
        }
        var name = arguments[function]
        if let asked = name, let resource = manifest?.resource(named: asked) {
            name = (try? resource.functionName) ?? asked
        }
        try await LocalLog(of: target, function: name, in: context)
            .show(last: arguments[last] ?? 10, follows: arguments[follow])
    }
}

import FCCore
import ShellSyntax

/// `logs`: shows what a function wrote.
package enum LogsCommand: Command {
    static let function = Operand(
        "FUNCTION[:QUALIFIER]", kind: .text("FUNCTION", completion: .functions), summary: "the one in use without it")
    static let requestID = Option("--request-id", kind: .text("ID"), summary: "only lines of this request")
    static let instanceID = Option("--instance-id", kind: .text("ID"), summary: "only lines of this instance")
    static let since = Option(
        "--since", kind: .moment, summary: "how long ago, or since when: 30m, 3d, 2026-01-02T03:04:05Z (20m)")
    static let search = Option("--search", kind: .text("TEXT"), summary: "only lines with these words")
    static let limit = Option(
        "--limit", "-n", kind: .integer("COUNT", in: 1...100_000), summary: "only the last so many lines")
    static let follow = Flag("--follow", "-f", summary: "go on with what comes, until Ctrl-C")
    static let timestamps = Flag("--timestamps", summary: "begin each line with its time, in UTC")

    /// How far back is looked when nobody says it.
    static let usualStretch = LogMoment(content: .ago(.seconds(20 * 60)))

    package static let spec = CommandSpec(
        "logs", group: .looking, summary: "show what a function wrote",
        discussion: """
            In the cloud the lines come from the log service, from the store that the function's logConfig names; the \
            permissions are fc:GetFunction and log:GetLogStoreLogs. Of a local function the endpoint keeps the last \
            megabyte, which `--since` narrows.

            Lines come in the order of their time. A line that is logged late may be missed by -f when it is more than \
            15 s late.
            """,
        operands: [function.declaration],
        options: [
            requestID.declaration, instanceID.declaration, since.declaration, search.declaration, limit.declaration,
            follow.declaration, timestamps.declaration, logEndpoint.declaration, TargetOptions.qualifier.declaration,
        ] + Look.options,
        examples: [
            .init("logs hello --since 2h", "what hello wrote in the last two hours"),
            .init("logs --request-id ${@requestId}", "what the last call wrote"),
            .init("logs hello -f --search ERROR", "lines with ERROR as they come"),
        ])

    private static let logEndpoint = TargetOptions.logEndpoint

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, named: arguments[function], action: "GetFunction")
        let name = try look.functionName()
        var filter = LogFilter()
        filter.qualifier = qualifier(arguments, look.settings)
        filter.requestID = arguments[requestID]
        filter.instanceID = arguments[instanceID]
        filter.search = arguments[search]
        let view = LogView(
            console: context.console, format: look.settings.output, showsTimes: arguments[timestamps],
            alarms: context.session.alarms)
        let now = UTCTime(context.session.world.now()).seconds
        if await context.session.goesToLocalEndpoint {
            filter.since = arguments[since].map { Int64($0.seconds(now: now)) * 1000 }
            try await showLocal(name, filter, look, view, arguments)
        } else {
            let moment = arguments[since] ?? usualStretch
            try await showCloud(name, filter, look, view, arguments, from: moment.seconds(now: now), in: context)
        }
    }

    /// A qualifier that nobody chose is none: lines of every version are shown.
    private static func qualifier(_ arguments: Arguments, _ settings: Settings) -> String? {
        if let named = arguments[function].flatMap({ FunctionName($0).qualifier }) { return named }
        if arguments[function] != nil { return arguments[TargetOptions.qualifier] }
        let resolved = settings.resolve(.qualifier)
        // `use` goes back to LATEST by itself, so only an option means it.
        return resolved.source != .option && resolved.value == "LATEST" ? nil : resolved.value
    }

    private static func showLocal(
        _ name: String, _ filter: LogFilter, _ look: Look, _ view: LogView, _ arguments: Arguments
    ) async throws(Failure) {
        let qualifier = filter.qualifier
        let look = look.asking("ListLogRecords")
        var source = LocalLogSource(filter) { position throws(Failure) in
            try await look.ask { client, deadline throws(FCError) in
                try await client.listLogRecords(of: name, qualifier: qualifier, after: position, deadline: deadline)
            }
        }
        _ = try await view.show(&source, limit: arguments[limit], follows: arguments[follow])
    }

    private static func showCloud(
        _ name: String, _ filter: LogFilter, _ look: Look, _ view: LogView, _ arguments: Arguments, from: Int,
        in context: CommandContext
    ) async throws(Failure) {
        let description = try await look.ask { client, deadline throws(FCError) in
            try await client.getFunction(name, deadline: deadline)
        }
        guard let store = description.logDestination else {
            throw Failure(
                .refused, "logging is off for function '\(name)': it names no log store",
                next: "logConfig: auto in the s.yaml, then deploy")
        }
        let client = try look.logService(of: store)
        let text = LogQuery.text(
            function: name, qualifier: filter.qualifier, instanceID: filter.instanceID, requestID: filter.requestID,
            search: filter.search)
        var source = CloudLogSource(client, text: text, from: from, in: context, failure: look.failure(of: store))
        let count = try await view.show(&source, limit: arguments[limit], follows: arguments[follow])
        if count == 0, !arguments[follow], view.format == .text {
            context.console.notice(
                arguments[since] == nil
                    ? "no lines in the last 20 minutes; --since 1d looks further back"
                    : "no such lines; a moment may pass until new ones are found")
        }
    }
}

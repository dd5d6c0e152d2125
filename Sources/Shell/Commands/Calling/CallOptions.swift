import FCCore
import ShellSyntax

/// The options of every command that calls a function, and what they make of a request.
enum CallOptions {
    /// How the function is called.
    enum InvocationType: String, CaseIterable {
        case sync, async
    }

    static let invocationType = Option(
        "--invocation-type", kind: ArgumentKind<InvocationType>.choice("sync|async"),
        summary: "how to call: sync or async")
    static let asynchronous = Flag("--async", summary: "hand the event over and do not wait for the result")
    static let taskID = Option(
        "--async-task-id", "--stateful-async-invocation-id", "--task-id", kind: .text("ID"),
        summary: "id of the asynchronous task")
    static let dryRun = Flag("--dry-run", summary: "show the request, send nothing")

    /// Options that say where a call goes; the qualifier is apart, for commands that take it as an operand.
    static let place = [
        TargetOptions.region.declaration, TargetOptions.function.declaration, TargetOptions.access.declaration,
        TargetOptions.endpoint.declaration,
    ]

    /// Options that say how long to wait and what to show.
    static let manner = [
        TargetOptions.timeout.declaration, TargetOptions.log.declaration, TargetOptions.output.declaration,
        ProcessFlags.silent.declaration, ProcessFlags.debug.declaration,
    ]

    /// All of them.
    static let declarations =
        place + [
            TargetOptions.qualifier.declaration, invocationType.declaration, asynchronous.declaration,
            taskID.declaration,
        ] + manner + [dryRun.declaration]

    /// What the options ask for, without an event.
    /// - Parameter isAsynchronous: how to call when no option says it.
    static func request(
        from arguments: Arguments, in context: CommandContext, isAsynchronous: Bool = false
    ) throws(Failure) -> CallRequest {
        var request = CallRequest()
        request.options = TargetOptions.settings(in: arguments)
        request.timeout = arguments[TargetOptions.timeout].flatMap { Duration(secondsOrLiteral: $0) }
        request.isAsynchronous = isAsynchronous
        try decideType(arguments, in: &request, context)
        return request
    }

    /// Whoever makes the calls, as the options want them shown.
    static func call(_ arguments: Arguments, in context: CommandContext) -> Call {
        Call(
            context: context, isDryRun: arguments[dryRun], isSilent: arguments[ProcessFlags.silent],
            isDebugging: arguments[ProcessFlags.debug])
    }

    /// Takes function and qualifier from an operand unless options name them.
    static func name(
        _ text: String, at span: SourceSpan?, in request: inout CallRequest, _ settings: Settings
    ) throws(Failure) {
        let name = FunctionName(text)
        guard !name.function.isEmpty else { throw Failure(.usage, "'\(text)' names no function", at: span) }
        if request.options[.function] != nil { throw Failure(.usage, "the function is named twice", at: span) }
        request.options[.function] = name.function
        // The qualifier in use belongs to the function in use: another one starts from what weaker sources say.
        var weaker = settings
        weaker.unset(.qualifier)
        if request.options[.qualifier] == nil { request.options[.qualifier] = name.qualifier ?? weaker[.qualifier] }
    }

    /// A task's id without a type means async; with an explicit sync it makes no sense.
    private static func decideType(
        _ arguments: Arguments, in request: inout CallRequest, _ context: CommandContext
    ) throws(Failure) {
        let asked = arguments[invocationType]
        request.taskID = arguments[taskID]
        if asked == .sync, arguments[asynchronous] || request.taskID != nil {
            throw Failure(
                .usage, "a synchronous call has no task", at: arguments.span(invocationType),
                next: "leave out --invocation-type sync, or the task id")
        }
        if asked == .sync { request.isAsynchronous = false }
        if asked == .async || arguments[asynchronous] || request.taskID != nil { request.isAsynchronous = true }
        if let id = request.taskID, !TaskID.isWellFormed(id) {
            context.console.warning(
                StyledText(
                    "the task id '\(VisibleText.singleLine(id))' is ill-formed and sent as typed; a good one begins "
                        + "with a letter or _, goes on with letters, digits, _ and -, and has at most 128"))
        }
    }
}

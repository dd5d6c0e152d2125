import FCCore
import ShellSyntax

/// `invoke`: calls a function once and shows its answer.
package enum InvokeCommand: Command {
    /// How the function is called.
    enum InvocationType: String, CaseIterable {
        case sync, async
    }

    static let function = Operand(
        "FUNCTION[:QUALIFIER]", kind: .text("FUNCTION", completion: .functions), shape: .plain,
        summary: "function or resource of the s.yaml; the one in use without it")
    static let json = Operand("JSON", kind: .argument("JSON"), shape: .json, summary: "the event as a JSON value")

    static let event = Option("--event", "-e", kind: .text("TEXT"), summary: "the event as text")
    static let eventFile = Option(
        "--event-file", "-f", kind: .file, summary: "the event from a file, byte for byte; - is standard input")
    static let eventStandardInput = Flag("--event-stdin", "-s", summary: "the event from standard input")
    static let eventTemplate = Option(
        "--event-template", kind: .eventKind, summary: "the event a trigger of this kind sends")
    static let set = Option("--set", kind: .assignment, summary: "change a field of the template; may be repeated")
    static let rawEvent = Flag("--raw-event", summary: "send a text that begins like JSON and is not")
    static let invocationType = Option(
        "--invocation-type", kind: ArgumentKind<InvocationType>.choice("sync|async"),
        summary: "how to call: sync or async")
    static let asynchronous = Flag("--async", summary: "hand the event over and do not wait for the result")
    static let taskID = Option(
        "--async-task-id", "--stateful-async-invocation-id", "--task-id", kind: .text("ID"),
        summary: "id of the asynchronous task")
    static let dryRun = Flag("--dry-run", summary: "show the request, send nothing")
    static let all = Flag("--all", summary: "call every function of the s.yaml, in its order")
    static let runActions = Flag("--run-actions", summary: "run the `run:` actions the s.yaml has for invoke")

    package static let spec = CommandSpec(
        "invoke", group: .calling, summary: "call a function once and show its answer",
        discussion: """
            The event goes out byte for byte; without one it is empty. A text that begins with { or [ has to be JSON. \
            An invocation is sent once and never again: what was not answered may still have run.

            Log, ids and errors go to standard error, the body to standard output.
            """,
        operands: [function.declaration, json.declaration],
        options: [
            event.declaration, eventFile.declaration, eventStandardInput.declaration, eventTemplate.declaration,
            set.declaration, rawEvent.declaration, TargetOptions.region.declaration, TargetOptions.function.declaration,
            TargetOptions.qualifier.declaration, TargetOptions.access.declaration,
            TargetOptions.endpoint.declaration, invocationType.declaration, asynchronous.declaration,
            taskID.declaration, TargetOptions.timeout.declaration, TargetOptions.log.declaration,
            TargetOptions.output.declaration, ProcessFlags.silent.declaration, ProcessFlags.debug.declaration,
            dryRun.declaration, all.declaration, runActions.declaration,
        ],
        examples: [
            .init("invoke {\"k\": 1}", "send JSON to the function in use"),
            .init("invoke hello:LATEST -e 'any text'", "name function and qualifier"),
            .init(
                "invoke --event-template oss --set .events[0].oss.object.key=in/cat.png", "send what a trigger would"),
            .init("invoke -f event.json -o jsonl", "send a file, get one JSON object with all facts"),
        ],
        takesInput: true, givesAnswer: true, makesResult: true)

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        var request = CallRequest()
        request.options = TargetOptions.settings(in: arguments)
        try name(arguments, in: &request, await context.session.settings)
        try decideType(arguments, in: &request, context)
        request.timeout = arguments[TargetOptions.timeout].flatMap { Duration(secondsOrLiteral: $0) }
        request.event = try await EventSource(arguments, input: context.input)
            .read(isRaw: arguments[rawEvent], options: request.options, in: context)
        try EventText.checkSize(request.event ?? [], isAsynchronous: request.isAsynchronous)

        let call = Call(
            context: context, isDryRun: arguments[dryRun], isSilent: arguments[ProcessFlags.silent],
            isDebugging: arguments[ProcessFlags.debug], runsActions: arguments[runActions])
        if arguments[all] {
            try await call.everyFunction(request)
        } else {
            try await call.perform(request)
        }
    }

    /// The operand names function and qualifier unless options do.
    private static func name(
        _ arguments: Arguments, in request: inout CallRequest, _ settings: Settings
    ) throws(Failure) {
        guard let text = arguments[function] else { return }
        let name = FunctionName(text)
        guard !name.function.isEmpty else {
            throw Failure(.usage, "'\(text)' names no function", at: arguments.span(function))
        }
        if request.options[.function] != nil {
            throw Failure(.usage, "the function is named twice", at: arguments.span(function))
        }
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
        request.isAsynchronous = asked == .async || arguments[asynchronous] || request.taskID != nil
        if let id = request.taskID, !TaskID.isWellFormed(id) {
            context.console.warning(
                StyledText(
                    "the task id '\(VisibleText.singleLine(id))' is ill-formed and sent as typed; a good one begins "
                        + "with a letter or _, goes on with letters, digits, _ and -, and has at most 128"))
        }
    }
}

/// `FUNCTION[:QUALIFIER]`
package struct FunctionName: Sendable, Hashable {
    package var function: String
    package var qualifier: String?

    /// Splits at the last colon.
    package init(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else {
            function = text
            return
        }
        function = String(text[..<colon])
        let rest = String(text[text.index(after: colon)...])
        qualifier = rest.isEmpty ? nil : rest
    }
}

/// The rule for ids of asynchronous tasks (docs: InvokeFunction, x-fc-async-task-id).
package enum TaskID {
    /// Whether the platform would take the id.
    package static func isWellFormed(_ id: String) -> Bool {
        guard let first = id.utf8.first, isLetter(first) || first == UInt8(ascii: "_"), id.utf8.count <= 128 else {
            return false
        }
        return id.utf8.allSatisfy { byte in
            isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}

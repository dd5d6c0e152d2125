import FCCore
import ShellSyntax

/// `invoke`: calls a function once and shows its answer.
package enum InvokeCommand: Command {
    static let function = Operand(
        "FUNCTION[:QUALIFIER]", kind: .text("FUNCTION", completion: .functions), shape: .plain,
        summary: "function or resource of the s.yaml; the one in use without it")

    static let all = Flag("--all", summary: "call every function of the s.yaml, in its order")
    static let runActions = Flag("--run-actions", summary: "run the `run:` actions the s.yaml has for invoke")

    package static let spec = CommandSpec(
        "invoke", group: .calling, summary: "call a function once and show its answer",
        discussion: """
            The event goes out byte for byte; without one it is empty. A text that begins with { or [ has to be JSON. \
            An invocation is sent once and never again: what was not answered may still have run.

            Log, ids and errors go to standard error, the body to standard output.
            """,
        operands: [function.declaration, EventSource.json.declaration],
        options: EventSource.declarations + CallOptions.declarations + [all.declaration, runActions.declaration],
        examples: [
            .init("invoke {\"k\": 1}", "send JSON to the function in use"),
            .init("invoke hello:LATEST -e 'any text'", "name function and qualifier"),
            .init(
                "invoke --event-template oss --set .events[0].oss.object.key=in/cat.png", "send what a trigger would"),
            .init("invoke -f event.json -o jsonl", "send a file, get one JSON object with all facts"),
        ],
        takesInput: true, givesAnswer: true, makesResult: true)

    package static func check(_ arguments: Arguments) throws(Failure) {
        _ = try EventSource(arguments, input: nil)
    }

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        var request = try CallOptions.request(from: arguments, in: context)
        if let text = arguments[function] {
            try CallOptions.name(text, at: arguments.span(function), in: &request, await context.session.settings)
        }
        request.event = try await EventSource(arguments, input: context.input)
            .read(isRaw: arguments[EventSource.raw], options: request.options, in: context)
        try EventText.checkSize(request.event ?? [], isAsynchronous: request.isAsynchronous)

        var call = CallOptions.call(arguments, in: context)
        call.runsActions = arguments[runActions]
        if arguments[all] {
            try await call.everyFunction(request)
        } else {
            try await call.perform(request)
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

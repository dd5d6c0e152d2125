import FCCore
import ShellSyntax

/// `again`: the last event once more, with fields changed.
package enum AgainCommand: Command {
    static let changes = Operand(
        ".PATH=VALUE|-.PATH", kind: .eventChange, arity: .rest, summary: "sets a field of the event, or removes it")

    package static let spec = CommandSpec(
        "again", group: .calling, summary: "send the last event again, with fields changed",
        discussion: """
            The call goes where the last one went, with the function, qualifier and region it named itself, and \
            asynchronously if that was; once `use` or `set` put something else to use, it goes there. Options win.

            Values follow the rule of types: 5 is a number, "5" a text, {…} JSON. Objects that are missing on the way \
            are made, an index one beyond the end appends, [*] means every element. Without changes the same bytes \
            go out; otherwise order of keys and digits of numbers stay. The change is shown on standard error.
            """,
        operands: [changes.declaration], options: CallOptions.declarations,
        examples: [
            .init("again", "the same event once more"),
            .init("again .user.id=5 -.debug", "with a field set and one removed"),
        ],
        givesAnswer: true, makesResult: true)

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let last = context.expander.results.all.last(where: { $0.origin != nil }), let origin = last.origin else {
            throw Failure(.expectation, "there is no event to send again yet", next: "invoke …")
        }
        var request = try CallOptions.request(from: arguments, in: context, isAsynchronous: origin.isAsynchronous)
        request.options = origin.options(now: await context.session.settings, given: request.options)
        request.http = last.http
        request.event = try event(of: last, changed: arguments.all(changes), arguments, in: context)
        try EventText.checkSize(request.event ?? [], isAsynchronous: request.isAsynchronous)
        try await CallOptions.call(arguments, in: context).perform(request)
    }

    private static func event(
        of last: CallResult, changed changes: [EventChange], _ arguments: Arguments, in context: CommandContext
    ) throws(Failure) -> [UInt8]? {
        guard !changes.isEmpty else { return last.event }
        let old = try json(last.event ?? [], at: arguments.span(self.changes))
        var new = old
        for change in changes {
            do {
                new = try change.applied(to: new)
            } catch {
                throw Failure(
                    .usage, "the event cannot be changed at \(error.reached): \(error.reason)",
                    at: arguments.span(self.changes), notes: ["nothing was sent"])
            }
        }
        if !arguments[ProcessFlags.silent], !context.isQuiet {
            context.console.notice(DifferenceText.lines(Difference.between(old, new)))
        }
        return JSONWriter.bytes(new)
    }

    private static func json(_ event: [UInt8], at span: SourceSpan?) throws(Failure) -> Value {
        guard !event.isEmpty else {
            throw Failure(
                .usage, "the last call had no event, so there is no field to change", at: span,
                notes: ["nothing was sent"], next: "invoke {…}")
        }
        do {
            return try JSONReader.read(event)
        } catch {
            throw Failure(
                .usage, "the last event is not JSON, so there is no field to change", at: span,
                notes: ["nothing was sent"], next: "again sends it as it was")
        }
    }
}

import ShellSyntax

/// `edit`: an event, or the last line, in the user's own editor.
package enum EditCommand: Command {
    static let result = Operand("%N", kind: .result, summary: "whose event; that of the last call without it")

    package static let spec = CommandSpec(
        "edit", group: .shell, summary: "open the last event in your editor",
        discussion: """
            $VISUAL or $EDITOR opens the call as a line that can be run; what you save stands on the next prompt, where \
            Enter sends it. Before the first call it is the line typed last. Ctrl-X Ctrl-E does the same with the line \
            being typed.
            """,
        operands: [result.declaration],
        examples: [
            .init("edit", "change the last event and send it again"), .init("edit %2", "the same with an earlier one"),
        ])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let prompt = context.promptText else {
            throw Failure(.usage, "only the prompt has lines to edit", next: "result --event > event.json")
        }
        let draft = try await draft(arguments, in: context)
        let editor = ExternalEditor(environment: context.session.world.environment)
        let edited: Result<String, ExternalEditor.Problem> = await withCheckedContinuation { continuation in
            Thread.detach {
                continuation.resume(returning: Result { () throws(ExternalEditor.Problem) in try editor.edit(draft) })
            }
        }
        switch edited {
        case .success(let text): prompt.leave(text)
        case .failure(let problem): throw Failure(.usage, problem.message)
        }
    }

    private static func draft(_ arguments: Arguments, in context: CommandContext) async throws(Failure) -> String {
        let masker = context.console.masker
        let selector = arguments[result]
        if selector == nil, context.expander.results.current == nil {
            guard let line = context.history?.recall(0) else { throw Failure(.usage, "there is nothing to edit yet") }
            return line
        }
        let call = try context.expander.result(selector?.result, at: selector?.span ?? context.span)
        guard let line = EventLine(call, settings: await context.session.settings) else {
            throw Failure(
                .usage, "the event of %\(call.number) is no text", next: "result %\(call.number) --event > event.bin")
        }
        return masker.mask(line.text)
    }
}

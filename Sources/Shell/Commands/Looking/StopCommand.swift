import FCCore

/// `stop`: stops an asynchronous task.
package enum StopCommand: Command {
    static let id = Operand("ID", kind: .text("ID", completion: .tasks), arity: .required, summary: "the task's id")

    package static let spec = CommandSpec(
        "stop", group: .looking, summary: "stop an asynchronous task",
        discussion: "A task that runs loses its instance. Needs the permission fc:StopAsyncTask, and task mode.",
        operands: [id.declaration],
        options: [TargetOptions.function.declaration, TargetOptions.qualifier.declaration] + Look.options,
        examples: [.init("stop nightly-1", "ends a task of the function in use")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, action: "StopAsyncTask")
        let name = try look.functionName()
        let id = arguments[id] ?? ""
        try await look.ask { client, deadline throws(FCError) in
            try await client.stopAsyncTask(id, of: name, qualifier: look.settings[.qualifier], deadline: deadline)
        }
        context.console.notice(StyledText("asked to stop the task \(VisibleText.singleLine(id))"))
    }
}

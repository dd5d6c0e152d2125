import FCCore

/// `task`: shows one asynchronous task.
package enum TaskCommand: Command {
    static let id = Operand("ID", kind: .text("ID", completion: .tasks), arity: .required, summary: "the task's id")

    package static let spec = CommandSpec(
        "task", group: .looking, summary: "show an asynchronous task",
        discussion: "Needs the permission fc:GetAsyncTask, and task mode.",
        operands: [id.declaration],
        options: [TargetOptions.function.declaration, TargetOptions.qualifier.declaration] + Look.options,
        examples: [.init("task nightly-1", "state, times and result of a task of the function in use")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, action: "GetAsyncTask")
        let name = try look.functionName()
        let id = arguments[id] ?? ""
        let task = try await look.ask { client, deadline throws(FCError) in
            try await client.getAsyncTask(id, of: name, qualifier: look.settings[.qualifier], deadline: deadline)
        }
        look.show(task.value) { console in
            var rows: [[StyledText]] = []
            for field in task.value.recordValue?.fields ?? [] where field.value != .null {
                rows.append([StyledText(field.key), Self.shown(field, of: task)])
            }
            console.write(TableRenderer([.init(""), .init("")]), rows)
        }
    }

    /// A field on one line: times as times, events as the states they tell of.
    private static func shown(_ field: Record.Field, of task: AsyncTask) -> StyledText {
        switch field.key {
        case "status": return TaskText.status(of: task)
        case "startedTime", "endTime": return StyledText(TaskText.time(field.value.intValue))
        case "events":
            let states = (field.value.arrayValue ?? []).compactMap { $0["status"]?.stringValue }
            return StyledText(VisibleText.singleLine(states.joined(separator: ", ")))
        default: return StyledText(VisibleText.singleLine(Expander.text(of: field.value)))
        }
    }
}

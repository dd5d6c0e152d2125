import FCCore

/// `tasks`: lists a function's asynchronous tasks.
package enum TasksCommand: Command {
    static let function = Operand(
        "FUNCTION[:QUALIFIER]", kind: .text("FUNCTION", completion: .functions), summary: "the one in use without it")
    static let status = Option(
        "--status", kind: .text("STATE", completion: .choices(TaskText.states)),
        summary: "only tasks in this state, such as Running or Failed")
    static let prefix = Option("--prefix", kind: .text("TEXT"), summary: "only ids that begin so")
    static let limit = Option(
        "--limit", "-n", kind: .integer("COUNT", in: 1...100_000), summary: "at most so many (20)")

    package static let spec = CommandSpec(
        "tasks", group: .looking, summary: "list the asynchronous tasks of a function",
        discussion: "The newest comes first. Needs the permission fc:ListAsyncTasks, and task mode.",
        operands: [function.declaration],
        options: [
            status.declaration, prefix.declaration, limit.declaration, TargetOptions.qualifier.declaration,
        ] + Look.options,
        examples: [.init("tasks report --status Failed", "the last failed tasks of report")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, named: arguments[function], action: "ListAsyncTasks")
        let name = try look.functionName()
        let filter = FCClient.TaskFilter(prefix: arguments[prefix], status: arguments[status])
        let wanted = arguments[limit] ?? 20
        let tasks = try await look.all(atMost: wanted) { client, token, deadline throws(FCError) in
            try await client.listAsyncTasks(
                of: name, qualifier: look.settings[.qualifier], filter, limit: min(100, wanted), nextToken: token,
                deadline: deadline)
        }
        look.show(listing: tasks.map(\.value)) { console in
            let rows = tasks.map { task -> [StyledText] in
                [
                    StyledText(VisibleText.singleLine(task.taskID ?? "")), TaskText.status(of: task),
                    StyledText(TaskText.time(task.startedTime), .faint),
                    StyledText(task.durationMilliseconds.map { Duration.milliseconds($0).inWords } ?? ""),
                    StyledText(task.retryCount.map { "\($0)" } ?? ""),
                ]
            }
            console.write(
                TableRenderer([
                    .init("task"), .init("status"), .init("started"), .init("duration", .trailing),
                    .init("retries", .trailing),
                ]), rows)
        }
    }
}

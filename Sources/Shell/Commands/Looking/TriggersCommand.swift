import FCCore

/// `triggers`: lists what calls a function.
package enum TriggersCommand: Command {
    static let function = Operand(
        "FUNCTION", kind: .text("FUNCTION", completion: .functions), summary: "the one in use without it")

    package static let spec = CommandSpec(
        "triggers", group: .looking, summary: "list the triggers of a function",
        discussion: "HTTP triggers come with their addresses. Needs the permission fc:ListTriggers.",
        operands: [function.declaration], options: Look.options,
        examples: [.init("triggers hello", "what calls hello")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, named: arguments[function], action: "ListTriggers")
        let name = try look.functionName()
        let triggers = try await look.all { client, token, deadline throws(FCError) -> Page<Value> in
            let operation = FCClient.Operation(
                "ListTriggers", segments: ["functions", name, "triggers"],
                query: [("limit", "100"), ("nextToken", token)])
            let answer = try await client.perform(operation, deadline: deadline)
            let next = answer["nextToken"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
            return Page(answer["triggers"]?.arrayValue ?? [], nextToken: next)
        }
        look.show(listing: triggers) { console in
            let rows = triggers.map { trigger -> [StyledText] in
                [
                    text(trigger["triggerName"]), text(trigger["triggerType"]), text(trigger["qualifier"]),
                    text(trigger["httpTrigger"]?["urlInternet"] ?? trigger["triggerConfig"]),
                ]
            }
            console.write(
                TableRenderer([.init("trigger"), .init("type"), .init("calls"), .init("address or settings")]), rows)
        }
    }

    private static func text(_ value: Value?) -> StyledText {
        StyledText(VisibleText.singleLine(value?.stringValue ?? ""))
    }
}

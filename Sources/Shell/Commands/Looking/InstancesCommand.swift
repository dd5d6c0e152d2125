import FCCore

/// `instances`: lists what runs of a function.
package enum InstancesCommand: Command {
    static let function = Operand(
        "FUNCTION[:QUALIFIER]", kind: .text("FUNCTION", completion: .functions), summary: "the one in use without it")

    package static let spec = CommandSpec(
        "instances", group: .looking, summary: "list the running instances of a function",
        discussion: "Needs the permission fc:ListInstances.",
        operands: [function.declaration], options: [TargetOptions.qualifier.declaration] + Look.options,
        examples: [.init("instances hello", "what runs of hello")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, named: arguments[function], action: "ListInstances")
        let operation = FCClient.Operation(
            "ListInstances", segments: ["functions", try look.functionName(), "instances"],
            query: [("qualifier", look.settings[.qualifier]), ("withAllActive", "true")])
        let answer = try await look.ask { client, deadline throws(FCError) in
            try await client.perform(operation, deadline: deadline)
        }
        let instances = answer["instances"]?.arrayValue ?? []
        look.show(listing: instances) { console in
            let rows = instances.map { instance -> [StyledText] in
                [
                    text(instance["instanceId"]), text(version(of: instance)), text(instance["status"]),
                    StyledText(TaskText.time(instance["createdTimeMs"]?.intValue), .faint),
                ]
            }
            console.write(
                TableRenderer([.init("instance"), .init("version"), .init("status"), .init("started")]), rows)
        }
    }

    /// The service writes 0 for the state that is not published.
    private static func version(of instance: Value) -> Value? {
        instance["versionId"] == "0" ? "LATEST" : instance["versionId"]
    }

    private static func text(_ value: Value?) -> StyledText {
        StyledText(VisibleText.singleLine(value?.stringValue ?? ""))
    }
}

import FCCore

/// `publish`: freezes a function's code and configuration as a new version.
package enum PublishCommand: Command {
    static let function = Operand(
        "FUNCTION", kind: .text("FUNCTION", completion: .functions), summary: "the one in use without it")
    static let description = Option("--description", kind: .text("TEXT"), summary: "what is new about it")

    package static let spec = CommandSpec(
        "publish", group: .looking, summary: "publish a version of a function",
        discussion: "Freezes what LATEST is now and prints the number. Needs the permission fc:PublishFunctionVersion.",
        operands: [function.declaration],
        options: [description.declaration] + Look.options,
        examples: [.init("publish hello --description \"before the sale\"", "prints the new version's number")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, named: arguments[function], action: "PublishFunctionVersion")
        let name = try look.functionName()
        let version = try await look.ask { client, deadline throws(FCError) in
            try await client.publishFunctionVersion(of: name, summary: arguments[description], deadline: deadline)
        }
        await look.outdate(.qualifiers(of: name))
        look.show(version.value) { console in
            console.writeLine(StyledText(VisibleText.singleLine(version.versionID ?? "")))
        }
    }
}

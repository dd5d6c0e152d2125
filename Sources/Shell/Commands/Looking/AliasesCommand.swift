import FCCore

/// `aliases`: lists a function's aliases.
package enum AliasesCommand: Command {
    static let function = Operand(
        "FUNCTION", kind: .text("FUNCTION", completion: .functions), summary: "the one in use without it")

    package static let spec = CommandSpec(
        "aliases", group: .looking, summary: "list the aliases of a function",
        discussion: "With the version each stands for. Needs the permission fc:ListAliases.",
        operands: [function.declaration], options: Look.options,
        examples: [.init("aliases hello", "every alias of hello and its version")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, named: arguments[function], action: "ListAliases")
        let name = try look.functionName()
        let aliases = try await look.all { client, token, deadline throws(FCError) in
            try await client.listAliases(of: name, limit: 100, nextToken: token, deadline: deadline)
        }
        look.show(listing: aliases.map(\.value)) { console in
            let rows = aliases.map { alias -> [StyledText] in
                [
                    StyledText(VisibleText.singleLine(alias.aliasName ?? "")),
                    StyledText(VisibleText.singleLine(alias.versionID ?? "")),
                    StyledText(VisibleText.singleLine(Self.weights(of: alias))),
                    StyledText(VisibleText.singleLine(alias.summary ?? "")),
                ]
            }
            console.write(
                TableRenderer([
                    .init("alias"), .init("version", .trailing), .init("also"), .init("description"),
                ]), rows)
        }
    }

    /// `2: 0.05`: the part of the calls another version gets.
    private static func weights(of alias: FunctionAlias) -> String {
        alias.additionalWeights.map { "\($0.version): \($0.weight.text)" }.joined(separator: ", ")
    }
}

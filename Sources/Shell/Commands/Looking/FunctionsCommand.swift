import FCCore

/// `functions`: lists the functions of the region.
package enum FunctionsCommand: Command {
    static let prefix = Operand(
        "PREFIX", kind: .text("PREFIX", completion: .functions), summary: "only names that begin so")
    static let limit = Option(
        "--limit", "-n", kind: .integer("COUNT", in: 1...100_000), summary: "at most so many; all without it")

    package static let spec = CommandSpec(
        "functions", group: .looking, summary: "list the functions of the region",
        discussion: "Follows the pages to the end. Needs the permission fc:ListFunctions.",
        operands: [prefix.declaration],
        options: [
            limit.declaration, TargetOptions.region.declaration, TargetOptions.access.declaration,
            TargetOptions.endpoint.declaration, TargetOptions.output.declaration,
        ],
        examples: [.init("functions order-", "every function whose name begins with order-")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, action: "ListFunctions")
        let wanted = arguments[limit] ?? .max
        var found: [FunctionDescription] = []
        var token: String?
        repeat {
            let page = try await look.ask { client, deadline throws(FCError) in
                try await client.listFunctions(
                    prefix: arguments[prefix], limit: min(100, wanted - found.count), nextToken: token,
                    deadline: deadline)
            }
            found += page.functions
            token = page.nextToken
        } while token != nil && found.count < wanted
        if arguments[prefix] == nil, token == nil {
            await look.teach(found.compactMap(\.completionName), to: .functions)
        }
        look.show(listing: found.map(\.value)) { console in
            let rows = found.map { function -> [StyledText] in
                [
                    StyledText(function.functionName ?? ""), StyledText(function.runtime ?? ""),
                    StyledText(function.memorySize.map { "\($0) MB" } ?? ""),
                    StyledText(function.timeout.map { "\($0) s" } ?? ""),
                    StyledText(function.lastModifiedTime ?? "", .faint),
                ]
            }
            let table = TableRenderer([
                .init("name"), .init("runtime"), .init("memory", .trailing), .init("timeout", .trailing),
                .init("modified"),
            ])
            console.write(table, rows)
        }
    }
}

/// `info`: shows how a function is configured.
package enum InfoCommand: Command {
    static let function = Operand(
        "FUNCTION[:QUALIFIER]", kind: .text("FUNCTION", completion: .functions), summary: "the one in use without it")

    package static let spec = CommandSpec(
        "info", group: .looking, summary: "show a function's configuration",
        discussion: "Needs the permission fc:GetFunction. Values of environment variables are not shown on a terminal.",
        operands: [function.declaration],
        options: [
            TargetOptions.region.declaration, TargetOptions.access.declaration, TargetOptions.endpoint.declaration,
            TargetOptions.qualifier.declaration, TargetOptions.output.declaration,
        ],
        examples: [.init("info hello:prod", "the version behind the alias prod")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, named: arguments[function], action: "GetFunction")
        let name = try look.functionName()
        let description = try await look.ask { client, deadline throws(FCError) in
            try await client.getFunction(name, qualifier: look.settings[.qualifier], deadline: deadline)
        }
        look.show(description.value) { console in
            var rows: [[StyledText]] = []
            for field in description.value.recordValue?.fields ?? [] where field.value != .null {
                rows.append([StyledText(field.key), StyledText(VisibleText.singleLine(Self.shown(field)))])
            }
            console.write(TableRenderer([.init(""), .init("")]), rows)
        }
    }

    /// A field on one line; of environment variables the names alone, since values are often secrets.
    private static func shown(_ field: Record.Field) -> String {
        if field.key == "environmentVariables", let variables = field.value.recordValue {
            return variables.keys.joined(separator: ", ")
        }
        return Expander.text(of: field.value)
    }
}

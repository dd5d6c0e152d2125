import FCCore

/// `versions`: lists a function's published versions.
package enum VersionsCommand: Command {
    static let function = Operand(
        "FUNCTION", kind: .text("FUNCTION", completion: .functions), summary: "the one in use without it")

    package static let spec = CommandSpec(
        "versions", group: .looking, summary: "list the published versions of a function",
        discussion: "The newest comes first. Needs the permission fc:ListFunctionVersions.",
        operands: [function.declaration], options: Look.options,
        examples: [.init("versions hello", "every version of hello")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let look = try await Look(arguments, in: context, named: arguments[function], action: "ListFunctionVersions")
        let name = try look.functionName()
        let versions = try await look.all { client, token, deadline throws(FCError) in
            try await client.listFunctionVersions(of: name, limit: 100, nextToken: token, deadline: deadline)
        }
        look.show(listing: versions.map(\.value)) { console in
            let rows = versions.map { version -> [StyledText] in
                [
                    StyledText(VisibleText.singleLine(version.versionID ?? "")),
                    StyledText(VisibleText.singleLine(version.createdTime ?? ""), .faint),
                    StyledText(VisibleText.singleLine(version.summary ?? "")),
                ]
            }
            console.write(
                TableRenderer([.init("version", .trailing), .init("published"), .init("description")]), rows)
        }
    }
}

import FCCore

/// `regions`: lists where Function Compute runs, from the built-in table.
package enum RegionsCommand: Command {
    package static let spec = CommandSpec(
        "regions", group: .looking, summary: "list the regions of Function Compute",
        discussion: "The list is built in: nothing is asked.",
        options: [TargetOptions.output.declaration],
        examples: [.init("regions", "every region and its name")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let console = context.console
        let (settings, _) = try await context.session.resolved(options: TargetOptions.settings(in: arguments))
        switch settings.output {
        case .json, .jsonl, .yaml:
            let rows = Region.all.map { region -> Value in
                [
                    "region": .string(region.id), "name": .string(region.englishName),
                    "chineseName": .string(region.chineseName), "kind": .string(region.kind.rawValue),
                ]
            }
            console.write(
                ValueRenderer.render(listing: rows, as: settings.output, for: console.outputCapabilities))
        case .text, .raw:
            let rows = Region.all.map { region -> [StyledText] in
                [
                    StyledText(region.id), StyledText(region.englishName), StyledText(region.chineseName),
                    StyledText(region.kind == .public ? "" : region.kind.rawValue, .faint),
                ]
            }
            console.write(TableRenderer([.init("region"), .init("name"), .init("名称"), .init("kind")]), rows)
        case .none: break
        }
    }
}

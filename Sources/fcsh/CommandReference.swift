import Shell

/// `docs/commands.md`, made from the declarations of the commands.
struct CommandReference {
    let catalog: Catalog

    /// The page.
    var text: String {
        var page =
            "# Commands\n\nMade from the program's own declarations by `make docs`; `help COMMAND` shows the same.\n"
        for group in CommandSpec.Group.allCases {
            let specs = catalog.commands.map { $0.spec }.filter { $0.group == group }
            guard !specs.isEmpty else { continue }
            page += "\n## \(group.rawValue.prefix(1).uppercased() + group.rawValue.dropFirst())\n"
            for spec in specs { page += section(spec, level: "###") }
        }
        page += "\n## Ways in\n"
        for spec in ProgramWords.all { page += section(spec, level: "###", prefix: "fcsh ") }
        page += "\n## Options of the program\n\nValid before and after the command.\n\n"
        page += table(ProcessFlags.declarations)
        return page
    }

    private func section(_ spec: CommandSpec, level: String, prefix: String = "") -> String {
        var text =
            "\n\(level) \(prefix)\(spec.name)\n\n\(spec.summary.prefix(1).uppercased() + spec.summary.dropFirst()).\n"
        text += "\n```\n\(prefix)\(spec.usage)\n```\n"
        if !spec.discussion.isEmpty { text += "\n\(spec.discussion)\n" }
        if !spec.operands.isEmpty {
            text += "\n| operand | meaning |\n|---|---|\n"
            for operand in spec.operands { text += "| `\(cell(operand.name))` | \(cell(operand.summary)) |\n" }
        }
        if !spec.options.isEmpty { text += "\n" + table(spec.options) }
        if !spec.examples.isEmpty {
            text += "\n```\n"
            for example in spec.examples { text += "\(example.line)    # \(example.summary)\n" }
            text += "```\n"
        }
        return text
    }

    private func table(_ options: [OptionDeclaration]) -> String {
        var text = "| option | meaning |\n|---|---|\n"
        for option in options { text += "| `\(cell(HelpText.spelling(of: option)))` | \(cell(option.summary)) |\n" }
        return text
    }

    private func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|")
    }
}

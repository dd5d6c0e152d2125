import ShellSyntax

/// Help, made from the declarations of the commands and from the topics.
package struct HelpText: Sendable {
    /// Columns that names and their indent take in a list.
    private static let nameColumns = 28
    /// The width that lists of names keep to, so that a small window holds them.
    private static let listColumns = 78

    private let catalog: Catalog

    package init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// Everything `help` may be asked about.
    package var topicNames: [String] {
        catalog.names + Catalog.keywords + HelpTopic.all.map(\.name) + ["commands", "examples"]
    }

    /// What there is, on one screen.
    package var overview: StyledText {
        var text = StyledText()
        for group in CommandSpec.Group.allCases {
            let names = specs(of: group).map(\.name) + (group == .scripting ? Catalog.keywords : [])
            guard !names.isEmpty else { continue }
            text.appendLine(group.title, .bold)
            text += Self.list(names)
        }
        text.appendLine("Topics", .bold)
        text += Self.list(HelpTopic.all.map(\.name))
        text.appendLine()
        text.appendLine("help COMMAND explains one, help TOPIC the rest; help commands says a word about each.")
        text.appendLine("help examples shows lines that work; help WORD finds those that hold a word.")
        return text
    }

    /// The help on a command or topic; nil when there is none of that name.
    package func topic(_ name: String) -> StyledText? {
        let topic = HelpTopic.all.first { $0.name == name }.map { Self.text(of: $0) }
        if let command = catalog[name] {
            return Self.text(of: command.spec) + (topic.map { "\n" + $0 } ?? StyledText())
        }
        if let keyword = Self.keywordSummaries.first(where: { $0.0 == name }) {
            return "\(name): \(Message(keyword.1))\n" + "\n" + "help language shows the whole language.\n"
        }
        switch name {
        case "commands": return commands
        case "examples": return examples { _ in true }
        default: break
        }
        return topic
    }

    /// The examples that hold a word; nil when none does.
    package func examples(holding word: String) -> StyledText? {
        let word = word.lowercased()
        return examples { $0.line.lowercased().contains(word) || $0.summary.lowercased().contains(word) }
    }

    private func specs(of group: CommandSpec.Group) -> [CommandSpec] {
        catalog.commands.map { $0.spec }.filter { $0.group == group }
    }

    /// The commands by group, each with its summary.
    private var commands: StyledText {
        var text = StyledText()
        for group in CommandSpec.Group.allCases {
            let words = group == .scripting ? Self.keywordSummaries : []
            let rows = specs(of: group).map { ($0.name, $0.summary) } + words
            guard !rows.isEmpty else { continue }
            if !text.isEmpty { text.appendLine() }
            text.appendLine(group.title, .bold)
            for (name, summary) in rows { text += Self.row(name, Message(summary)) }
        }
        return text
    }

    /// Lines that work, from every command.
    private func examples(where isWanted: (CommandSpec.Example) -> Bool) -> StyledText? {
        var text = StyledText()
        for example in catalog.commands.flatMap({ $0.spec.examples }) where isWanted(example) {
            text += Self.text(of: example)
        }
        return text.isEmpty ? nil : text
    }
}

extension HelpText {
    /// The help on one command.
    package static func text(of spec: CommandSpec) -> StyledText {
        var text = StyledText(spec.usage, .bold) + "\n"
        text.appendLine("  \(Message(spec.summary))")
        if !spec.discussion.isEmpty {
            text.appendLine()
            text.appendLine(Message(spec.discussion))
        }
        if !spec.operands.isEmpty {
            text.appendLine()
            text.appendLine("Operands", .bold)
            for operand in spec.operands { text += row(operand.name, Message(operand.summary)) }
        }
        if !spec.options.isEmpty {
            text.appendLine()
            text.appendLine("Options", .bold)
            for option in spec.options { text += row(spelling(of: option), Message(option.summary)) }
        }
        if !spec.examples.isEmpty {
            text.appendLine()
            text.appendLine("Examples", .bold)
            for example in spec.examples { text += self.text(of: example) }
        }
        return text
    }

    private static func text(of example: CommandSpec.Example) -> StyledText {
        var text = StyledText("  \(Message(verbatim: example.line))\n", .cyan)
        text.appendLine("      \(Message(example.summary))")
        return text
    }

    private static func text(of topic: HelpTopic) -> StyledText {
        var text = StyledText(topic.title, .bold) + "\n"
        for row in topic.rows { text += self.row(row.name, row.meaning) }
        return text
    }

    /// An option's names with its value: `-e, --event TEXT`.
    package static func spelling(of option: OptionDeclaration) -> String {
        let names = option.names.sorted { $0.count < $1.count }.joined(separator: ", ")
        return option.placeholder.map { "\(names) \($0)" } ?? names
    }

    /// A name and what it means; a long name has a row of its own.
    package static func row(_ name: String, _ meaning: Message, columns: Int = nameColumns) -> StyledText {
        let width = DisplayWidth.of(name) + 2
        var text = StyledText("  ")
        text.append(name, .cyan)
        let gap = width < columns - 1 ? columns - width : -1
        text.append(gap > 0 ? String(repeating: " ", count: gap) : "\n" + String(repeating: " ", count: columns))
        text.appendLine(meaning)
        return text
    }

    private static func list(_ names: [String]) -> StyledText {
        var text = StyledText()
        var line = " "
        for name in names {
            if line.count + 1 + name.count > listColumns {
                text.appendLine(line, .cyan)
                line = " "
            }
            line += " " + name
        }
        text.appendLine(line, .cyan)
        return text
    }

    static let keywordSummaries: [(String, String)] = [
        ("let", "let NAME = VALUE sets a variable"),
        ("secret", "secret NAME [= VALUE] sets a variable that is never shown"),
        ("capture", "capture [--secret] NAME SELECTOR keeps a part of the answer"),
        ("expect", "expect ok | error | SELECTOR [not] PREDICATE checks the answer"),
        ("test", "test \"NAME\" do … end gives a part of the script a name and a verdict"),
        ("repeat", "repeat N [parallel N] [every D] [for D] CALL or do … end measures calls"),
        ("retry", "retry N [every D] [for D] CALL or do … end tries until everything in it holds"),
        ("try", "try CALL lets a call fail, so that expect can examine it"),
        ("wait", "wait [%N|all] [for D] waits until asynchronous tasks are over, at most for D such as 10m"),
        ("source", "source FILE [ARG…] runs another file here"),
        ("on", "on error stop | continue decides what happens after a failure"),
    ]
}

extension CommandSpec.Group {
    /// The group's heading.
    package var title: Message {
        switch self {
        case .calling: "Calling"
        case .state: "State"
        case .looking: "Looking"
        case .events: "Events"
        case .scripting: "Scripting"
        case .shell: "Shell"
        }
    }
}

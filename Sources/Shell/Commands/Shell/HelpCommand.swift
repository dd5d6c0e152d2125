import ShellSyntax

/// `help`: what there is and how it is used.
package enum HelpCommand: Command {
    static let topic = Operand("TOPIC", kind: .text("TOPIC", completion: .commands), summary: "a command or a topic")

    package static let spec = CommandSpec(
        "help", group: .shell, summary: "list the commands, or explain one",
        discussion: """
            Topics beside the commands: language, selectors, facts, expansion, redirection, events, tests, settings, \
            alias, history, keys, status. A word that is neither finds the examples that hold it.
            """,
        operands: [topic.declaration],
        examples: [
            .init("help", "what there is"), .init("help invoke", "one command in full"),
            .init("help selectors", "a topic"), .init("help examples", "lines that work"),
        ])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let help = HelpText(catalog: context.catalog)
        guard let topic = arguments[topic] else { return context.console.write(help.overview) }
        if let text = help.topic(topic) { return context.console.write(text) }
        let near = NearestName.suggestion(for: topic, among: help.topicNames)
        if near == nil, let examples = help.examples(holding: topic) { return context.console.write(examples) }
        throw Failure(
            .usage, "there is no help on '\(topic)'", at: arguments.span(HelpCommand.topic),
            next: near.map { "help \($0)" } ?? "help")
    }
}

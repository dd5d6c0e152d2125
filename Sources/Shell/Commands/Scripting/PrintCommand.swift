import FCCore

/// `print`: writes its words.
package enum PrintCommand: Command {
    static let words = Operand("TEXT", kind: .argument("TEXT"), arity: .rest, summary: "what to print")

    package static let spec = CommandSpec(
        "print", group: .scripting, summary: "write text",
        discussion: "Words are written with one blank between them and a newline behind. Secrets come out as stars.",
        operands: [words.declaration],
        examples: [.init("print \"the status was ${@status}\"", "facts, variables and paths expand in double quotes")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let text = arguments.all(words).map(\.text).joined(separator: " ")
        let isTerminal = context.console.outputCapabilities.isTerminal
        context.console.writeLine(StyledText(isTerminal ? VisibleText.of(text) : text))
    }
}

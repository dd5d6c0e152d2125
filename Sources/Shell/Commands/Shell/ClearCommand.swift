/// `clear`: empties the window.
package enum ClearCommand: Command {
    package static let spec = CommandSpec(
        "clear", group: .shell, summary: "empty the window",
        discussion: "Where standard output is no terminal nothing is written. Ctrl-L does the same and keeps the line.",
        examples: [.init("clear", "an empty window, the prompt at its top")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard context.console.outputCapabilities.isTerminal else { return }
        // Cursor home, the window, the lines above it (ECMA-48 and xterm).
        context.console.writeAnswer(Array("\u{1b}[H\u{1b}[2J\u{1b}[3J".utf8))
    }
}

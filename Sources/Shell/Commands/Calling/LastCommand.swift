import ShellSyntax

/// `last`: the newest result once more.
package enum LastCommand: Command {
    static let full = Flag("--full", summary: "with event and headers, and every element of long arrays")

    package static let spec = CommandSpec(
        "last", group: .calling, summary: "show the last result again",
        discussion: "Nothing is sent. `result %N` shows an earlier one.",
        options: [full.declaration, TargetOptions.output.declaration],
        examples: [
            .init("last --full", "with event and headers, and long arrays in full"),
            .init("last -o json", "as one object"),
        ],
        givesAnswer: true)

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let result = try context.expander.result(nil, at: context.span)
        let view = ResultView(result, context: context, format: await context.session.output(arguments))
        if arguments[full] { view.showRequest() }
        view.show(isFull: arguments[full])
        if arguments[full] { view.showHeaderNotice() }
        await view.explain()
    }
}

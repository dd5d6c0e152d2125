import FCCore
import ShellSyntax

/// `diff`: where the bodies of two results differ.
package enum DiffCommand: Command {
    static let left = Operand("%A", kind: .selection, summary: "the first result, or a part of it; %-2 without it")
    static let right = Operand("%B", kind: .selection, summary: "the second one; %-1 without it")
    static let ignored = Option("--ignore", kind: .path, summary: "a path that may differ, with what is below it")

    package static let spec = CommandSpec(
        "diff", group: .calling, summary: "show where the bodies of two results differ",
        discussion: """
            One line for each difference: + added, - removed, ~ changed. Lists are compared by index, numbers by their \
            exact value; the order of keys plays no part. @diff.count tells how many there are; a difference is no \
            failure.
            """,
        operands: [left.declaration, right.declaration],
        options: [ignored.declaration, TargetOptions.output.declaration],
        examples: [.init("diff %-2 %-1 --ignore .requestId", "the last two results, but for an id")],
        givesAnswer: true)

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let left = arguments[left] ?? Selector(result: -2, .result, span: context.span)
        let right = arguments[right] ?? Selector(result: -1, .result, span: context.span)
        let differences = Difference.between(
            try context.expander.select(left).value, try context.expander.select(right).value,
            ignoring: arguments.all(ignored))
        context.results.keep(differenceCount: differences.count)
        let format = await context.session.output(arguments)
        context.console.show(differences, as: format)
    }
}

extension Console {
    /// Shows differences: lines for people, objects for programs.
    func show(_ differences: [Difference], as format: OutputFormat) {
        switch format {
        case .none: break
        case .text, .raw:
            write(DifferenceText.lines(differences))
            if differences.isEmpty { notice(StyledText("no difference", .faint)) }
        case .json, .jsonl, .yaml:
            write(ValueRenderer.render(listing: differences.map(\.value), as: format, for: outputCapabilities))
        }
    }
}

extension Session {
    /// How a command's answer is to be shown.
    func output(_ arguments: Arguments) -> OutputFormat {
        var settings = settings
        settings.options = TargetOptions.settings(in: arguments)
        return settings.output
    }
}

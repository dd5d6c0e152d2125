import FCCore
import ShellSyntax

/// `explain`: why a call did not end well, and what to do.
package enum ExplainCommand: Command {
    static let result = Operand("%N", kind: .result, summary: "which result; the last one without it")

    package static let spec = CommandSpec(
        "explain", group: .shell, summary: "say why a call failed and what to type next",
        discussion: """
            The likely cause is read from outcome, error code, the function's message and its log. Nothing is sent, \
            and the error itself is always shown as it came.
            """,
        operands: [result.declaration],
        examples: [.init("explain", "the last result"), .init("explain %-2", "the one before it")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let selector = arguments[result]
        let result = try context.expander.result(selector?.result, at: selector?.span ?? context.span)
        let console = context.console
        console.writeLine(headline(of: result))
        guard let explanation = await context.explanation(of: result, cause: .likely(for: result)) else {
            return console.writeLine("the call was answered well; there is nothing to explain")
        }
        console.write(explanation.text)
        if let raw = rawError(of: result) { console.write(raw) }
    }

    private static func headline(of result: CallResult) -> StyledText {
        let target = result.target
        let status: Message = result.status.map { ", status \($0)" } ?? ""
        let place: Message = target.region.map { " in \($0)" } ?? ""
        let name: Message =
            target.functionName.isEmpty ? "" : "  \(target.functionName):\(target.qualifier)\(place)"
        return StyledText("%\(result.number) ", .bold)
            + StyledText(result.outcome.rawValue, result.outcome == .ok ? .green : .failure)
            + StyledText("\(VisibleText.singleLine(name))\(status)")
    }

    /// The function's own error, as it came.
    private static func rawError(of result: CallResult) -> StyledText? {
        guard result.outcome == .functionError, let value = result.body.value else { return nil }
        var text = StyledText("  answer:\n", .bold)
        let shown = value.stringValue ?? JSONWriter.text(value, layout: .pretty)
        for line in shown.split(separator: "\n", omittingEmptySubsequences: false) {
            text.appendLine("    " + VisibleText.of(String(line)))
        }
        return text
    }
}

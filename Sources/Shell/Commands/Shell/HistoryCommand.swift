/// `history`: shows what was typed.
package enum HistoryCommand: Command {
    static let text = Operand("TEXT", kind: .text("TEXT"), summary: "only what holds this text")
    static let failed = Flag("--failed", summary: "only what went wrong")
    static let function = Option(
        "--function", kind: .text("FUNCTION", completion: .functions), summary: "only what was aimed at this function")
    static let here = Flag("--here", summary: "only what was typed in this folder")
    static let count = Option(
        "--limit", "-n", kind: .integer("COUNT", in: 1...1_000_000), summary: "the newest so many (25)")

    package static let spec = CommandSpec(
        "history", group: .shell, summary: "show what was typed",
        discussion: "!12 alone on a line puts entry 12 on the prompt, !! the last one, !-2 the one before it.",
        operands: [text.declaration],
        options: [failed.declaration, function.declaration, here.declaration, count.declaration],
        examples: [.init("history --failed", "what did not end well")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let history = context.history else {
            throw Failure(.usage, "no history is kept here; only the prompt keeps one")
        }
        var query = HistoryQuery()
        query.failedOnly = arguments[failed]
        query.function = arguments[function]
        query.directory = arguments[here] ? context.session.world.directory : nil
        query.text = arguments[text]
        query.limit = arguments[count] ?? 25
        let rows = history.entries(query).map { numbered -> [StyledText] in
            let entry = numbered.entry
            let outcome = entry.outcome ?? ""
            return [
                StyledText("\(numbered.number)"), StyledText(entry.time, .faint),
                StyledText(outcome, entry.hasFailed ? .failure : .plain),
                StyledText(VisibleText.singleLine(entry.text)),
            ]
        }
        let table = TableRenderer([.init("", .trailing), .init("time"), .init("outcome"), .init("line")])
        context.console.write(table.render(rows, for: context.console.outputCapabilities))
    }
}

import FCCore

/// `history`: shows, erases or exports what was typed.
package enum HistoryCommand: Command {
    /// A word is kept as it was written: in quotes `delete` and `export` are texts to look for.
    static let words = Operand(
        "TEXT|delete|export", kind: .argument("TEXT", completion: .choices(["delete", "export"])), arity: .rest,
        summary: "only what holds this text; or delete N N-M…; or export FILE")
    static let failed = Flag("--failed", summary: "only what went wrong")
    static let function = Option(
        "--function", kind: .text("FUNCTION", completion: .functions), summary: "only what was aimed at this function")
    static let here = Flag("--here", summary: "only what was typed in this folder")
    static let matching = Option("--matching", kind: .text("TEXT"), summary: "only what holds this text")
    static let count = Option(
        "--limit", "-n", kind: .integer("COUNT", in: 1...1_000_000), summary: "the newest so many (25)")

    package static let spec = CommandSpec(
        "history", group: .shell, summary: "show, erase or export what was typed",
        discussion: """
            !12 alone on a line puts entry 12 on the prompt, !! the last one, !-2 the one before it.

            `history delete` takes numbers and ranges, or the options that choose; what is erased is gone from the \
            file, and other shells forget it at their next prompt. `history export FILE` writes a script for `fcsh run`: \
            what did not go well stands in it as a comment, unless --failed asks for it. Without a choice all of the \
            history is exported. 'delete' in quotes is a text to look for.
            """,
        operands: [words.declaration],
        options: [
            failed.declaration, function.declaration, here.declaration, matching.declaration, count.declaration,
        ],
        examples: [
            .init("history --failed", "what did not end well"), .init("history delete 12 20-25", "erase seven entries"),
            .init("history export --here session.fcsh", "what was typed in this folder, as a script"),
        ])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let history = context.history else {
            throw Failure(.usage, "no history is kept here; only the prompt keeps one")
        }
        let words = arguments.all(words)
        let rest = Array(words.dropFirst())
        switch words.first?.sourceText {
        case "delete": try await erase(rest, from: history, arguments, in: context)
        case "export": try export(rest, from: history, arguments, in: context)
        default:
            var query = try query(arguments, in: context)
            let text = words.map(\.text).joined(separator: " ")
            if !text.isEmpty { query.text = text }
            query.limit = arguments[count] ?? 25
            show(history.entries(query), in: context)
        }
    }

    private static func query(_ arguments: Arguments, in context: CommandContext) throws(Failure) -> HistoryQuery {
        var query = HistoryQuery()
        query.failedOnly = arguments[failed]
        query.function = arguments[function]
        query.directory = arguments[here] ? context.session.world.directory : nil
        query.text = arguments[matching]
        query.limit = arguments[count] ?? .max
        return query
    }

    private static func show(_ entries: [NumberedHistoryEntry], in context: CommandContext) {
        let rows = entries.map { numbered -> [StyledText] in
            let entry = numbered.entry
            return [
                StyledText("\(numbered.number)"), StyledText(entry.time, .faint),
                StyledText(entry.outcome ?? "", entry.hasFailed ? .failure : .plain),
                StyledText(VisibleText.singleLine(entry.text)),
            ]
        }
        let table = TableRenderer([.init("", .trailing), .init("time"), .init("outcome"), .init("line")])
        context.console.write(table.render(rows, for: context.console.outputCapabilities))
    }
}

extension HistoryCommand {
    private static func erase(
        _ words: [ArgumentText], from history: HistoryStore, _ arguments: Arguments, in context: CommandContext
    ) async throws(Failure) {
        var query = try query(arguments, in: context)
        if !words.isEmpty {
            var numbers: [ClosedRange<Int>] = []
            for word in words { numbers.append(try range(word)) }
            query.numbers = numbers
        }
        guard query.isSelective else {
            throw Failure(
                .usage, "history delete needs to know what", at: arguments.span(self.words),
                next: "history delete 12, history delete 3-8, history delete --matching TEXT")
        }
        // Numbers were looked at by whoever typed them; a choice may hit more than was thought of.
        if query.numbers == nil { try await confirm(history.entries(query).count, in: context) }
        let count = history.erase(query, at: UTCTime(context.session.world.now()).timestamp)
        guard count > 0 else { throw Failure(.usage, "no entry of the history is meant", next: "history") }
        context.console.notice(StyledText("erased \(count) entr\(count == 1 ? "y" : "ies")"))
    }

    private static func confirm(_ count: Int, in context: CommandContext) async throws(Failure) {
        guard count > 1, let person = context.person, context.canConfirm else { return }
        if await context.session.assumesYes { return }
        let question: Message = "Erase \(count) entries of the history?"
        guard await person.confirms(question.text(in: context.console.language)) else {
            throw Failure(.usage, "not confirmed; nothing was erased")
        }
    }

    /// `12`, `3-8` or `3..8`.
    private static func range(_ word: ArgumentText) throws(Failure) -> ClosedRange<Int> {
        let ends = word.text.replacing("..", with: "-").split(separator: "-", omittingEmptySubsequences: false)
        let numbers = ends.compactMap { Int($0) }
        guard numbers.count == ends.count, numbers.count <= 2, let first = numbers.first, let last = numbers.last,
            0 < first, first <= last
        else {
            throw Failure(
                .usage, "'\(word.text)' is neither the number of an entry nor a range", at: word.span,
                next: "12 or 3-8; history shows the numbers")
        }
        return first...last
    }

    private static func export(
        _ words: [ArgumentText], from history: HistoryStore, _ arguments: Arguments, in context: CommandContext
    ) throws(Failure) {
        guard let file = words.first, words.count == 1 else {
            throw Failure(
                .usage, "history export needs one file", at: words.last?.span ?? arguments.span(self.words),
                next: "history export FILE, or - for standard output")
        }
        let entries = history.entries(try query(arguments, in: context)).map(\.entry)
        let script = HistoryScript(
            entries, includesFailures: arguments[failed], catalog: context.catalog, world: context.session.world,
            masker: context.console.masker)
        let text = script.lines.joined(separator: "\n") + "\n"
        if file.text == "-" { return context.console.write(StyledText(text)) }
        do {
            try PrivateFile.create(context.session.world.path(file.text), Array(text.utf8))
        } catch {
            throw Failure(.usage, error.message, at: file.span, next: "name another file")
        }
        let comments = script.counts.comments == 0 ? "" : ", \(script.counts.comments) as comments"
        context.console.notice(StyledText("\(file.text): \(script.counts.statements) entries\(comments)"))
    }
}

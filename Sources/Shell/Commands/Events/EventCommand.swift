import FCCore

/// `event`: sample events of every kind of trigger.
package enum EventCommand: Command {
    /// What to do with the templates.
    enum Action: String, CaseIterable {
        case list, show, new
    }

    static let action = Operand(
        "list|show|new", kind: ArgumentKind<Action>.choice("list|show|new"), summary: "what to do; list without it")
    static let kind = Operand("KIND", kind: .eventKind, summary: "the kind of event")
    static let set = Option("--set", kind: .assignment, summary: "change a field of the new event; may be repeated")
    static let batch = Option(
        "--batch", kind: .integer("COUNT", in: 1...10_000), summary: "so many records, where a trigger sends lists")

    package static let spec = CommandSpec(
        "event", group: .events, summary: "list, show or make sample events of triggers",
        discussion: """
            `event list` names the kinds, `event show KIND` prints one with a word on its fields, `event new KIND` prints \
            one with changes, ready for a file. Times are now, ids are fresh, the region is that of the next call, all \
            else is made up.

            A value behind --set is typed when it is an unquoted number, true, false, null or JSON; missing keys are \
            made. `invoke --event-template KIND` sends an event at once, in the trigger's own encoding.
            """,
        operands: [action.declaration, kind.declaration],
        options: [set.declaration, batch.declaration, TargetOptions.output.declaration],
        examples: [
            .init("event list", "the kinds there are"),
            .init("event show oss", "what a bucket sends"),
            .init("event new timer --set .payload='{\"full\":true}' --set .triggerName=nightly", "one with changes"),
        ],
        givesAnswer: true)

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        switch arguments[action] ?? .list {
        case .list:
            try refuseChanges(arguments, "event list")
            await list(arguments, in: context)
        case .show:
            try refuseChanges(arguments, "event show")
            let kind = try self.kind(arguments, in: context)
            await show(try await event(kind, arguments, in: context), arguments, in: context)
            if context.console.outputCapabilities.isTerminal { showNotes(on: kind, in: context) }
        case .new:
            let kind = try self.kind(arguments, in: context)
            await show(try await event(kind, arguments, in: context), arguments, in: context)
        }
    }

    private static func refuseChanges(_ arguments: Arguments, _ name: String) throws(Failure) {
        guard let span = arguments.span(set) ?? arguments.span(batch) else { return }
        throw Failure(.usage, "\(name) changes nothing", at: span, next: "event new KIND --set PATH=VALUE")
    }

    private static func kind(_ arguments: Arguments, in context: CommandContext) throws(Failure) -> EventKind {
        if let kind = arguments[kind] { return kind }
        throw Failure(.usage, "the kind of event is missing", at: arguments.span(action), next: "event list")
    }

    private static func event(
        _ kind: EventKind, _ arguments: Arguments, in context: CommandContext
    ) async throws(Failure) -> SampleEvent {
        let filler = await EventFiller(in: context.session, options: [:])
        return try SampleEvent(kind, filler: filler, count: arguments[batch], changes: arguments.all(set))
    }

    private static func list(_ arguments: Arguments, in context: CommandContext) async {
        var settings = await context.session.settings
        settings.options = TargetOptions.settings(in: arguments)
        let console = context.console
        switch settings.output {
        case .json, .jsonl, .yaml:
            let rows = EventKind.allCases.map { kind -> Value in
                ["kind": .string(kind.rawValue), "summary": .string(kind.summary)]
            }
            console.write(
                ValueRenderer.render(listing: rows, as: settings.output, for: console.outputCapabilities))
        case .text, .raw, .none:
            let rows = EventKind.allCases.map { [StyledText($0.rawValue), StyledText(Message($0.summary))] }
            console.write(TableRenderer([.init("kind"), .init("event")]), rows)
        }
    }

    /// Prints an event: text alone as it is, everything else as JSON unless `-o` wants another form.
    private static func show(_ event: SampleEvent, _ arguments: Arguments, in context: CommandContext) async {
        let console = context.console
        let sink = console.outputCapabilities
        if case .text = event.encoding {
            // A newline would be part of the message, so only people get one.
            let text = Expander.text(of: event.value)
            return console.write(StyledText(sink.isTerminal ? VisibleText.of(text) + "\n" : text))
        }
        let format = arguments[TargetOptions.output].flatMap { OutputFormat(rawValue: $0) } ?? .json
        console.write(ValueRenderer.render(event.shown, as: format, for: sink))
    }

    /// What the fields mean, for people only: what is piped or kept in a file stays JSON.
    private static func showNotes(on kind: EventKind, in context: CommandContext) {
        var text = StyledText()
        for note in kind.template.notes { text.appendLine("\(note.path)  \(saying: note.meaning)", .faint) }
        context.console.notice(text)
    }
}

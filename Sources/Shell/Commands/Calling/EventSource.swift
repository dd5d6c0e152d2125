import FCCore
import ShellSyntax

/// Where an invocation's event comes from: exactly one of the ways there are.
struct EventSource {
    enum Kind {
        /// Text that was typed; checked before it is sent.
        case text(String)
        /// Bytes of a file, sent as they are.
        case file(String, SourceSpan)
        case standardInput
        /// An event of this kind with changes, made when it is read.
        case template(EventKind, changes: [Assignment])
    }

    let kind: Kind?

    /// Finds the one source.
    /// - Throws: ``Failure`` when there are two.
    init(_ arguments: Arguments, input: EventInput?) throws(Failure) {
        var found: [(kind: Kind, span: SourceSpan?)] = []
        for text in arguments.all(InvokeCommand.event) {
            found.append((.text(text), arguments.span(InvokeCommand.event)))
        }
        if let json = arguments[InvokeCommand.json] {
            found.append((.text(json.text), json.span))
        }
        for path in arguments.all(InvokeCommand.eventFile) {
            let span = arguments.span(InvokeCommand.eventFile) ?? SourceSpan(at: 0)
            found.append((path == "-" ? .standardInput : .file(path, span), span))
        }
        if arguments[InvokeCommand.eventStandardInput] { found.append((.standardInput, nil)) }
        if let template = arguments[InvokeCommand.eventTemplate] {
            let span = arguments.span(InvokeCommand.eventTemplate) ?? SourceSpan(at: 0)
            found.append((.template(template, changes: arguments.all(InvokeCommand.set)), span))
        } else if let span = arguments.span(InvokeCommand.set) {
            throw Failure(
                .usage, "--set changes a template, and there is none", at: span, next: "--event-template KIND")
        }
        switch input {
        case .file(let path, let span): found.append((.file(path, span), span))
        case .text(let text, let span): found.append((.text(text), span))
        case nil: break
        }
        guard found.count < 2 else {
            throw Failure(
                .usage, "the event is given twice", at: found[1].span,
                notes: ["one of: a JSON word, -e, -f, -s, --event-template, < FILE, <<NAME"])
        }
        kind = found.first?.kind
    }

    /// The event's bytes; nil for none.
    /// - Parameter options: what the command says about settings; a template names the region of the call.
    /// - Throws: ``Failure`` when a file cannot be read, a text is broken JSON or a template has no such place. Nothing
    ///   is sent then.
    func read(
        isRaw: Bool, options: [Setting: String], in context: CommandContext
    ) async throws(Failure) -> [UInt8]? {
        switch kind {
        case nil: return nil
        case .text(let text):
            if !isRaw { try EventText.check(text) }
            return Array(text.utf8)
        case .file(let path, let span): return try file(path, span, in: context)
        case .standardInput: return try standardInput(in: context)
        case .template(let kind, let changes):
            let filler = await EventFiller(in: context.session, options: options)
            return try SampleEvent(kind, filler: filler, changes: changes).bytes
        }
    }

    private func file(_ path: String, _ span: SourceSpan, in context: CommandContext) throws(Failure) -> [UInt8] {
        let world = context.session.world
        do {
            if let bytes = try world.files.contents(of: world.path(path)) { return bytes }
        } catch {
            throw Failure(
                .usage, "\(path) cannot be read: \(error.reason)", at: span, notes: ["nothing was sent"])
        }
        throw Failure(
            .usage, "there is no file \(path)", at: span,
            notes: ["nothing was sent", "the path starts from \(world.directory)"])
    }

    private func standardInput(in context: CommandContext) throws(Failure) -> [UInt8] {
        switch context.standardInput {
        case .readable(let read): return try read()
        case .holdsScript:
            throw Failure(
                .usage, "standard input holds the script", notes: ["nothing was sent"],
                next: "put the script into a file, or the event into a heredoc")
        case .holdsPrompt:
            throw Failure(
                .usage, "standard input is the prompt here", notes: ["nothing was sent"],
                next: "invoke <<END … END, or invoke < FILE")
        }
    }
}

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

        /// What a redirection or heredoc gives, and where it stands.
        static func of(_ input: EventInput) -> (kind: Kind, span: SourceSpan?) {
            switch input {
            case .file(let path, let span): (.file(path, span), span)
            case .text(let text, let span): (.text(text), span)
            }
        }
    }

    static let json = Operand("JSON", kind: .argument("JSON"), shape: .json, summary: "the event as a JSON value")
    static let text = Option("--event", "-e", kind: .text("TEXT"), summary: "the event as text")
    static let file = Option(
        "--event-file", "-f", kind: .file, summary: "the event from a file, byte for byte; - is standard input")
    static let standardInput = Flag("--event-stdin", "-s", summary: "the event from standard input")
    static let template = Option(
        "--event-template", kind: .eventKind, summary: "the event a trigger of this kind sends")
    static let set = Option("--set", kind: .assignment, summary: "change a field of the template; may be repeated")
    static let raw = Flag("--raw-event", summary: "send a text that begins like JSON and is not")

    /// The options that give an event.
    static let declarations = [
        text.declaration, file.declaration, standardInput.declaration, template.declaration, set.declaration,
        raw.declaration,
    ]

    let kind: Kind?

    /// A source that was found already.
    init(kind: Kind?) {
        self.kind = kind
    }

    /// Finds the one source.
    /// - Throws: ``Failure`` when there are two.
    init(_ arguments: Arguments, input: EventInput?) throws(Failure) {
        var found: [(kind: Kind, span: SourceSpan?)] = []
        for text in arguments.all(Self.text) {
            found.append((.text(text), arguments.span(Self.text)))
        }
        if let json = arguments[Self.json] {
            found.append((.text(json.text), json.span))
        }
        for path in arguments.all(Self.file) {
            let span = arguments.span(Self.file) ?? SourceSpan(at: 0)
            found.append((path == "-" ? .standardInput : .file(path, span), span))
        }
        if arguments[Self.standardInput] { found.append((.standardInput, nil)) }
        if let template = arguments[Self.template] {
            let span = arguments.span(Self.template) ?? SourceSpan(at: 0)
            found.append((.template(template, changes: arguments.all(Self.set)), span))
        } else if let span = arguments.span(Self.set) {
            throw Failure(
                .usage, "--set changes a template, and there is none", at: span, next: "--event-template KIND")
        }
        if let input { found.append(Kind.of(input)) }
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
        isRaw: Bool, options: SettingValues, in context: CommandContext
    ) async throws(Failure) -> [UInt8]? {
        switch kind {
        case nil: return nil
        case .text(let text):
            if !isRaw { try EventText.check(text) }
            return Array(text.utf8)
        case .file(let path, let span): return try contents(of: path, span, in: context)
        case .standardInput: return try readStandardInput(in: context)
        case .template(let kind, let changes):
            let filler = await EventFiller(in: context.session, options: options)
            return try SampleEvent(kind, filler: filler, changes: changes).bytes
        }
    }

    private func contents(of path: String, _ span: SourceSpan, in context: CommandContext) throws(Failure) -> [UInt8] {
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

    private func readStandardInput(in context: CommandContext) throws(Failure) -> [UInt8] {
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

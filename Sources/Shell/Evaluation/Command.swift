import FCCore
package import ShellSyntax

/// One verb: its declaration and what it does. Adding a command is one such type and one line in the catalogue.
package protocol Command: Sendable {
    /// The declaration.
    static var spec: CommandSpec { get }

    /// Does it.
    /// - Throws: ``Failure`` when the statement fails.
    static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure)

    /// Finds what is wrong with arguments that need no expansion, before anything runs. Single values have been read.
    /// - Throws: ``Failure`` with status 2.
    static func check(_ arguments: Arguments) throws(Failure)
}

/// What a running command may touch.
package struct CommandContext: Sendable {
    package var session: Session
    package var console: Console
    /// What `<`, a heredoc or a template gave; nil without.
    package var input: EventInput?
    /// The commands there are.
    package var catalog: Catalog
    /// The statement and its text, for errors.
    package var source: SourceText
    package var span: SourceSpan
    /// Variables and results when the statement began.
    package var expander: Expander
    /// Somebody who can be asked; nil in scripts.
    package var person: (any Person)?
    /// Whether the person may be asked to agree.
    package var canConfirm: Bool
    /// The lines typed so far; nil where none are kept.
    package var history: HistoryStore?
    /// What the next prompt begins with; nil where there is no prompt.
    package var promptText: PromptText?
    /// Standard input, where a command may read it.
    package var standardInput: StandardInput
    /// Where a call leaves its result.
    package var results: Results
    /// Whether answers in the text format stay unshown, as inside `repeat` and `retry`.
    package var isQuiet: Bool
    /// Whether the command is argv's: nothing comes before it or after it.
    package var isDirect: Bool
    /// Told of every call.
    package var observer: (any RunObserver)?
    /// The aliases of the prompt; nil where none are.
    package var aliases: AliasStore?

    package init(
        session: Session, console: Console, input: EventInput?, catalog: Catalog, source: SourceText, span: SourceSpan,
        expander: Expander, person: (any Person)?, canConfirm: Bool = true,
        history: HistoryStore?, promptText: PromptText? = nil,
        standardInput: StandardInput, results: Results, isQuiet: Bool = false, isDirect: Bool = false,
        observer: (any RunObserver)? = nil
    ) {
        self.session = session
        self.console = console
        self.input = input
        self.catalog = catalog
        self.source = source
        self.span = span
        self.expander = expander
        self.person = person
        self.canConfirm = canConfirm
        self.history = history
        self.promptText = promptText
        self.standardInput = standardInput
        self.results = results
        self.isQuiet = isQuiet
        self.isDirect = isDirect
        self.observer = observer
    }
}

extension Command {
    package static func check(_ arguments: Arguments) throws(Failure) {}
}

extension CommandContext {
    /// Tells what people should hear once about the identity, on standard error.
    func show(_ notices: [String], isSilent: Bool = false) async {
        if notices.isEmpty || isSilent { return }
        if await session.isSilent { return }
        for notice in notices where await session.isFirst(notice) {
            console.notice(StyledText(VisibleText.singleLine(notice)))
        }
    }
}

/// Whether and how a command may read standard input.
package enum StandardInput: Sendable {
    /// It is free: read it to its end.
    case readable(@Sendable () throws(Failure) -> [UInt8])
    /// The script came from it.
    case holdsScript
    /// A person types commands into it.
    case holdsPrompt
}

/// The event a redirection or heredoc gives.
package enum EventInput: Sendable {
    /// A file's path, read byte for byte when the command asks.
    case file(String, SourceSpan)
    /// A heredoc's text after expansion.
    case text(String, SourceSpan)
}

/// Every command there is, by name.
package struct Catalog: Sendable {
    /// The commands in the order of their groups.
    package let commands: [any Command.Type]
    private let byName: [String: any Command.Type]

    package init(_ commands: [any Command.Type]) {
        self.commands = commands
        byName = Dictionary(commands.map { ($0.spec.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The command of a name.
    package subscript(name: String) -> (any Command.Type)? { byName[name] }

    /// All names.
    package var names: [String] { commands.map { $0.spec.name } }

    /// The words of the language that begin a statement and are no commands.
    package static let keywords = [
        "let", "secret", "capture", "expect", "test", "repeat", "retry", "try", "source", "on", "wait",
    ]

    /// The name most like a mistyped one.
    package func suggestion(for name: String) -> String? {
        NearestName.suggestion(for: name, among: names + Self.keywords)
    }
}

import Shell
import ShellSyntax

/// What argv asks for. Deciding it reads no file but the s.yaml, and only when the first word may be a resource.
enum Launch {
    /// One of the ways in.
    enum Plan {
        case version
        case help(topic: String?)
        /// The prompt on a terminal, a script from standard input otherwise.
        case shell
        case run(files: [String], arguments: [String], RunOptions)
        case statements(String, arguments: [String])
        case command(any Command.Type, Binding)
        case check(files: [String], CheckRun.Format)
        case format(files: [String], checksOnly: Bool)
        case local(LocalOptions)
        case completions(shell: String)
        case manual
        case reference
    }

    /// A plan with the options of the process that go with it.
    struct Decision {
        var plan: Plan
        var options: Session.ProcessOptions
    }
}

/// Decides what argv asks for.
struct LaunchDecider {
    /// Reads the s.yaml, the one of `-t` or that of the working directory. Where there is none, there are no resources.
    typealias ResourceNames = (_ template: String?) throws(Failure) -> [String]

    let catalog: Catalog
    /// The resources of the s.yaml in force, asked for only when nothing else fits a first word.
    let resourceNames: ResourceNames
    /// Whether a file of that path exists; a folder is none.
    let fileExists: (String) -> Bool

    /// argv as one line, for messages.
    private(set) var source = SourceText(name: "fcsh", "")
    private var words: [ArgumentWord] = []

    init(
        catalog: Catalog, resourceNames: @escaping ResourceNames, fileExists: @escaping (String) -> Bool
    ) {
        self.catalog = catalog
        self.resourceNames = resourceNames
        self.fileExists = fileExists
    }

    /// Decides.
    /// - Parameter arguments: argv without the program's name.
    /// - Throws: ``Failure`` placed in ``source``.
    mutating func decide(_ arguments: [String]) throws(Failure) -> Launch.Decision {
        spell(arguments)
        let front = try takeFront()
        // An unknown option comes first: what stands behind it may be its value rather than a command.
        _ = try bind(ProgramWords.noWord, front.bound)
        guard let first = front.rest.first else { return try decision(front, .shell) }
        var rest = Array(front.rest.dropFirst())
        if first.isExactly("cli"), let next = rest.first, next.isExactly("fc3") {
            rest.removeFirst()
            guard let command = rest.first else { return try decision(front, .help(topic: nil)) }
            rest.removeFirst()
            return try decide(command, rest, front)
        }
        return try decide(first, rest, front)
    }

    /// argv as one text, so that a message can point at a word.
    private mutating func spell(_ arguments: [String]) {
        var text = ""
        words = []
        for argument in arguments {
            if !text.isEmpty { text += " " }
            let start = text.utf8.count
            text += argument
            words.append(ArgumentWord(text: argument, span: SourceSpan(start, text.utf8.count)))
        }
        source = SourceText(name: "fcsh", text)
    }

    /// The options of the process that stand before the first other word.
    private struct Front {
        var bound: [ArgumentWord] = []
        var statements: ArgumentWord?
        var special: Launch.Plan?
        var rest: [ArgumentWord] = []
    }

    private func takeFront() throws(Failure) -> Front {
        var front = Front()
        var rest = words[...]
        while let word = rest.first, case .text(let text) = word.content, text.hasPrefix("-"), text != "-" {
            rest.removeFirst()
            switch text {
            case "-v", "--version": front.special = .version
            case "-h", "--help": front.special = .help(topic: nil)
            case "--man": front.special = .manual
            case "-c":
                guard let statements = rest.popFirst() else {
                    throw Failure(.usage, "-c needs statements", at: word.span, next: "fcsh -c 'invoke {\"k\": 1}'")
                }
                front.statements = statements
                front.rest = Array(rest)
                return front
            default:
                try refuseStray(word)
                front.bound.append(word)
                if takesValue(text), let value = rest.popFirst() { front.bound.append(value) }
            }
        }
        front.rest = Array(rest)
        return front
    }

    /// An option that is none of the process's: said at once, before its value is taken for a command.
    private func refuseStray(_ word: ArgumentWord) throws(Failure) {
        let name = String(word.rawText.prefix { $0 != "=" })
        let isOwner = { (command: any Command.Type) in command.spec.options.contains { $0.names.contains(name) } }
        if ProcessFlags.declarations.contains(where: { $0.names.contains(name) }) { return }
        if let owner = catalog.commands.first(where: isOwner) {
            throw Failure(
                .usage, "\(name) belongs behind its command", at: word.span, next: "fcsh \(owner.spec.name) \(name) …")
        }
        if name.hasPrefix("--") { _ = try bind(ProgramWords.noWord, [word], nameSpan: word.span) }
    }

    private func takesValue(_ text: String) -> Bool {
        guard !text.contains("=") else { return false }
        return ProcessFlags.declarations.contains { $0.takesValue && $0.names.contains(text) }
    }

    private func decision(
        _ front: Front, _ plan: Launch.Plan, _ common: Binding = Binding()
    ) throws(Failure) -> Launch.Decision {
        var options = try bind(ProgramWords.noWord, front.bound).common
        options.absorb(try self.options(common))
        if let statements = front.statements, case .text(let text) = statements.content {
            return Launch.Decision(
                plan: .statements(text, arguments: front.rest.map(\.rawText)), options: options)
        }
        return Launch.Decision(plan: front.special ?? plan, options: options)
    }

    private func decide(
        _ first: ArgumentWord, _ rest: [ArgumentWord], _ front: Front
    ) throws(Failure) -> Launch.Decision {
        if front.statements != nil || front.special != nil { return try decision(front, .shell) }
        let name = first.rawText
        let wantsHelp = rest.prefix { !$0.isExactly("--") }.contains { $0.isExactly("--help") || $0.isExactly("-h") }
        // Logs are read from whichever process runs the endpoint; everything else about it belongs to a shell.
        let readsLogs = name == "local" && rest.first?.rawText == "logs"
        if ProgramWords.names.contains(name), !readsLogs {
            if wantsHelp { return try decision(front, .help(topic: name)) }
            return try decideProgramWord(name, rest, front)
        }
        if let command = catalog[name] {
            if wantsHelp { return try decision(front, .help(topic: name)) }
            let (bound, common) = try bind(command.spec, rest, nameSpan: first.span)
            return try decision(front, .command(command, bound), common)
        }
        let template = template(in: front.bound + rest)
        if let next = rest.first, let command = catalog[next.rawText], has(name, template) {
            if wantsHelp { return try decision(front, .help(topic: next.rawText)) }
            let (bound, common) = try bind(command.spec, Array(rest.dropFirst()), nameSpan: next.span)
            var decision = try decision(front, .command(command, bound), common)
            decision.options.settings[.function] = name
            return decision
        }
        if fileExists(name) {
            return try decision(front, .run(files: [name], arguments: rest.map(\.rawText), RunOptions()))
        }
        throw try unknown(first, hasCommand: rest.first.map { catalog[$0.rawText] != nil } ?? false, template)
    }

    /// Whether the s.yaml has a resource of that name. One that cannot be read is complained of when nothing else fits.
    private func has(_ name: String, _ template: String?) -> Bool {
        (try? resourceNames(template))?.contains(name) ?? false
    }

    /// - Throws: why the s.yaml cannot be read, when the word may stand for one of its resources.
    private func unknown(_ word: ArgumentWord, hasCommand: Bool, _ template: String?) throws(Failure) -> Failure {
        let name = word.rawText
        let resources = hasCommand ? try resourceNames(template) : []
        let near = NearestName.suggestion(for: name, among: resources + ProgramWords.names + catalog.names)
        let notes: [Message] = resources.isEmpty ? [] : ["the resources are: \(resources.joined(separator: ", "))"]
        let message =
            hasCommand
            ? "'\(name)' is no resource of an s.yaml here" : "'\(name)' is no command, no resource and no file"
        return Failure(
            .usage, message, at: word.span, notes: notes, next: near.map { "did you mean \($0)?" } ?? "fcsh help")
    }

    /// The s.yaml that `-t` names anywhere on the line.
    private func template(in words: [ArgumentWord]) -> String? {
        let texts = words.map(\.rawText)
        guard let position = texts.firstIndex(where: { $0 == "-t" || $0 == "--template" }) else {
            return texts.first { $0.hasPrefix("--template=") }.map { String($0.dropFirst("--template=".count)) }
        }
        return position + 1 < texts.count ? texts[position + 1] : nil
    }

    private func decideProgramWord(
        _ name: String, _ rest: [ArgumentWord], _ front: Front
    ) throws(Failure) -> Launch.Decision {
        let nameSpan = SourceSpan(at: 0)
        switch name {
        case "run":
            let split = rest.firstIndex { $0.isExactly("--") } ?? rest.endIndex
            let (bound, common) = try bind(ProgramWords.run, Array(rest[..<split]), nameSpan: nameSpan)
            let arguments = try evaluate(bound)
            let plan = Launch.Plan.run(
                files: arguments.all(ProgramWords.files), arguments: rest[split...].dropFirst().map { $0.rawText },
                RunOptions(arguments))
            return try decision(front, plan, common)
        case "check":
            let (bound, common) = try bind(ProgramWords.check, rest, nameSpan: nameSpan)
            let arguments = try evaluate(bound)
            let plan = Launch.Plan.check(
                files: arguments.all(ProgramWords.files), arguments[ProgramWords.checkFormat] ?? .text)
            return try decision(front, plan, common)
        case "fmt":
            let (bound, common) = try bind(ProgramWords.format, rest, nameSpan: nameSpan)
            let arguments = try evaluate(bound)
            let plan = Launch.Plan.format(
                files: arguments.all(ProgramWords.files), checksOnly: arguments[ProgramWords.checksOnly])
            return try decision(front, plan, common)
        case "completions":
            let (bound, common) = try bind(ProgramWords.completions, rest, nameSpan: nameSpan)
            let shell = try evaluate(bound)[ProgramWords.completionShell]
            return try decision(front, .completions(shell: shell?.rawValue ?? ""), common)
        case "local" where rest.first.map { !$0.rawText.hasPrefix("-") } ?? false:
            throw Failure(
                .usage, "'local \(rest[0].rawText)' belongs to a shell or a script: the endpoint lives in its process",
                at: rest[0].span, next: "fcsh local, which stays in the foreground")
        case "local":
            let (bound, common) = try bind(ProgramWords.local, rest, nameSpan: nameSpan)
            let arguments = try evaluate(bound)
            return try decision(front, .local(try LocalOptions(arguments)), common)
        default:
            return try decision(front, .reference)
        }
    }

    private func bind(
        _ spec: CommandSpec, _ words: [ArgumentWord], nameSpan: SourceSpan
    ) throws(Failure) -> (Binding, common: Binding) {
        let outcome = Binder(spec, commonOptions: ProcessFlags.declarations).bind(words, nameSpan: nameSpan)
        if let first = outcome.diagnostics.first {
            var failure = Failure(
                .usage, first.message, at: first.span, notes: first.notes.map(\.message), next: first.next)
            failure.source = source
            throw failure
        }
        return (outcome.binding, outcome.commonItems)
    }

    private func bind(
        _ spec: CommandSpec, _ words: [ArgumentWord]
    ) throws(Failure) -> (Binding, common: Session.ProcessOptions) {
        let (binding, common) = try bind(spec, words, nameSpan: SourceSpan(at: 0))
        return (binding, try options(common))
    }

    private func evaluate(_ binding: Binding) throws(Failure) -> Arguments {
        try binding.evaluate(by: .empty, source: source)
    }

    /// The options of the process among bound words.
    private func options(_ binding: Binding) throws(Failure) -> Session.ProcessOptions {
        Session.ProcessOptions(try evaluate(binding))
    }
}

extension ArgumentWord {
    /// argv's text.
    fileprivate var rawText: String {
        if case .text(let text) = content { text } else { "" }
    }
}

import ShellSyntax

/// Makes a script of history: what went well as statements, the rest as comments.
///
/// Entries of several shells stand side by side in the file, each with what it was aimed at. Where the script's own
/// statements do not lead there, `set region` and `use` are put in.
struct HistoryScript {
    /// The lines so far.
    private(set) var lines: [String]
    /// How many entries are statements now, and how many comments.
    private(set) var counts = (statements: 0, comments: 0)
    private var resolver: Resolver
    private let catalog: Catalog
    private let masker: Masker
    /// Whether entries that did not go well are statements too.
    private let includesFailures: Bool
    /// What the last call was aimed at.
    private var target: HistoryEntry.Target?
    /// Whether the script's own statements have chosen a target since.
    private var hasChosen = false
    private var sessionID: String?

    /// Commands that set what calls are aimed at.
    private static let choosers: Set<String> = ["use", "set", "unset", "local"]

    init(
        _ entries: [HistoryEntry], includesFailures: Bool, catalog: Catalog, world: World, masker: Masker
    ) {
        self.catalog = catalog
        self.masker = masker
        self.includesFailures = includesFailures
        resolver = Resolver(catalog: catalog, world: world, isInteractive: false, variables: [])
        lines = ["#!/usr/bin/env fcsh", "# From the history of fcsh \(Version.current)."]
        for entry in entries { add(entry) }
    }

    private mutating func add(_ entry: HistoryEntry) {
        if masker.holdsSecret(entry.text) { return comment("left out, it holds a secret") }
        let script = Parser.parse(SourceText(name: "<history>", entry.text))
        let commands = script.statements.compactMap { statement in
            if case .command(let command) = statement.kind { command } else { nil }
        }
        // What is about the prompt itself has no place in a script.
        guard !commands.contains(where: { catalog[$0.name.text]?.spec.group == .shell }) else { return }
        if entry.hasFailed, !includesFailures { return comment("\(entry.outcome ?? ""): \(entry.text)") }
        var trial = resolver
        let resolution = trial.resolve(script, path: nil)
        if let fault = resolution.findings.lazy.flatMap(\.errors).first {
            return comment("\(fault.message): \(entry.text)")
        }
        resolver = trial
        aim(entry, commands)
        lines.append(entry.text)
        counts.statements += 1
    }

    /// Puts in what makes the entry's calls go where they went.
    private mutating func aim(_ entry: HistoryEntry, _ commands: [CommandStatement]) {
        if entry.sessionID != sessionID {
            sessionID = entry.sessionID
            target = nil
            hasChosen = false
        }
        if commands.contains(where: { Self.choosers.contains($0.name.text) }) { hasChosen = true }
        let calls = commands.filter { catalog[$0.name.text]?.spec.makesResult == true }
        guard let function = entry.target.function, !calls.isEmpty,
            !calls.contains(where: { Self.names(function, $0) })
        else { return }
        defer {
            target = entry.target
            hasChosen = false
        }
        guard !hasChosen, target != entry.target else { return }
        if let region = entry.target.region, region != target?.region {
            lines.append("set region \(WordQuoting.quoted(region))")
        }
        let qualifier = entry.target.qualifier ?? "LATEST"
        lines.append("use \(WordQuoting.quoted(qualifier == "LATEST" ? function : "\(function):\(qualifier)"))")
    }

    /// Whether a call says itself which function it means.
    private static func names(_ function: String, _ call: CommandStatement) -> Bool {
        call.arguments.contains { word in
            guard let text = word.literalText else { return false }
            return text == function || text.hasPrefix("\(function):") || text.hasSuffix("=\(function)")
        }
    }

    private mutating func comment(_ text: String) {
        lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "# \($0)" }
        counts.comments += 1
    }
}

import FCCore
import ShellSyntax

/// `alias`: gives the beginning of a line a short name.
package enum AliasCommand: Command {
    static let definition = Operand(
        "NAME = TEXT", kind: .text("NAME = TEXT"), arity: .rest, shape: .any,
        summary: "the name and what it stands for; a list of all without it")

    package static let spec = CommandSpec(
        "alias", group: .shell, summary: "give a line's beginning a short name",
        discussion: """
            Aliases exist at the prompt and in rc.fcsh only: a script says what it means. The first word of a statement \
            is replaced once; what comes of it is not looked at again. `alias NAME =` forgets one.
            """,
        operands: [definition.declaration],
        examples: [
            .init("alias smoke = 'invoke {\"k\": 1}'", "smoke calls the function in use"),
            .init("alias", "what there is"),
        ])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let aliases = try context.promptAliases()
        let words = arguments.all(definition)
        guard let first = words.first else { return list(aliases, in: context) }
        guard let definition = AliasDefinition(words: words) else {
            guard words.count == 1, let text = aliases[first] else {
                throw Failure(
                    .usage, "there is no alias '\(first)'", at: arguments.span(self.definition),
                    next: "alias \(first) = 'TEXT'")
            }
            return context.console.writeLine(StyledText(line(first, text)))
        }
        try check(definition.name, in: context, at: arguments.span(self.definition))
        aliases.set(definition.name, definition.text)
    }

    /// A name has to be one that a statement can begin with, and must not hide a command.
    private static func check(_ name: String, in context: CommandContext, at span: SourceSpan?) throws(Failure) {
        let isName = name.first.map { $0.isLetter || $0 == "_" } ?? false
        guard isName, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else {
            throw Failure(
                .usage, "'\(name)' is no name: letters, digits, - and _, a letter first", at: span,
                next: "alias NAME = 'TEXT'")
        }
        guard context.catalog[name] == nil, !Catalog.keywords.contains(name) else {
            throw Failure(.usage, "'\(name)' is a command already", at: span, next: "name the alias differently")
        }
    }

    private static func list(_ aliases: AliasStore, in context: CommandContext) {
        var text = StyledText()
        for alias in aliases.all { text.appendLine(line(alias.name, alias.text)) }
        context.console.write(text)
    }

    /// The alias as a line that makes it again.
    private static func line(_ name: String, _ text: String) -> String {
        "alias \(name) = '\(VisibleText.singleLine(text).replacing("'", with: "'\\''"))'"
    }
}

/// `unalias`: forgets an alias.
package enum UnaliasCommand: Command {
    static let name = Operand("NAME", kind: .text("NAME"), arity: .required, summary: "the alias")

    package static let spec = CommandSpec(
        "unalias", group: .shell, summary: "forget an alias", operands: [name.declaration],
        examples: [.init("unalias smoke", "smoke is no word any more")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let aliases = try context.promptAliases()
        guard let name = arguments[name] else { return }
        guard aliases[name] != nil else {
            let near = NearestName.suggestion(for: name, among: aliases.all.map(\.name))
            throw Failure(
                .usage, "there is no alias '\(name)'", at: arguments.span(self.name),
                next: near.map { "did you mean \($0)?" } ?? "alias lists them")
        }
        aliases.set(name, nil)
    }
}

extension CommandContext {
    /// The aliases of the prompt.
    /// - Throws: ``Failure`` in a script.
    fileprivate func promptAliases() throws(Failure) -> AliasStore {
        guard let aliases else {
            throw Failure(
                .usage, "aliases exist at the prompt and in rc.fcsh; a script says what it means", at: span)
        }
        return aliases
    }
}

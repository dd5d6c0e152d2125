import FCCore
import ShellSyntax

/// `set`: shows the settings, or gives one a value for the session.
package enum SetCommand: Command {
    static let name = Operand("NAME", kind: .setting, summary: "the setting")
    static let value = Operand(
        "VALUE", kind: .argument("VALUE", completion: .settingValues), arity: .rest, summary: "its new value")

    package static let spec = CommandSpec(
        "set", group: .state, summary: "show the settings, or give one a value",
        discussion: """
            An option of a command is stronger than `set`; `set` is stronger than options of the process, the s.yaml and \
            the environment. Without a name every setting is listed with its value and where it came from.
            """,
        operands: [name.declaration, value.declaration],
        examples: [
            .init("set", "list everything"),
            .init("set timeout 30s", "wait at most 30 seconds for an answer"),
        ])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let setting = arguments[name] else { return try await list(in: context) }
        guard let value = try value(of: setting, arguments) else {
            let settings = try await SettingsView.current(in: context.session)
            return context.console.writeLine(StyledText(settings[setting] ?? ""))
        }
        try await apply(setting, value, in: context)
    }

    package static func check(_ arguments: Arguments) throws(Failure) {
        if let setting = arguments[name] { _ = try value(of: setting, arguments) }
    }

    /// The value in its one spelling; nil when none is given.
    private static func value(of setting: Setting, _ arguments: Arguments) throws(Failure) -> String? {
        let words = arguments.all(value).map(\.text)
        guard !words.isEmpty else { return nil }
        do {
            return try setting.normalized(words.joined(separator: " "))
        } catch {
            throw Failure(
                .usage, "\(setting.rawValue): \(error.message)", at: arguments.span(value), next: error.next)
        }
    }

    private static func apply(_ setting: Setting, _ value: String, in context: CommandContext) async throws(Failure) {
        switch setting {
        case .function:
            let name = FunctionName(value)
            await context.session.set(.function, name.function)
            if let qualifier = name.qualifier { await context.session.set(.qualifier, qualifier) }
        case .region:
            if !Region.isKnown(value) {
                let near = NearestName.suggestion(for: value, among: Region.all.map(\.id))
                let hint: Message = near.map { "; did you mean \($0)?" } ?? ""
                context.console.warning(StyledText("'\(value)' is no region known here\(hint)"))
            }
            await context.session.set(setting, value)
        case .template:
            await context.session.set(setting, value)
            await context.session.forgetManifest()
            _ = try await context.session.manifest()
        default:
            await context.session.set(setting, value)
            context.console.follow(
                await context.session.settings, environment: context.session.world.environment)
        }
    }

    private static func list(in context: CommandContext) async throws(Failure) {
        let settings = try await SettingsView.current(in: context.session)
        let rows = Setting.allCases.map { setting -> [StyledText] in
            let resolved = settings.resolve(setting)
            return [
                StyledText(setting.rawValue), StyledText(VisibleText.singleLine(resolved.value ?? "")),
                StyledText(resolved.source.text, .faint),
            ]
        }
        let table = TableRenderer([.init("setting"), .init("value"), .init("from")])
        context.console.write(table, rows)
    }
}

/// `unset`: forgets what the session set.
package enum UnsetCommand: Command {
    static let name = Operand("NAME", kind: .setting, arity: .required, summary: "the setting")

    package static let spec = CommandSpec(
        "unset", group: .state, summary: "forget what the session set",
        discussion: "Weaker sources speak again: options of the process, the s.yaml, the environment, the default.",
        operands: [name.declaration],
        examples: [.init("unset timeout", "wait as long as the function's own limit asks")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        guard let setting = arguments[name] else { return }
        await context.session.unset(setting)
        if setting == .template { await context.session.forgetManifest() }
        context.console.follow(await context.session.settings, environment: context.session.world.environment)
    }
}

/// The settings as the next call would see them.
enum SettingsView {
    /// The settings with the s.yaml's resource filled in; an s.yaml that cannot be read does not stop the view.
    static func current(in session: Session) async throws(Failure) -> Settings {
        do {
            return try await session.resolved(options: [:]).settings
        } catch {
            return await session.settings
        }
    }
}

extension ArgumentKind where Content == Setting {
    /// A setting's name.
    static var setting: Self {
        Self("NAME", completion: .settings) { argument throws(ArgumentProblem) in
            if let setting = Setting(rawValue: argument.text) { return setting }
            let names = Setting.allCases.map(\.rawValue)
            let near = NearestName.suggestion(for: argument.text, among: names)
            throw ArgumentProblem(
                "there is no setting '\(argument.text)'", next: near.map { "did you mean \($0)?" } ?? "set lists them")
        }
    }
}

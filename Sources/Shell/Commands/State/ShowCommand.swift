import FCCore

/// `show`: the state as commands that make it again, or the s.yaml with every value resolved.
package enum ShowCommand: Command {
    /// What can be shown.
    enum Subject: String, CaseIterable {
        case state, manifest
    }

    static let subject = Operand(
        "WHAT", kind: ArgumentKind<Subject>.choice("WHAT"), summary: "state (without it) or manifest")
    static let resource = Operand(
        "RESOURCE", kind: .text("RESOURCE", completion: .functions), summary: "of the manifest, this resource alone")

    package static let spec = CommandSpec(
        "show", group: .state, summary: "print the state as commands that make it again, or the s.yaml resolved",
        discussion: """
            Secrets are shown as a reference to the environment, never as text. `show manifest` lists every value of the \
            s.yaml with the way it came about; a value that cannot be resolved stands there with its reason.
            """,
        operands: [subject.declaration, resource.declaration],
        options: [TargetOptions.access.declaration, TargetOptions.output.declaration],
        examples: [
            .init("show", "what to put at the top of a script"),
            .init("show manifest", "every value of the s.yaml and where it comes from"),
        ])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        if arguments[subject] == .manifest { return try await ManifestView(context).show(arguments) }
        let settings = await context.session.settings
        let lines = StateScript.lines(settings.session, settings, context.expander.scope)
        for line in lines { context.console.writeLine(StyledText(line)) }
    }
}

/// The state of a session as statements.
enum StateScript {
    /// - Parameter explicit: the settings to write down.
    static func lines(_ explicit: SettingValues, _ settings: Settings, _ scope: Scope) -> [String] {
        var lines: [String] = []
        for setting in Setting.allCases where setting != .function && setting != .qualifier {
            if let value = explicit[setting] {
                lines.append("set \(setting.rawValue) \(WordQuoting.quoted(value))")
            }
        }
        if let function = explicit[.function] {
            let qualifier = settings[.qualifier] ?? "LATEST"
            lines.append("use \(WordQuoting.quoted(qualifier == "LATEST" ? function : "\(function):\(qualifier)"))")
        } else if let qualifier = explicit[.qualifier] {
            lines.append("set qualifier \(WordQuoting.quoted(qualifier))")
        }
        for (name, variable) in scope.all {
            if variable.isSecret {
                lines.append(secret(name))
            } else {
                lines.append("let \(name) = \(WordQuoting.quoted(variable.value))")
            }
        }
        return lines
    }

    /// A secret as a reference to the environment.
    static func secret(_ name: String) -> String {
        "secret \(name) = ${env.\(name.uppercased().replacing("-", with: "_"))}"
    }
}

import FCCore

/// `show`: the state as commands that make it again.
package enum ShowCommand: Command {
    package static let spec = CommandSpec(
        "show", group: .state, summary: "print the state as commands that make it again",
        discussion: "Secrets are shown as a reference to the environment, never as text.",
        examples: [.init("show", "what to put at the top of a script")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let settings = await context.session.settings
        let lines = StateScript.lines(settings.session, settings, context.expander.scope)
        for line in lines { context.console.writeLine(StyledText(line)) }
    }
}

/// The state of a session as statements.
enum StateScript {
    /// - Parameter explicit: the settings to write down.
    static func lines(_ explicit: [Setting: String], _ settings: Settings, _ scope: Scope) -> [String] {
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

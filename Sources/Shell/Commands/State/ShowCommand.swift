package import FCCore

/// `show`: the state as commands that make it again.
package enum ShowCommand: Command {
    package static let spec = CommandSpec(
        "show", group: .state, summary: "print the state as commands that make it again",
        discussion: "Secrets are shown as a reference to the environment, never as text.",
        examples: [.init("show", "what to put at the top of a script")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let settings = await context.session.settings
        var lines: [String] = []
        for setting in Setting.allCases where setting != .function && setting != .qualifier {
            if let value = settings.session[setting] {
                lines.append("set \(setting.rawValue) \(WordQuoting.quoted(value))")
            }
        }
        if let function = settings.session[.function] {
            let qualifier = settings[.qualifier] ?? "LATEST"
            lines.append("use \(WordQuoting.quoted(qualifier == "LATEST" ? function : "\(function):\(qualifier)"))")
        } else if let qualifier = settings.session[.qualifier] {
            lines.append("set qualifier \(WordQuoting.quoted(qualifier))")
        }
        for (name, variable) in context.expander.scope.all {
            if variable.isSecret {
                lines.append("secret \(name) = ${env.\(name.uppercased())}")
            } else {
                lines.append("let \(name) = \(WordQuoting.quoted(variable.value))")
            }
        }
        for line in lines { context.console.writeLine(StyledText(line)) }
    }
}

/// Writes texts and values as words of the language that read back as the same.
package enum WordQuoting {
    /// A text as one word.
    package static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "_-./:@%+,=*~$".utf8.contains(byte)
                }
            } && !text.hasPrefix("-")
        if isPlain { return text }
        if !text.contains("'") && !text.contains("\n") { return "'\(text)'" }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": escaped += "\\" + String(scalar)
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return "\"" + escaped.replacing("${", with: "\\${") + "\""
    }

    /// A value as one word that keeps its type.
    package static func quoted(_ value: Value) -> String {
        guard case .string(let text) = value else { return JSONWriter.text(value).replacing("${", with: "\\${") }
        // A text that would be read as a number or a literal needs its quotes.
        if case .string = Expander.typed(text) { return quoted(text) }
        return "'\(text)'"
    }
}

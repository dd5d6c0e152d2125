import ShellSyntax

/// Follows which answers a script shows, as far as its text tells, to warn before a secret is among them.
struct SecretExposure: Sendable {
    /// Whether the call before shows its answer.
    private(set) var isCallShown = false
    /// Whether `set output none` holds.
    private var isOutputOff = false

    /// Takes note of a command.
    mutating func note(_ statement: CommandStatement, _ resolution: ResolvedStatement.Resolution) {
        guard case .command(let command, let binding) = resolution else { return }
        if command is SetCommand.Type {
            let words = statement.arguments.map { ArgumentWord($0) }
            if words.first?.isExactly("output") == true, words.count == 2 {
                isOutputOff = words[1].isExactly("none")
            }
        }
        guard command.spec.makesResult else { return }
        let isRedirected = statement.redirections.contains { redirection in
            switch redirection.kind {
            case .output, .append: true
            case .input, .heredoc: false
            }
        }
        let format = binding.items.last { $0.key == TargetOptions.output.declaration.key }?.word
        let isOff = format.map { $0.isExactly("none") } ?? isOutputOff
        isCallShown = !isOff && !isRedirected && statement.pipe == nil
    }
}

extension TextResolver {
    /// The answer with the secret in it was shown before anybody said that it is one.
    mutating func warnOfExposure(_ capture: CaptureStatement) {
        diagnose(
            Diagnostic(
                "shown-secret", "the call before shows its answer, and '\(capture.name.text)' with it",
                at: capture.name.span, severity: .warning, next: "invoke -o none …"))
    }
}

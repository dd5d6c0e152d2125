package import FCCore
package import ShellSyntax

extension Console {
    /// Shows a failure with its place, the line and a caret.
    package func show(_ failure: Failure, in source: SourceText, at statement: SourceSpan) {
        let renderer = DiagnosticRenderer(for: errorCapabilities)
        notice(renderer.render(failure.diagnostic(in: statement), in: source))
    }

    /// Shows a failure that has no place worth quoting: one of the command line, of a file, of the program itself.
    package func show(_ failure: Failure) {
        error(StyledText(VisibleText.of(failure.message)))
        for note in failure.notes { notice(StyledText("  \(VisibleText.of(note))")) }
        if let next = failure.next { notice(StyledText("  ") + DiagnosticRenderer.nextLine(next)) }
    }

    /// Shows what resolving found, text by text.
    package func show(_ findings: [Resolver.Findings]) {
        guard !findings.isEmpty else { return }
        let renderer = DiagnosticRenderer(for: errorCapabilities)
        notice(renderer.render(findings.map { (source: $0.source, diagnostics: $0.diagnostics) }))
    }

    /// Shows a value: text as it is, everything else as JSON, pretty on a terminal.
    package func show(_ value: Value) {
        if case .string(let text) = value {
            writeLine(StyledText(outputCapabilities.isTerminal ? VisibleText.of(text) : text))
        } else if outputCapabilities.isTerminal {
            writeLine(JSONPresentation.styled(value))
        } else {
            writeLine(StyledText(JSONWriter.text(value)))
        }
    }
}

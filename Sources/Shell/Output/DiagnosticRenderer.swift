import FCCore
package import ShellSyntax

/// Turns diagnostics into lines for people: the place, the sentence, the line itself and a caret under the fault.
///
/// Control characters of the quoted line are always made visible, in pipes too: the caret could not be right otherwise.
package struct DiagnosticRenderer: Sendable {
    /// Columns to use when the window's are not known.
    private static let usualColumns = 100
    private static let indent = "  "

    private let columns: Int

    package init(for sink: SinkCapabilities = .pipe) {
        columns = max(20, sink.columns > 0 ? sink.columns : Self.usualColumns) - Self.indent.count
    }

    /// One diagnostic in lines, each with its newline.
    package func render(_ diagnostic: Diagnostic, in source: SourceText) -> StyledText {
        var text = StyledText()
        text += place(diagnostic.span, in: source)
        switch diagnostic.severity {
        case .error: text.append("error:", .failure)
        case .warning: text.append("warning:", .caution)
        }
        text.appendLine(" \(VisibleText.of(diagnostic.message))")
        text += quote(diagnostic.span, in: source, marked: diagnostic.severity == .error ? .failure : .caution)
        for note in diagnostic.notes { text += render(note, of: diagnostic, in: source) }
        if let fix = diagnostic.fix { text += render(fix) }
        if let next = diagnostic.next, next != diagnostic.fix?.message { text += Self.nextLine(next) }
        return text
    }

    /// The line that says what to type next.
    static func nextLine(_ next: Message) -> StyledText {
        var text = StyledText("next:", .bold)
        text.appendLine(" \(VisibleText.singleLine(next))", .green)
        return text
    }

    /// Every diagnostic of a text in the order of their places, and how many there were when there were several.
    package func render(_ diagnostics: [Diagnostic], in source: SourceText) -> StyledText {
        render([(source, diagnostics)])
    }

    /// The same for several texts.
    package func render(_ groups: [(source: SourceText, diagnostics: [Diagnostic])]) -> StyledText {
        var text = StyledText()
        for (source, diagnostics) in groups {
            for diagnostic in Self.ordered(diagnostics) { text += render(diagnostic, in: source) }
        }
        let all = groups.flatMap(\.diagnostics)
        if all.count > 1 { text.appendLine(Self.summary(all)) }
        return text
    }

    /// Sorting alone could swap two diagnostics of one place.
    private static func ordered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
        diagnostics.enumerated().sorted { left, right in
            (left.element.span.start, left.offset) < (right.element.span.start, right.offset)
        }.map(\.element)
    }

    private static func summary(_ diagnostics: [Diagnostic]) -> Message {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        var parts: [Message] = []
        if errors > 0 { parts.append("\(errors) error\(errors == 1 ? "" : "s")") }
        if warnings > 0 { parts.append("\(warnings) warning\(warnings == 1 ? "" : "s")") }
        return parts.joined(separator: ", ")
    }

    private func render(_ note: Diagnostic.Note, of diagnostic: Diagnostic, in source: SourceText) -> StyledText {
        var text = StyledText()
        if let span = note.span { text += place(span, in: source) }
        text.append("note:", .cyan)
        text.appendLine(" \(VisibleText.of(note.message))")
        guard let span = note.span else { return text }
        let isElsewhere = source.position(at: span.start).line != source.position(at: diagnostic.span.start).line
        return isElsewhere ? text + quote(span, in: source, marked: .cyan) : text
    }

    /// A replacement of one line is shown; a longer one would drown the sentence.
    private func render(_ fix: Diagnostic.Fix) -> StyledText {
        var text = StyledText("fix:", .green)
        text.append(" \(VisibleText.of(fix.message))")
        let saysNothingNew = fix.replacement.allSatisfy(\.isWhitespace) || fix.message.contains(fix.replacement)
        if !saysNothingNew, !fix.replacement.contains(where: \.isNewline) {
            text.append(": ")
            text.append(DisplayWidth.truncate(VisibleText.singleLine(fix.replacement), to: columns), .bold)
        }
        return text + "\n"
    }

    private func place(_ span: SourceSpan, in source: SourceText) -> StyledText {
        let position = source.position(at: span.start)
        return StyledText("\(VisibleText.singleLine(source.name)):\(position.line):\(position.column): ", .bold)
    }

    private func quote(_ span: SourceSpan, in source: SourceText, marked style: Style) -> StyledText {
        let excerpt = SourceExcerpt(of: span, in: source, columns: columns)
        guard !excerpt.line.isEmpty else { return StyledText() }
        var text = StyledText(Self.indent + excerpt.line + "\n" + Self.indent)
        text.append(String(repeating: " ", count: excerpt.caretColumn))
        text.appendLine("^" + String(repeating: "~", count: max(0, excerpt.caretWidth - 1)), style)
        return text
    }
}

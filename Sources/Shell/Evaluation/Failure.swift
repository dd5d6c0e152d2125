package import ShellSyntax

/// Why a statement failed: a fact with a place, a status, and what to do next.
package struct Failure: Error, Sendable {
    /// The status of the process if this is its first failure.
    package var status: ExitStatus
    /// What is wrong, in one sentence; empty when it has been shown already.
    package var message: Message
    /// The bytes at fault, in the source the failure's statement is from; nil for the whole statement.
    package var span: SourceSpan?
    /// The text ``span`` points into when it is not the statement's own: an event, a file that is read.
    package var source: SourceText?
    /// Further remarks, a line each.
    package var notes: [Message]
    /// The next command to type, or another remedy.
    package var next: Message?
    /// Whether the person has been told already, as by the rendering of a failed call.
    package var isShown: Bool
    /// What was compared, when the failure is a false `expect`.
    package var evidence: Evidence?
    /// The status `exit` asked for: the end of the run rather than a failure.
    package var exit: ExitStatus?

    package init(
        _ status: ExitStatus, _ message: Message, at span: SourceSpan? = nil, notes: [Message] = [],
        next: Message? = nil
    ) {
        self.status = status
        self.message = message
        self.span = span
        self.notes = notes
        self.next = next
        isShown = false
    }

    /// A failure whose sentence comes as text, from a part of the program that knows no languages.
    @_disfavoredOverload
    package init(
        _ status: ExitStatus, _ sentence: some StringProtocol, at span: SourceSpan? = nil, notes: [Message] = [],
        next: Message? = nil
    ) {
        self.init(status, Message(sentence), at: span, notes: notes, next: next)
    }

    /// The same with a remedy that comes as text.
    @_disfavoredOverload
    package init(
        _ status: ExitStatus, _ sentence: some StringProtocol, at span: SourceSpan? = nil, notes: [Message] = [],
        next: (some StringProtocol)?
    ) {
        self.init(status, Message(sentence), at: span, notes: notes, next: next.map { Message($0) })
    }

    /// A failure whose story has been told: only the status is left to act on.
    package static func shown(_ status: ExitStatus) -> Failure {
        var failure = Failure(status, "")
        failure.isShown = true
        return failure
    }

    /// The end of the run, as `exit` asks for it.
    package static func exit(_ status: ExitStatus) -> Failure {
        var failure = Failure(status, "")
        failure.exit = status
        return failure
    }

    /// The same failure, placed at a span unless it has a place already.
    package func placed(at span: SourceSpan) -> Failure {
        var placed = self
        placed.span = self.span ?? span
        return placed
    }

    /// The same failure with what was compared.
    package func with(_ evidence: Evidence) -> Failure {
        var proved = self
        proved.evidence = evidence
        return proved
    }

    /// The failure as a diagnostic of its source, placed at a statement when it has no place of its own.
    package func diagnostic(in statement: SourceSpan) -> Diagnostic {
        Diagnostic(
            "failed", message, at: span ?? statement,
            notes: notes.map { Diagnostic.Note($0) }, next: next)
    }
}

package import ShellSyntax

/// Something that happened in a run, for whoever writes it down: reports, recordings.
package enum RunEvent: Sendable {
    /// A test begins; its name and where it stands.
    case testBegan(name: String, place: RunPlace)
    /// The test that began last has ended: passed without a failure.
    case testEnded(failure: Failure?, elapsed: Duration)
    /// A test was not reached.
    case testSkipped(name: String, place: RunPlace)
    /// A call came back, or did not.
    case call(CallResult)
    /// An `expect` was checked; the failure says what was expected and what was there.
    case expectation(text: String, failure: Failure?, place: RunPlace)
    /// A `repeat` has ended.
    case repetition(RepetitionSummary)
    /// A statement failed outside every test.
    case failure(Failure, place: RunPlace)
}

/// Where something stands: a file or another source of statements, and the line.
package struct RunPlace: Sendable, Hashable {
    package var source: String
    package var line: Int
    package var column: Int

    package init(_ span: SourceSpan, in source: SourceText) {
        let position = source.position(at: span.start)
        self.source = source.name
        line = position.line
        column = position.column
    }
}

/// Told of what happens in a run, from whichever task it happens in.
package protocol RunObserver: Sendable {
    func note(_ event: RunEvent)
}

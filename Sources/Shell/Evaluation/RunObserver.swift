package import ShellSyntax

/// Something that happened in a run, for whoever writes it down: reports, recordings.
package enum RunEvent: Sendable {
    /// A test begins; its name and where it stands.
    case testBegan(name: String, place: RunPlace)
    /// The test that began last has ended: passed without a failure, else with the statement at fault.
    case testEnded(failure: Failure?, place: RunPlace?, elapsed: Duration)
    /// A test did not run.
    case testSkipped(name: String, place: RunPlace, reason: SkipReason)
    /// A call came back, or did not.
    case call(CallResult)
    /// An `expect` was checked. The evidence is nil when it could not be compared at all.
    case expectation(text: String, evidence: Evidence?, failure: Failure?, place: RunPlace)
    /// A `repeat` begins: the calls that follow are its iterations' until it ends.
    case repetitionBegan(RunPlace)
    /// An iteration (from 1) failed, at this place.
    case iterationFailed(number: Int, failure: Failure, place: RunPlace?)
    /// The `repeat` that began last has ended.
    case repetition(RepetitionSummary)
    /// A statement failed outside every test.
    case failure(Failure, place: RunPlace)
}

/// Why a test did not run.
package enum SkipReason: String, Sendable, Hashable, CaseIterable {
    /// The run stopped before it.
    case notReached = "not reached"
    /// It is none of the tests that were asked for.
    case notWanted = "left out by --test"
}

/// What an `expect` compared.
package struct Evidence: Sendable, Hashable {
    /// What was expected, as people write it: `.k == 1`.
    package var expected: String
    /// What was there.
    package var actual: String

    package init(expected: String, actual: String) {
        self.expected = expected
        self.actual = actual
    }
}

/// Where something stands: a file or another source of statements, and the line.
package struct RunPlace: Sendable, Hashable {
    package var source: String
    package var line: Int
    package var column: Int

    package init(source: String, line: Int, column: Int) {
        self.source = source
        self.line = line
        self.column = column
    }

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

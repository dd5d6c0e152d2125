/// What happened in a run, as a tree of texts and figures: files, their tests, and what each did.
///
/// The reports are views of it. It holds no secrets once ``masked(by:)`` has been through it, and no more of an answer
/// than a person would read.
package struct RunRecord: Sendable, Hashable {
    /// How the run as a whole ended.
    package enum Ending: String, Sendable, Hashable {
        case finished
        /// The limit of the run was reached.
        case outOfTime = "out of time"
        case interrupted
    }

    /// The files in the order they were given.
    package var files: [File] = []
    /// When the run began, as `2023-10-26T10:22:32Z`.
    package var began: String
    package var elapsed = Duration.zero
    package var ending = Ending.finished
    /// The status of the process.
    package var status = ExitStatus.success

    package init(began: String) {
        self.began = began
    }

    /// One script and what it sourced.
    package struct File: Sendable, Hashable {
        package var name: String
        package var elapsed = Duration.zero
        /// Its tests in the order they ended; one inside another is named after both.
        package var tests: [Test] = []
        /// What happened outside every test.
        package var steps: [Step] = []
        /// The first thing that went wrong there.
        package var fault: Fault?
        /// Whether the run came to it.
        package var wasReached = true

        package init(_ name: String) {
            self.name = name
        }
    }

    /// One `test`.
    package struct Test: Sendable, Hashable {
        package var name: String
        package var place: RunPlace
        package var verdict = Verdict.passed
        package var elapsed = Duration.zero
        package var steps: [Step] = []

        package init(_ name: String, at place: RunPlace) {
            self.name = name
            self.place = place
        }
    }

    /// How a test ended.
    package enum Verdict: Sendable, Hashable {
        case passed
        /// A check was false.
        case failed(Fault)
        /// Anything else went wrong.
        case broken(Fault)
        case skipped(SkipReason)

        /// The fault, for a test that did not pass.
        package var fault: Fault? {
            switch self {
            case .failed(let fault), .broken(let fault): fault
            case .passed, .skipped: nil
            }
        }

        /// The word reports use.
        package var word: String {
            switch self {
            case .passed: "passed"
            case .failed: "failed"
            case .broken: "error"
            case .skipped: "skipped"
            }
        }
    }

    /// Something a test did.
    package enum Step: Sendable, Hashable {
        case call(CallRecord)
        case check(Check)
        case repetition(RepetitionRecord)
        case fault(Fault)
    }

    /// An `expect`.
    package struct Check: Sendable, Hashable {
        /// The statement.
        package var text: String
        package var place: RunPlace
        package var evidence: Evidence?
        /// Why it is false, or could not be decided.
        package var fault: Fault?

        package init(_ text: String, at place: RunPlace, evidence: Evidence? = nil, fault: Fault? = nil) {
            self.text = text
            self.place = place
            self.evidence = evidence
            self.fault = fault
        }
    }

    /// Why something failed.
    package struct Fault: Sendable, Hashable {
        package var status: ExitStatus
        package var message: String
        package var notes: [String] = []
        package var next: String?
        package var place: RunPlace?

        package init(
            _ status: ExitStatus, _ message: String, notes: [String] = [], next: String? = nil,
            at place: RunPlace? = nil
        ) {
            self.status = status
            self.message = message
            self.notes = notes
            self.next = next
            self.place = place
        }

        /// `file:line:column`, where it is known.
        package var placeText: String? { place.map { "\($0.source):\($0.line):\($0.column)" } }
    }
}

extension RunRecord.File {
    /// The tests as reports count them: a file that did something wrong outside its tests, or has none, is one too.
    package var cases: [RunRecord.Test] {
        guard fault != nil || tests.isEmpty else { return tests }
        var own = RunRecord.Test(name, at: RunPlace(source: name, line: 1, column: 1))
        own.elapsed = tests.isEmpty ? elapsed : .zero
        own.steps = steps
        if let fault { own.verdict = RunRecord.Verdict(fault) }
        if !wasReached { own.verdict = .skipped(.notReached) }
        return [own] + tests
    }
}

extension RunRecord.Verdict {
    /// A false check is a failure; everything else that goes wrong is an error.
    init(_ fault: RunRecord.Fault) {
        self = fault.status == .expectation ? .failed(fault) : .broken(fault)
    }
}

extension Sequence where Element == RunRecord.Test {
    /// How many passed, failed for any reason, and were skipped.
    package var counts: TestCounts {
        reduce(into: TestCounts()) { counts, test in
            switch test.verdict {
            case .passed: counts.passed += 1
            case .failed, .broken: counts.failed += 1
            case .skipped: counts.skipped += 1
            }
        }
    }
}

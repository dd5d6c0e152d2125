/// A `repeat` as reports show it: its figures, a sample of each call, and its first failures.
package struct RepetitionRecord: Sendable, Hashable {
    /// One call, small enough that a hundred thousand can be kept.
    package struct Sample: Sendable, Hashable {
        /// From the first call's begin.
        package var offset: Duration
        package var elapsed: Duration
        package var isGood: Bool
        package var isCold: Bool

        package init(offset: Duration, elapsed: Duration, isGood: Bool, isCold: Bool) {
            self.offset = offset
            self.elapsed = elapsed
            self.isGood = isGood
            self.isCold = isCold
        }
    }

    /// One line of figures, for all calls, the cold or the warm ones.
    package struct Figures: Sendable, Hashable {
        package var group: String
        package var count: Int
        /// `min`, `p50` … `max` with their latencies.
        package var latencies: [Latency]
    }

    /// A named latency.
    package struct Latency: Sendable, Hashable {
        package var name: String
        package var value: Duration
    }

    /// How many calls ended how.
    package struct OutcomeCount: Sendable, Hashable {
        package var outcome: Outcome
        package var count: Int
    }

    /// An iteration that failed.
    package struct Miss: Sendable, Hashable {
        /// Counted from 1.
        package var iteration: Int
        package var fault: RunRecord.Fault
        /// What was compared, when an `expect` was false.
        package var evidence: Evidence?

        package init(iteration: Int, fault: RunRecord.Fault, evidence: Evidence? = nil) {
            self.iteration = iteration
            self.fault = fault
            self.evidence = evidence
        }
    }

    package var place: RunPlace
    package var iterations = 0
    package var failures = 0
    package var elapsed = Duration.zero
    /// Calls a second.
    package var rate = 0.0
    package var instances = 0
    package var outcomes: [OutcomeCount] = []
    package var figures: [Figures] = []
    package var samples: [Sample] = []
    /// The first calls that went wrong, and the first failures of iterations.
    package var badCalls: [CallRecord] = []
    package var misses: [Miss] = []

    /// How many bad calls and failures are kept one by one; the figures count the rest.
    static let keptFaults = 5

    package init(at place: RunPlace) {
        self.place = place
    }

    /// Takes over what the summary says.
    mutating func close(with summary: RepetitionSummary) {
        iterations = summary.iterations
        failures = summary.failures
        elapsed = summary.elapsed
        rate = summary.rate
        instances = summary.instanceCount
        outcomes = Outcome.allCases.compactMap { outcome in
            summary.outcomes[outcome].map { OutcomeCount(outcome: outcome, count: $0) }
        }
        figures = [("all", summary.all), ("cold", summary.cold), ("warm", summary.warm)].compactMap { name, latencies in
            latencies.count > 0 ? Figures(name, latencies) : nil
        }
    }

    /// The sentence for a test that failed because of it.
    var fault: RunRecord.Fault? {
        guard failures > 0 else { return nil }
        let status = misses.first?.fault.status ?? .expectation
        return RunRecord.Fault(
            status, "\(failures) of \(iterations) iterations failed", notes: misses.map(\.sentence), at: place)
    }
}

extension RepetitionRecord.Miss {
    /// Iteration, reason and what was there instead.
    var sentence: String {
        let actual = evidence.map { "; it is \($0.actual)" } ?? ""
        return "iteration \(iteration): \(fault.message)\(actual)"
    }
}

extension RepetitionRecord.Figures {
    init(_ group: String, _ latencies: RepetitionSummary.Latencies) {
        self.group = group
        count = latencies.count
        let named: [(String, Duration?)] = [
            ("min", latencies.minimum), ("p50", latencies.percentile(50)), ("p90", latencies.percentile(90)),
            ("p95", latencies.percentile(95)), ("p99", latencies.percentile(99)), ("max", latencies.maximum),
        ]
        self.latencies = named.compactMap { name, value in
            value.map { RepetitionRecord.Latency(name: name, value: $0) }
        }
    }
}

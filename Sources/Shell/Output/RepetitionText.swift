import FCCore

/// The figures of a `repeat` as lines for people.
package struct RepetitionText {
    private let summary: RepetitionSummary
    private let planned: Int
    private let wasInterrupted: Bool

    package init(_ summary: RepetitionSummary, planned: Int, wasInterrupted: Bool) {
        self.summary = summary
        self.planned = planned
        self.wasInterrupted = wasInterrupted
    }

    /// The lines.
    package var text: StyledText {
        var text = StyledText()
        text.append("\(summary.iterations) of \(planned) iterations", .bold)
        text.append(", ")
        text.append("\(summary.failures) failed", summary.failures > 0 ? .failure : .plain)
        text.append(", \(summary.elapsed.inWords), \(Number.decimal(summary.rate, places: 1).text) calls/s")
        if summary.instanceCount > 0 {
            text.append(", \(summary.instanceCount) instance\(summary.instanceCount == 1 ? "" : "s")")
        }
        text.append(wasInterrupted ? ", interrupted\n" : "\n")
        let outcomes = Outcome.allCases.compactMap { outcome in
            summary.outcomes[outcome].map { "\(outcome.rawValue) \($0)" }
        }
        if !outcomes.isEmpty { text.append("outcomes  \(outcomes.joined(separator: ", "))\n") }
        for (name, latencies) in [("all", summary.all), ("cold", summary.cold), ("warm", summary.warm)] {
            text.append(line(name, latencies))
        }
        return text
    }

    private func line(_ name: String, _ latencies: RepetitionSummary.Latencies) -> String {
        guard latencies.count > 0 else { return "" }
        let figures: [(String, Duration?)] = [
            ("min", latencies.minimum), ("p50", latencies.percentile(50)), ("p90", latencies.percentile(90)),
            ("p95", latencies.percentile(95)), ("p99", latencies.percentile(99)), ("max", latencies.maximum),
        ]
        let words = figures.compactMap { figure in figure.1.map { "\(figure.0) \($0.inWords)" } }
        let label = DisplayWidth.pad("\(name) (\(latencies.count))", to: 12)
        return "\(label)\(words.joined(separator: "  "))\n"
    }
}

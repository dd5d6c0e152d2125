import FCCore
import Histogram

/// The figures of a `repeat`: how many iterations, how they went, how long their calls took.
package struct RepetitionSummary: Sendable {
    /// Latencies of a group of calls, in microseconds, with three significant digits.
    package struct Latencies: Sendable {
        private var histogram = Histogram<UInt64>(numberOfSignificantValueDigits: .three)
        private var smallest: Duration?
        private var largest: Duration?

        /// How many calls there were.
        package private(set) var count = 0

        mutating func record(_ elapsed: Duration) {
            count += 1
            smallest = min(smallest ?? elapsed, elapsed)
            largest = max(largest ?? elapsed, elapsed)
            _ = histogram.record(UInt64(max(1, elapsed.milliseconds * 1000)))
        }

        /// The latency that so many percent of the calls did not exceed; nil without calls.
        package func percentile(_ percent: Double) -> Duration? {
            guard count > 0 else { return nil }
            return .microseconds(Int64(histogram.valueAtPercentile(percent)))
        }

        /// The shortest latency.
        package var minimum: Duration? { smallest }

        /// The longest latency.
        package var maximum: Duration? { largest }
    }

    /// Iterations that ran to their end, good or bad.
    package private(set) var iterations = 0
    /// Iterations that failed.
    package private(set) var failures = 0
    /// From the first iteration's begin to the last one's end.
    package var elapsed = Duration.zero
    /// All calls, those that met a new instance, and those that did not.
    package private(set) var all = Latencies()
    package private(set) var cold = Latencies()
    package private(set) var warm = Latencies()
    /// How many calls ended how.
    package private(set) var outcomes: [Outcome: Int] = [:]
    private var instances: Set<String> = []

    package init() {}

    /// The number of distinct instances.
    package var instanceCount: Int { instances.count }

    /// Calls a second.
    package var rate: Double {
        let seconds = elapsed.milliseconds / 1000
        return seconds > 0 ? Double(all.count) / seconds : 0
    }

    /// Counts one iteration with the calls it made.
    mutating func count(_ calls: [CallFigures], failed: Bool) {
        iterations += 1
        if failed { failures += 1 }
        for call in calls {
            outcomes[call.outcome, default: 0] += 1
            if let instance = call.instanceID { instances.insert(instance) }
            guard let elapsed = call.elapsed else { continue }
            all.record(elapsed)
            if call.isCold == true { cold.record(elapsed) } else { warm.record(elapsed) }
        }
    }
}

/// A figure of a `repeat`, as `expect` names it: `@count`, `@p95`, `@warm.p95`.
package struct RepetitionFact: Sendable, Hashable {
    /// Which calls it is about.
    package enum Group: String, Sendable, CaseIterable {
        case all, cold, warm
    }

    /// What it tells.
    package enum Figure: String, Sendable, CaseIterable {
        case count, errors, rate, instances
        case min, p50, p90, p95, p99, max

        /// Whether it is a length of time, and so is known for cold and warm calls too.
        var isLatency: Bool {
            switch self {
            case .count, .errors, .rate, .instances: false
            case .min, .p50, .p90, .p95, .p99, .max: true
            }
        }
    }

    package var group: Group
    package var figure: Figure

    /// The figure of a dotted name, nil when the name means something else.
    package init?(_ name: [String]) {
        guard let last = name.last, let figure = Figure(rawValue: last) else { return nil }
        self.figure = figure
        switch name.count {
        case 1: group = .all
        case 2:
            guard let group = Group(rawValue: name[0]), group != .all, figure.isLatency || figure == .count else {
                return nil
            }
            self.group = group
        default: return nil
        }
    }

    /// Every name there is.
    package static var names: [String] {
        let grouped = Figure.allCases.filter { $0.isLatency || $0 == .count }.map(\.rawValue)
        return Figure.allCases.map(\.rawValue) + ["warm", "cold"].flatMap { group in grouped.map { "\(group).\($0)" } }
    }
}

extension RepetitionSummary {
    /// A figure, nil when there was no call of its group.
    package func fact(_ fact: RepetitionFact) -> Fact? {
        let latencies =
            switch fact.group {
            case .all: all
            case .cold: cold
            case .warm: warm
            }
        switch fact.figure {
        case .count: return Fact(.integer(fact.group == .all ? iterations : latencies.count))
        case .errors: return Fact(.integer(failures))
        case .rate: return Fact(.number(.decimal(rate, places: 3)))
        case .instances: return Fact(.integer(instanceCount))
        case .min: return latencies.minimum.map { .milliseconds($0) }
        case .p50: return latencies.percentile(50).map { .milliseconds($0) }
        case .p90: return latencies.percentile(90).map { .milliseconds($0) }
        case .p95: return latencies.percentile(95).map { .milliseconds($0) }
        case .p99: return latencies.percentile(99).map { .milliseconds($0) }
        case .max: return latencies.maximum.map { .milliseconds($0) }
        }
    }
}

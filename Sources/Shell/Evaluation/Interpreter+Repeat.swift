import ShellSyntax

extension Interpreter {
    /// `repeat N [parallel N] [every D] [for D] …`: runs all iterations, counts the failures, and fails at its end if
    /// there were any.
    mutating func run(_ statement: RepeatStatement, _ body: [ResolvedStatement]) async throws(Failure) {
        var plan = Repetition(count: try count(statement.count), start: .now)
        plan.width = try statement.parallel.map { expression throws(Failure) in try count(expression) } ?? 1
        plan.interval = statement.interval?.duration
        plan.deadline = statement.limit.map { plan.start.advanced(by: $0.duration) }
        var summary = RepetitionSummary()
        surroundings.observer?.note(.repetitionBegan(RunPlace(Self.span(of: statement.count), in: source)))
        let isAccessible = await surroundings.session.settings[.accessible] == "on"
        let progress = ProgressLine(surroundings.console, total: plan.count, isPlain: isAccessible)
        let firstFailure = await iterate(body, plan, into: &summary, progress)
        progress.end()
        summary.elapsed = plan.start.duration(to: .now)
        repetition = summary
        surroundings.observer?.note(.repetition(summary))
        surroundings.console.notice(
            RepetitionText(summary, planned: plan.count, wasInterrupted: Task.isCancelled).text)
        if Task.isCancelled { throw Failure.shown(.interrupted) }
        // The summary has told how many failed.
        if let firstFailure { throw Failure.shown(firstFailure.status) }
    }

    /// How the iterations are spread.
    private struct Repetition {
        var count: Int
        var start: ContinuousClock.Instant
        var width = 1
        var interval: Duration?
        var deadline: ContinuousClock.Instant?

        /// When an iteration (from 0) may begin.
        func beginning(of index: Int) -> ContinuousClock.Instant? {
            interval.map { start.advanced(by: $0 * index) }
        }

        /// Whether the iteration may begin at all.
        func allows(_ index: Int) -> Bool {
            guard index < count, !Task.isCancelled else { return false }
            guard let deadline else { return true }
            return max(beginning(of: index) ?? .now, .now) < deadline
        }
    }

    /// What an iteration leaves behind.
    private struct Iteration: Sendable {
        var index: Int
        var scope: Scope
        var harvest: Results.Harvest
        var failure: Failure?
    }

    /// How many iterations may have begun behind one that does not end. What they leave waits for it, since iterations
    /// count in their order, and must not pile up without end.
    private static let lead = 10_000

    private mutating func iterate(
        _ body: [ResolvedStatement], _ plan: Repetition, into summary: inout RepetitionSummary,
        _ progress: ProgressLine
    ) async -> Failure? {
        var firstFailure: Failure?
        var started = 0
        var done = 0
        // Iterations end in any order and count in theirs.
        var waiting: [Int: Iteration] = [:]
        await withTaskGroup(of: Iteration.self) { group in
            while true {
                while started - done - waiting.count < plan.width, started - done < plan.width + Self.lead,
                    plan.allows(started)
                {
                    let iteration = self.iteration(started, body, beginning: plan.beginning(of: started))
                    group.addTask { await iteration() }
                    started += 1
                }
                guard let ended = await group.next() else { break }
                waiting[ended.index] = ended
                while let next = waiting.removeValue(forKey: done) {
                    done += 1
                    absorb(next, into: &summary)
                    if let failure = next.failure, firstFailure == nil { firstFailure = failure }
                    progress.update(done: done, failed: summary.failures, since: plan.start)
                }
            }
        }
        return firstFailure
    }

    /// The work of one iteration: an interpreter of its own that sees everything before it.
    private func iteration(
        _ index: Int, _ body: [ResolvedStatement], beginning: ContinuousClock.Instant?
    ) -> @Sendable () async -> Iteration {
        var own = self
        own.results = results.branch()
        own.isQuiet = true
        own.followed = nil
        // What an iteration did is told in the order of iterations, when it is absorbed.
        own.surroundings.observer = nil
        let prepared = own
        return {
            var running = prepared
            var failure: Failure?
            do throws(Failure) {
                if let beginning { try await Self.sleep(until: beginning) }
                try await running.runBody(body)
            } catch {
                failure = error
            }
            return Iteration(
                index: index, scope: running.scope, harvest: running.results.harvest, failure: failure)
        }
    }

    private static func sleep(until moment: ContinuousClock.Instant) async throws(Failure) {
        do {
            try await Task.sleep(until: moment, clock: .continuous)
        } catch {
            throw .shown(.interrupted)
        }
    }

    private mutating func absorb(_ iteration: Iteration, into summary: inout RepetitionSummary) {
        scope.absorb(iteration.scope)
        for call in results.absorb(iteration.harvest) { surroundings.observer?.note(.call(call)) }
        let calls = iteration.harvest.figures
        let wasStopped = iteration.failure?.status == .interrupted && Task.isCancelled
        if wasStopped, calls.isEmpty { return }
        summary.count(calls, failed: iteration.failure != nil)
        if let failure = iteration.failure {
            let place = (failure.source == nil ? failure.span : nil).map { RunPlace($0, in: source) }
            surroundings.observer?.note(
                .iterationFailed(number: iteration.index + 1, failure: failure, place: place))
        }
        guard let failure = iteration.failure, !failure.isShown, summary.failures <= Self.shownFailures else { return }
        surroundings.console.notice(StyledText("iteration \(iteration.index + 1):", .faint))
        surroundings.console.show(failure, in: failure.source ?? source, at: failure.span ?? SourceSpan(at: 0))
    }

    private static func span(of count: CountExpression) -> SourceSpan {
        switch count {
        case .literal(_, let span): span
        case .expansion(let expansion): expansion.span
        }
    }

    /// How many failing iterations are told of one by one; the summary counts the rest.
    private static let shownFailures = 5
}

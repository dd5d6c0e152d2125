import FCCore
import ShellSyntax

/// How the tests of a run went.
package struct TestCounts: Sendable, Hashable {
    package var passed = 0
    package var failed = 0
    package var skipped = 0

    package init() {}

    /// The tests of several scripts together.
    package static func += (left: inout TestCounts, right: TestCounts) {
        left.passed += right.passed
        left.failed += right.failed
        left.skipped += right.skipped
    }

    /// All tests there were.
    package var all: Int { passed + failed + skipped }
}

extension Interpreter {
    /// Runs the statements of a block in a scope of their own; the first failure ends it.
    mutating func runBody(_ statements: [ResolvedStatement]) async throws(Failure) {
        scope.push()
        defer { scope.pop() }
        for statement in statements {
            let first = isRecorded && followed != nil ? results.snapshot.nextNumber : nil
            do throws(Failure) {
                try await execute(statement)
            } catch {
                throw error.placed(at: statement.statement.span)
            }
            if let first { followed?[statement.statement.span] = first..<results.snapshot.nextNumber }
            if Task.isCancelled { throw Failure.shown(.interrupted) }
        }
    }

    /// `test "name" do … end`: a failure ends the test.
    mutating func run(_ test: TestStatement, _ body: [ResolvedStatement], at span: SourceSpan) async throws(Failure) {
        let name = try expander().text(of: test.name)
        let place = RunPlace(span, in: source)
        guard surroundings.isWanted(name) else { return skip(name, place, .notWanted) }
        surroundings.observer?.note(.testBegan(name: name, place: place))
        let start = ContinuousClock.now
        var failure: Failure?
        do throws(Failure) {
            try await runBody(body)
        } catch {
            failure = error
        }
        let elapsed = start.duration(to: .now)
        let faultPlace = failure.map { RunPlace(($0.source == nil ? $0.span : nil) ?? span, in: source) }
        surroundings.observer?.note(.testEnded(failure: failure, place: faultPlace, elapsed: elapsed))
        guard let failure else {
            tests.passed += 1
            let line =
                StyledText("ok", .green) + StyledText("      \(VisibleText.singleLine(name)) (\(elapsed.inWords))")
            return surroundings.console.notice(line)
        }
        if let status = failure.exit {
            if status.isGood { tests.passed += 1 } else { tests.failed += 1 }
            throw failure
        }
        tests.failed += 1
        show(failure, of: Statement(.test(test), span: span))
        surroundings.console.notice(
            StyledText("FAILED", .failure) + StyledText("  \(VisibleText.singleLine(name)) (\(elapsed.inWords))"))
        throw Failure.shown(failure.status)
    }

    private mutating func skip(_ name: String, _ place: RunPlace, _ reason: SkipReason) {
        tests.skipped += 1
        surroundings.observer?.note(.testSkipped(name: name, place: place, reason: reason))
    }

    /// Counts the tests a run did not come to.
    mutating func passOver(_ statements: ArraySlice<ResolvedStatement>) {
        for statement in statements {
            guard case .test(let test) = statement.statement.kind else { continue }
            let name = (try? expander().text(of: test.name)) ?? source[test.name.span]
            let reason: SkipReason = surroundings.isWanted(name) ? .notReached : .notWanted
            skip(name, RunPlace(statement.statement.span, in: source), reason)
        }
    }

    /// `retry N …`: again until it does not fail. A text that makes no sense and a missing identity are not tried again.
    mutating func run(_ retry: RetryStatement, _ body: [ResolvedStatement]) async throws(Failure) {
        let attempts = try count(retry.count)
        let interval = retry.interval?.duration ?? .zero
        let deadline = retry.limit.map { ContinuousClock.now.advanced(by: $0.duration) }
        let wasQuiet = isQuiet
        isQuiet = true
        defer { isQuiet = wasQuiet }
        for attempt in 1...attempts {
            let before = results.snapshot.nextNumber
            var failure: Failure?
            do throws(Failure) {
                try await runBody(body)
            } catch {
                failure = error
            }
            guard let failure else { return showLastResult(since: before, unless: wasQuiet) }
            let next = ContinuousClock.now.advanced(by: interval)
            let isLast = attempt == attempts || deadline.map { next > $0 } ?? false
            let isFinal = failure.exit != nil || failure.status == .usage || failure.status == .identity
            if isLast || isFinal || Task.isCancelled {
                showLastResult(since: before, unless: wasQuiet)
                throw failure
            }
            mention(failure, attempt: attempt, of: attempts, interval)
            guard (try? await Task.sleep(until: next, clock: .continuous)) != nil else {
                throw Failure.shown(.interrupted)
            }
        }
    }

    /// What a quiet block's last call answered, shown as it would have been by itself.
    private func showLastResult(since number: Int, unless isQuiet: Bool) {
        guard !isQuiet, let result = results.snapshot.current, result.number >= number, result.format == .text else {
            return
        }
        let console = surroundings.console
        let renderer = InvocationRenderer(
            InvocationRenderer.Options(.text, separatesBodies: true), output: console.outputCapabilities,
            error: console.errorCapabilities)
        console.write(renderer.render(result))
    }

    private func mention(_ failure: Failure, attempt: Int, of attempts: Int, _ interval: Duration) {
        var reason: Message = failure.message.isEmpty ? "failed" : failure.message
        if let actual = failure.evidence?.actual, reason.hasPrefix("expected ") {
            reason = "\(reason), it is \(actual)"
        }
        reason = reason.mapText(VisibleText.singleLine)
        let pause: Message = interval > .zero ? "; again in \(interval.inWords)" : ""
        surroundings.console.notice(StyledText("attempt \(attempt) of \(attempts): \(reason)\(pause)", .faint))
    }

    /// How often; at least once.
    func count(_ expression: CountExpression) throws(Failure) -> Int {
        switch expression {
        case .literal(let number, let span):
            guard number > 0 else { throw Failure(.usage, "a count is at least 1", at: span) }
            return number
        case .expansion(let expansion):
            let word = Word(pieces: [.expansion(expansion, isQuoted: false)], span: expansion.span)
            let text = try expander().text(of: word)
            guard let number = Int(text), number > 0 else {
                throw Failure(.usage, "a count is a whole number from 1, not '\(text)'", at: expansion.span)
            }
            return number
        }
    }
}

extension Statement {
    /// Whether it is a test, which reports its own failure.
    var isTest: Bool {
        if case .test = kind { true } else { false }
    }
}

import FCCore
import ShellSyntax

/// Runs resolved statements, one after the other.
///
/// It is a value: whoever runs a line hands the interpreter to a task that may be cancelled and takes the changed one
/// back, so that an interrupted line leaves everything that was done before it.
package struct Interpreter: Sendable {
    /// What stays the same through a run.
    package struct Surroundings: Sendable {
        package var session: Session
        package var console: Console
        package var catalog: Catalog
        /// Asks a person; nil where nobody is there.
        package var person: (any Person)?
        /// Whether the person sees what is about to be called: in a script nobody is asked to agree.
        package var canConfirm = true
        /// Who reads standard input.
        package var standardInput: StandardInput
        /// The lines typed so far; nil where none are kept.
        package var history: HistoryStore?
        /// What the next prompt begins with; nil where there is no prompt.
        package var promptText: PromptText?
        /// The aliases of the prompt; nil in scripts.
        package var aliases: AliasStore?
        /// Whether the statement is argv's words: quoting all of them back says nothing.
        package var isDirect = false
        /// Told of what happens, for reports.
        package var observer: (any RunObserver)?
        /// Whether a test that failed is followed by the next one, whatever `on error` says.
        package var keepsGoing = false
        /// Which tests run; the others are passed over.
        package var isWanted: @Sendable (_ test: String) -> Bool = { _ in true }

        package init(
            session: Session, console: Console, catalog: Catalog, person: (any Person)?,
            standardInput: StandardInput, history: HistoryStore? = nil
        ) {
            self.session = session
            self.console = console
            self.catalog = catalog
            self.person = person
            self.standardInput = standardInput
            self.history = history
        }
    }

    package var surroundings: Surroundings
    package var scope: Scope
    /// Where calls leave their results.
    var results: Results
    /// The figures of the last `repeat`.
    var repetition: RepetitionSummary?
    /// Whether answers in the text format stay unshown.
    var isQuiet = false
    /// Whether `record` writes down the statements that run.
    var isRecorded = true
    /// The results that statements inside the blocks of a recorded statement made; nil while nothing is recorded.
    var followed: [SourceSpan: Range<Int>]?
    /// How the tests so far went.
    package internal(set) var tests = TestCounts()
    /// Whether the run goes on after a failure.
    package var goesOn = false
    /// The status of the first failure.
    package private(set) var firstFailure: ExitStatus?
    /// The text whose statements are running.
    private(set) var source: SourceText
    /// The files whose statements are running, outermost first.
    var files: [String] = []

    package init(surroundings: Surroundings, scope: Scope) {
        self.surroundings = surroundings
        self.scope = scope
        results = surroundings.session.log
        source = SourceText(name: "", "")
    }

    /// How a run ended.
    package enum Ending: Sendable, Hashable {
        /// The last statement was reached.
        case finished
        /// A statement failed and the run stopped there.
        case failed(ExitStatus)
        /// `exit` was reached.
        case exited(ExitStatus)
    }

    /// Runs a script to its end, or to its first failure unless `on error continue` holds.
    package mutating func run(_ script: ResolvedScript) async -> Ending {
        let outer = source
        source = script.source
        if let path = script.path { files.append(path) }
        defer {
            source = outer
            if script.path != nil { files.removeLast() }
        }
        for (index, statement) in script.statements.enumerated() {
            if let ending = await step(statement) {
                passOver(script.statements[(index + 1)...])
                return ending
            }
        }
        return .finished
    }

    /// Runs one statement; the ending, if the run ends with it.
    private mutating func step(_ statement: ResolvedStatement) async -> Ending? {
        do throws(Failure) {
            let before = isRecorded && surroundings.session.recorder.isOn ? results.snapshot : nil
            if isRecorded { followed = before.map { _ in [:] } }
            try await execute(statement)
            await surroundings.console.showPage()
            if let before { record(statement, since: before) }
        } catch {
            await surroundings.console.showPage()
            if let status = error.exit { return .exited(status) }
            report(error, of: statement.statement)
            if firstFailure == nil { firstFailure = error.status }
            if Task.isCancelled { return .failed(.interrupted) }
            let passesOver = surroundings.keepsGoing && statement.statement.isTest
            if !goesOn, !passesOver { return .failed(error.status) }
        }
        if surroundings.console.failure != nil { return .failed(.brokenPipe) }
        return Task.isCancelled ? .failed(.interrupted) : nil
    }

    private func record(_ statement: ResolvedStatement, since before: ResultStore) {
        let moment = Recorder.Moment(
            source: source, file: files.last, before: before, after: results.snapshot, inside: followed ?? [:],
            world: surroundings.session.world, masker: surroundings.console.masker)
        if let problem = surroundings.session.recorder.note(statement, moment) {
            surroundings.console.warning(StyledText(Message(problem)))
        }
    }

    /// The status of a process whose run ended so: the first failure decides, unless `exit` named another.
    package func status(of ending: Ending) -> ExitStatus {
        switch ending {
        case .exited(let status) where status != .unspecified: status
        case .finished, .exited: firstFailure ?? .success
        case .failed(let status): status == .interrupted ? status : firstFailure ?? status
        }
    }

    mutating func execute(_ resolved: ResolvedStatement) async throws(Failure) {
        let statement = resolved.statement
        do throws(Failure) {
            try await perform(resolved)
        } catch {
            // `try` makes a call never fail; an interrupt and `exit` are never swallowed.
            guard statement.isTried, error.exit == nil, !Task.isCancelled else { throw error }
            show(error, of: statement)
        }
    }

    private mutating func perform(_ resolved: ResolvedStatement) async throws(Failure) {
        let statement = resolved.statement
        switch statement.kind {
        case .command(let command): try await run(command, resolved.resolution, at: statement.span)
        case .let(let statement):
            scope.set(statement.name.text, Scope.Variable(try expander().value(of: statement.value)))
        case .secret(let statement): try await setSecret(statement)
        case .capture(let capture): try await self.capture(capture)
        case .expect(let expect): try check(expect, at: statement.span)
        case .selector(let selector): try await show(selector)
        case .shell(let line): try await runShell(line)
        case .onError(let policy): goesOn = policy == .continue
        case .source(let source): try await include(source, resolved.resolution)
        case .test(let test): try await run(test, resolved.body, at: statement.span)
        case .retry(let retry): try await run(retry, resolved.body)
        case .repeat(let repetition): try await run(repetition, resolved.body)
        case .wait(let wait): try await run(wait, at: statement.span)
        }
    }

    /// Variables and results as they are now.
    func expander() -> Expander {
        Expander(scope: scope, results: results.snapshot, repetition: repetition)
    }

    private func check(_ expect: ExpectStatement, at span: SourceSpan) throws(Failure) {
        var failed: Failure?
        var evidence: Evidence?
        do throws(Failure) {
            evidence = try Expectation(expander: expander()).check(expect, at: span)
        } catch {
            failed = error
            evidence = error.evidence
        }
        surroundings.observer?.note(
            .expectation(text: source[span], evidence: evidence, failure: failed, place: RunPlace(span, in: source)))
        if let failed { throw failed }
    }

    /// Tells a person and whoever watches of a failure that stands by itself.
    private func report(_ failure: Failure, of statement: Statement) {
        if !statement.isTest {
            surroundings.observer?.note(.failure(failure, place: RunPlace(statement.span, in: source)))
        }
        show(failure, of: statement)
    }

    /// Tells a person of a failure.
    func show(_ failure: Failure, of statement: Statement) {
        // A command of the system's shell that Ctrl-C ended has nothing to explain.
        let isInterruptedCommand = Task.isCancelled && failure.status == .shellCommand
        guard !failure.isShown, !isInterruptedCommand else { return }
        if surroundings.isDirect, failure.span == nil, failure.source == nil {
            return surroundings.console.show(failure)
        }
        surroundings.console.show(failure, in: failure.source ?? source, at: statement.span)
    }
}

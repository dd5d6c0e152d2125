import Synchronization

/// Writes down what happens in a run: events become a ``RunRecord``.
package final class RunRecorder: RunObserver {
    /// What is being written.
    fileprivate struct State {
        var record: RunRecord
        var tests: [RunRecord.Test] = []
        var repetition: RepetitionRecord?
        var repetitionStart: ContinuousClock.Instant?
        var fileStart = ContinuousClock.now
        /// Whether the failure that comes up next has been written down where it happened.
        var hasToldFailure = false
    }

    private let state: Mutex<State>
    private let start = ContinuousClock.now

    /// - Parameter began: when the run begins, as `2023-10-26T10:22:32Z`.
    package init(began: String) {
        state = Mutex(State(record: RunRecord(began: began)))
    }

    /// A file begins: what follows belongs to it.
    package func beginFile(_ name: String) {
        state.withLock { state in
            state.record.files.append(RunRecord.File(name))
            state.fileStart = .now
            state.hasToldFailure = false
        }
    }

    /// The file that began last has ended.
    package func endFile() {
        state.withLock { state in
            guard let last = state.record.files.indices.last else { return }
            state.record.files[last].elapsed = state.fileStart.duration(to: .now)
        }
    }

    /// The run did not come to a file.
    package func passOver(_ name: String) {
        var file = RunRecord.File(name)
        file.wasReached = false
        state.withLock { $0.record.files.append(file) }
    }

    /// What has been written down so far; a test that is still running counts as not finished.
    package func record(ending: RunRecord.Ending, status: ExitStatus) -> RunRecord {
        state.withLock { state in
            var record = state.record
            record.ending = ending
            record.status = status
            record.elapsed = start.duration(to: .now)
            for test in state.tests {
                var unfinished = test
                unfinished.verdict = .broken(RunRecord.Fault(status, "the run ended inside the test", at: test.place))
                record.add(unfinished)
            }
            return record
        }
    }

    package func note(_ event: RunEvent) {
        state.withLock { $0.note(event) }
    }
}

extension RunRecorder.State {
    fileprivate mutating func note(_ event: RunEvent) {
        switch event {
        case .testBegan(let name, let place):
            let outer = tests.last.map { "\($0.name) › " } ?? ""
            tests.append(RunRecord.Test(outer + name, at: place))
            hasToldFailure = false
        case .testEnded(let failure, let place, let elapsed): endTest(failure, place, elapsed)
        case .testSkipped(let name, let place, let reason):
            var test = RunRecord.Test(name, at: place)
            test.verdict = .skipped(reason)
            record.add(test)
        case .call(let result): noteCall(result)
        case .expectation(let text, let evidence, let failure, let place):
            let fault = failure.map { RunRecord.Fault($0, at: place) }
            add(.check(RunRecord.Check(text, at: place, evidence: evidence, fault: fault)))
        case .repetitionBegan(let place):
            repetition = RepetitionRecord(at: place)
            repetitionStart = nil
        case .iterationFailed(let number, let failure, let place): noteIteration(number, failure, at: place)
        case .repetition(let summary): endRepetition(summary)
        case .failure(let failure, let place):
            guard !(hasToldFailure && failure.message.isEmpty) else { return }
            noteFailure(failure, at: place)
        }
    }

    private mutating func add(_ step: RunRecord.Step) {
        hasToldFailure = false
        if let last = tests.indices.last {
            tests[last].steps.append(step)
        } else {
            record.add(step)
        }
    }

    /// A statement outside every test failed. The step that failed has told why, if there was one.
    private mutating func noteFailure(_ failure: Failure, at place: RunPlace) {
        let steps = record.files.last?.steps ?? []
        let fault = fault(failure, in: steps, at: place)
        if !(steps.last?.tells(fault) ?? false) { add(.fault(fault)) }
        record.add(fault)
        hasToldFailure = true
    }

    private mutating func endTest(_ failure: Failure?, _ place: RunPlace?, _ elapsed: Duration) {
        guard var test = tests.popLast() else { return }
        test.elapsed = elapsed
        if let failure, !(failure.exit?.isGood ?? false) {
            test.verdict = RunRecord.Verdict(fault(failure, in: test.steps, at: place ?? test.place))
            hasToldFailure = true
        } else {
            hasToldFailure = false
        }
        record.add(test)
    }

    private mutating func noteCall(_ result: CallResult) {
        guard repetition != nil else { return add(.call(CallRecord(result))) }
        if let elapsed = result.elapsed, let began = result.began {
            let start = repetitionStart ?? began
            repetitionStart = start
            repetition?.samples.append(
                RepetitionRecord.Sample(
                    offset: max(.zero, start.duration(to: began)), elapsed: elapsed, isGood: result.outcome == .ok,
                    isCold: result.isCold == true))
        }
        guard result.outcome != .ok, let count = repetition?.badCalls.count, count < RepetitionRecord.keptFaults else {
            return
        }
        repetition?.badCalls.append(CallRecord(result))
    }

    private mutating func noteIteration(_ number: Int, _ failure: Failure, at place: RunPlace?) {
        guard let repetition, repetition.misses.count < RepetitionRecord.keptFaults else { return }
        let fault: RunRecord.Fault
        if failure.message.isEmpty, let call = repetition.badCalls.last?.fault {
            fault = call
        } else {
            fault = RunRecord.Fault(failure, at: place ?? repetition.place)
        }
        self.repetition?.misses.append(
            RepetitionRecord.Miss(iteration: number, fault: fault, evidence: failure.evidence))
    }

    private mutating func endRepetition(_ summary: RepetitionSummary) {
        guard var ended = repetition else { return }
        repetition = nil
        ended.close(with: summary)
        add(.repetition(ended))
    }

    /// A failure whose story was told already has no sentence of its own: the last step has.
    private func fault(_ failure: Failure, in steps: [RunRecord.Step], at place: RunPlace) -> RunRecord.Fault {
        if let exit = failure.exit { return RunRecord.Fault(exit, "exit \(exit.code)", at: place) }
        var fault = RunRecord.Fault(failure, at: place)
        guard fault.message.isEmpty else { return fault }
        fault.message = failure.status == .interrupted ? "interrupted" : "a statement failed"
        guard failure.status != .interrupted else { return fault }
        switch steps.last {
        case .call(let call):
            if let told = call.fault { fault.message = told.message }
        case .repetition(let repetition):
            if let told = repetition.fault { (fault.message, fault.notes) = (told.message, told.notes) }
        case .check(let check):
            if let told = check.fault { fault = told }
        case .fault, nil:
            if hasToldFailure { fault.message = "a test inside failed" }
        }
        return fault
    }
}

extension RunRecord {
    fileprivate mutating func add(_ test: Test) {
        if files.isEmpty { files.append(File(test.place.source)) }
        files[files.count - 1].tests.append(test)
    }

    /// The first fault of a file outside its tests decides how it ended.
    fileprivate mutating func add(_ fault: Fault) {
        guard let last = files.indices.last, files[last].fault == nil else { return }
        files[last].fault = fault
    }

    fileprivate mutating func add(_ step: Step) {
        if files.isEmpty { files.append(File("")) }
        files[files.count - 1].steps.append(step)
    }
}

extension RunRecord.Step {
    /// Whether a reader of this step knows of the fault already.
    fileprivate func tells(_ fault: RunRecord.Fault) -> Bool {
        switch self {
        case .call(let call): call.fault?.message == fault.message
        case .check(let check): check.fault?.message == fault.message
        case .repetition(let repetition): repetition.fault?.message == fault.message
        case .fault(let told): told == fault
        }
    }
}

extension RunRecord.Fault {
    /// A failure, placed at its statement unless it points elsewhere.
    init(_ failure: Failure, at place: RunPlace) {
        self.init(
            failure.status, failure.message.description, notes: failure.notes.map(\.description),
            next: failure.next?.description, at: place)
    }
}

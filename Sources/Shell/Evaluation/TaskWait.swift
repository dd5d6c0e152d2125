import FCCore

/// The wait for the task of one asynchronous call.
struct TaskWait {
    /// The pause after the first look at a task; later ones grow to ``longestPause``.
    static let firstPause: Duration = .milliseconds(200)
    static let longestPause: Duration = .seconds(2)
    /// How many looks in a row may fail for reasons that pass.
    static let patience = 5

    let result: CallResult
    let deadline: ContinuousClock.Instant?
    let limit: Duration?
    let results: Results
    let console: Console

    init(result: CallResult, deadline: ContinuousClock.Instant?, limit: Duration?, in interpreter: Interpreter) {
        self.result = result
        self.deadline = deadline
        self.limit = limit
        results = interpreter.results
        console = interpreter.surroundings.console
    }

    /// Looks at the task until it is over and shows what came of it.
    func run() async throws(Failure) {
        guard let connection = result.connection, let taskID = result.answer?.taskID else { throw noTaskMode() }
        var pause = Self.firstPause
        var misses = 0
        while true {
            let task: AsyncTask?
            do throws(FCError) {
                task = try await connection.client.getAsyncTask(
                    taskID, of: result.target.functionName, qualifier: result.target.qualifier,
                    deadline: lookDeadline)
                misses = 0
            } catch {
                task = nil
                misses += 1
                if misses > Self.patience || !error.mayPass { throw explained(error, connection) }
            }
            if let task {
                results.note(task, of: result.number)
                if task.isFinal { return try finish(task) }
            }
            try await rest(pause, taskID)
            pause = min(pause * 3 / 2, Self.longestPause)
        }
    }

    /// A look takes no longer than the wait itself.
    private var lookDeadline: ContinuousClock.Instant {
        let usual = ContinuousClock.now.advanced(by: InvocationLimit.management.duration)
        return deadline.map { min($0, usual) } ?? usual
    }

    private func rest(_ pause: Duration, _ taskID: String) async throws(Failure) {
        let next = ContinuousClock.now.advanced(by: pause)
        if let deadline, let limit, next > deadline {
            _ = try? await Task.sleep(until: deadline, clock: .continuous)
            if Task.isCancelled { throw Failure.shown(.interrupted) }
            let status = results.snapshot.all.first { $0.number == result.number }?.task?.status
            throw Failure(
                .noAnswer,
                "the task \(taskID) is not over after \(limit.inWords)\(status.map { ": it is \($0)" } ?? "")",
                notes: ["it goes on"], next: "wait %\(result.number)")
        }
        do {
            try await Task.sleep(until: next, clock: .continuous)
        } catch {
            throw Failure.shown(.interrupted)
        }
    }

    private func finish(_ task: AsyncTask) throws(Failure) {
        let status = task.status ?? ""
        let isGood = status == "Succeeded"
        switch result.format {
        case .json, .jsonl, .yaml:
            console.write(ValueRenderer.render(task.value, as: result.format, for: console.outputCapabilities))
        case .text, .raw:
            if result.format == .text { console.notice(summary(of: task, isGood)) }
            if let payload = task.returnPayload, !payload.isEmpty { show(payload) }
        case .none: break
        }
        guard !isGood else { return }
        throw Failure(
            .functionError, "the task \(task.taskID ?? "") ended as \(status)",
            notes: reason(of: task).map { [Message(verbatim: $0)] } ?? [])
    }

    private func summary(of task: AsyncTask, _ isGood: Bool) -> StyledText {
        var text = StyledText("AsyncTaskId:", .bold) + " "
        text += StyledText(VisibleText.singleLine(task.taskID ?? ""), .green)
        text += StyledText("\n") + StyledText("Task Status:", .bold) + " "
        text += StyledText(VisibleText.singleLine(task.status ?? ""), isGood ? .green : .red)
        if let duration = task.durationMilliseconds {
            text += StyledText(" (\(Duration.milliseconds(duration).inWords)", .faint)
            if let count = task.retryCount, count > 0 {
                text += StyledText(", tried again \(count) time\(count == 1 ? "" : "s")", .faint)
            }
            text += StyledText(")", .faint)
        }
        return text
    }

    /// The result the way an answer is shown: pretty on a terminal, as it is elsewhere.
    private func show(_ payload: String) {
        guard console.outputCapabilities.isTerminal else {
            return console.writeAnswer(Array((payload.hasSuffix("\n") ? payload : payload + "\n").utf8))
        }
        if result.format == .text, let value = try? JSONReader.read(Array(payload.utf8)) {
            console.writeLine(JSONPresentation.styled(value))
        } else {
            console.writeLine(StyledText(VisibleText.of(payload)))
        }
    }

    /// The error document's own sentence where there is one.
    private func reason(of task: AsyncTask) -> String? {
        guard let text = task.errorMessage, !text.isEmpty else { return nil }
        let document = try? JSONReader.read(Array(text.utf8))
        let message = document?["errorMessage"]?.stringValue
        let type = document?["errorType"]?.stringValue
        return VisibleText.singleLine([type, message ?? text].compactMap { $0 }.joined(separator: ": "))
    }

    private func noTaskMode() -> Failure {
        Failure(
            .refused,
            "task mode is off for the asynchronous calls of '\(result.target.functionName)': there is nothing to wait for",
            notes: ["the event was accepted; what becomes of it is in the function's log"],
            next: "asyncInvokeConfig: {asyncTask: true} in the s.yaml, then deploy")
    }

    private func explained(_ error: FCError, _ connection: Session.Connection) -> Failure {
        if Task.isCancelled { return Failure.shown(.interrupted) }
        let context = FailureContext(
            action: "GetAsyncTask", functionName: result.target.functionName, region: connection.region,
            accountID: connection.accountID)
        console.explain(Explanation.of(error, context))
        if case .credentials = error { return Failure.shown(.identity) }
        return Failure.shown(Outcome(error).exitStatus)
    }
}

extension FCError {
    /// Whether asking once more may help: the network stumbled, or the service is busy.
    fileprivate var mayPass: Bool {
        switch self {
        case .credentials: false
        case .transport(let error): error.fact != .cancelled
        case .service(let fault): fault.kind == .throttled || (500..<600).contains(fault.status)
        }
    }
}

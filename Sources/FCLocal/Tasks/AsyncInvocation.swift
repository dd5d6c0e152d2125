import FCCore

/// Runs one asynchronous call in the background: waiting, attempts, end (docs: FC, asynchronous invocation).
struct AsyncInvocation: Sendable {
    let scheduler: FunctionScheduler
    let store: TaskStore
    let task: TaskRecord
    let now: @Sendable () -> Int64
    /// How long to wait before the second attempt.
    let pause: Duration
    /// Told how it ended, unless it was stopped, and before that is written down: whoever hears of the end of a call
    /// hears of it twice rather than never.
    let ended: @Sendable (AsyncEnd) async -> Void

    /// Calls the function until it succeeds, its attempts are used up, it grows too old or somebody stops it. When the
    /// endpoint ends meanwhile, the task stays as it is.
    func run() async {
        var attempt = task.progress.retries
        while !store.isClosing {
            let outcome = await call(attempt)
            switch outcome.content {
            case .result(let body):
                await ended(AsyncEnd(errorType: "", payload: body, calls: attempt + 1))
                return end(.succeeded, result: body)
            case _ where store.isClosing:
                return
            case .refused(let refusal):
                // A function that was taken out of the s.yaml is gone; it will not come back for this event.
                let isGone = refusal.code == "ResourceThrottled"
                let document = JSONWriter.bytes(["errorMessage": .string(refusal.message)])
                await ended(AsyncEnd(errorType: refusal.code, payload: document, calls: attempt))
                return end(isGone ? .invalid : .failed, errorMessage: refusal.message, error: refusal.code)
            case .withdrawn:
                return end(.expired, errorMessage: "the event waited longer than \(settings.eventAge) seconds")
            case .functionError(let type, let body):
                let isOver = attempt >= settings.retryAttempts || isStopping || age >= settings.eventAge * 1000
                let message = String(decoding: body, as: UTF8.self)
                if isOver {
                    if !isStopping {
                        await ended(AsyncEnd(errorType: type.rawValue, payload: body, calls: attempt + 1))
                    }
                    return end(.failed, errorMessage: message, error: type.rawValue)
                }
                let detail = Self.detail(type.rawValue)
                store.update(key) { $0.retry(at: now(), detail: detail) }
                await rest(before: attempt)
                attempt += 1
            }
        }
    }

    /// Waits longer after each attempt; a task that is stopped meanwhile waits no more.
    private func rest(before attempt: Int) async {
        let end = ContinuousClock.now + pause * (1 << min(attempt, 8))
        while ContinuousClock.now < end, !isStopping, !store.isClosing {
            try? await Task.sleep(for: min(.milliseconds(50), ContinuousClock.now.duration(to: end)))
        }
    }

    private func call(_ attempt: Int) async -> CallOutcome {
        if isStopping { return CallOutcome(content: .withdrawn) }
        let rest = settings.eventAge * 1000 - age
        if rest <= 0 { return CallOutcome(content: .withdrawn) }
        let requestID = task.requestID
        let expiry = Task {
            try await Task.sleep(for: .milliseconds(rest))
            await scheduler.withdraw(requestID)
        }
        defer { expiry.cancel() }
        return await scheduler.invoke(
            requestID: requestID, event: task.payload, attempt: attempt, http: task.http, origin: origin
        ) { instance in
            store.update(key) { $0.begin(on: instance, at: now()) }
        }
    }

    /// Since it was accepted, in milliseconds.
    private var age: Int { Int(now() - task.acceptedTime) }

    private var settings: LocalFunction.AsyncSettings { task.settings }

    private var key: TaskStore.Key { task.key }

    private var origin: CallOrigin {
        CallOrigin(way: .async, qualifier: task.qualifier, taskID: task.isListed ? task.id : nil, secrets: task.secrets)
    }

    private var isStopping: Bool { store[key]?.status == .stopping }

    /// A task that was being stopped is stopped, unless it was faster.
    private func end(
        _ status: TaskRecord.Status, result: [UInt8]? = nil, errorMessage: String? = nil, error: String? = nil
    ) {
        let detail = error.map(Self.detail) ?? ""
        store.update(key) { task in
            if task.status == .stopping, status != .succeeded {
                task.end(.stopped, at: now())
            } else {
                task.end(status, at: now(), result: result, errorMessage: errorMessage, detail: detail)
            }
        }
    }

    private static func detail(_ error: String) -> String {
        JSONWriter.text(["Error": .string(error)])
    }
}

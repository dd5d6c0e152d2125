import FCCore

/// Goes on with what an earlier endpoint has accepted and not finished.
extension Router {
    /// Runs the tasks that wait, in the order in which they came, and decides about those that ran.
    ///
    /// A call that ran when its endpoint ended may have done anything; it is tried again like a failed one, as long as
    /// attempts are left, and failed otherwise (docs: FC, asynchronous invocation: at least once).
    func resumeTasks() async {
        for task in tasks.unfinished {
            let time = configuration.now()
            switch task.status {
            case .stopping:
                tasks.update(task.key) { $0.end(.stopped, at: time) }
            case .running where task.progress.retries >= task.settings.retryAttempts:
                await failInterrupted(task)
            case .running:
                tasks.update(task.key) { $0.retry(at: time, detail: Self.interruption) }
                resume(task.key)
            default:
                resume(task.key)
            }
        }
    }

    private static let errorType = "EndpointEnded"
    private static let interruption = JSONWriter.text(["Error": .string(errorType)])

    private func resume(_ key: TaskStore.Key) {
        guard let task = tasks[key] else { return }
        do throws(ServiceRefusal) {
            run(task, on: try registry.target(of: task.function, qualifier: task.version).scheduler)
        } catch {
            let message = "\(error.message) The call was accepted before the endpoint was started again."
            tasks.update(key) { $0.end(.invalid, at: configuration.now(), errorMessage: message) }
        }
    }

    private func failInterrupted(_ task: TaskRecord) async {
        let message =
            "The endpoint ended while the function ran, and no attempt is left "
            + "(maxAsyncRetryAttempts: \(task.settings.retryAttempts))."
        let document = JSONWriter.bytes(["errorMessage": .string(message)])
        let calls = task.progress.retries + 1
        await deliver(AsyncEnd(errorType: Self.errorType, payload: document, calls: calls), of: task)
        let time = configuration.now()
        tasks.update(task.key) { $0.end(.failed, at: time, errorMessage: message, detail: Self.interruption) }
    }
}

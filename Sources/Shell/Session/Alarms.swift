import Synchronization

/// Wakes many tasks at moments of their own with one timer for all.
///
/// A call's limit is hardly ever reached. A timer for each would cost more than the rest of the bookkeeping, and one that
/// is given up lies around until its moment has passed: tens of thousands of them in a long `repeat`.
final class Alarms: Sendable {
    private typealias Waiter = CheckedContinuation<Bool, Never>

    private struct State {
        var waiting: [Int: (moment: ContinuousClock.Instant, waiter: Waiter)] = [:]
        var nextID = 0
        /// What sleeps, and until when.
        var timer: (moment: ContinuousClock.Instant, task: Task<Void, Never>)?
    }

    private let executor: (any TaskExecutor)?
    private let state = Mutex(State())

    /// - Parameter executor: where the timer's task runs; nil for the system's threads.
    init(on executor: (any TaskExecutor)?) {
        self.executor = executor
    }

    deinit { state.withLock { $0.timer?.task.cancel() } }

    /// Waits for a moment.
    /// - Returns: false when the task was cancelled before.
    func sleep(until moment: ContinuousClock.Instant) async -> Bool {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                state.withLock { state in
                    state.waiting[id] = (moment, waiter)
                    setTimer(&state, for: moment)
                }
                // The cancellation may have come before there was anything to take out.
                if Task.isCancelled { giveUp(id) }
            }
        } onCancel: {
            giveUp(id)
        }
    }

    private func giveUp(_ id: Int) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.waiter.resume(returning: false)
    }

    /// A timer that rings too early finds nobody and is set anew, so only an earlier moment needs another one.
    private func setTimer(_ state: inout State, for moment: ContinuousClock.Instant) {
        if let timer = state.timer, timer.moment <= moment { return }
        state.timer?.task.cancel()
        let task = Task(executorPreference: executor) { [weak self] in
            guard (try? await Task.sleep(until: moment, clock: .continuous)) != nil else { return }
            self?.ring()
        }
        state.timer = (moment, task)
    }

    private func ring() {
        let due = state.withLock { state in
            let now = ContinuousClock.now
            let due = state.waiting.filter { $0.value.moment <= now }
            for id in due.keys { state.waiting[id] = nil }
            state.timer = nil
            if let next = state.waiting.values.map(\.moment).min() { setTimer(&state, for: next) }
            return due.values.map(\.waiter)
        }
        for waiter in due { waiter.resume(returning: true) }
    }
}

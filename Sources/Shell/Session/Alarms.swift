import Synchronization

/// Wakes many tasks at moments of their own with one timer for all.
///
/// A call's limit is hardly ever reached. A timer for each would cost more than the rest of the bookkeeping, and one that
/// is given up lies around until its moment has passed: tens of thousands of them in a long `repeat`.
final class Alarms: Sendable {
    private typealias Waiter = CheckedContinuation<Bool, Never>

    private struct Waiting {
        var id: Int
        var moment: ContinuousClock.Instant
        var waiter: Waiter
    }

    private struct State {
        /// In the order of their ids; whoever waits longest is mostly the next to leave.
        var waiting: [Waiting] = []
        var nextID = 0
        /// What sleeps, and for which moment.
        var timer: (moment: ContinuousClock.Instant, task: Task<Void, Never>)?
    }

    /// The timer sleeps no longer at a time: then it looks whether anybody waits still. A machine that was asleep itself
    /// finds its alarms due as soon.
    private static let longestNap = Duration.seconds(1)

    private let executor: (any TaskExecutor)?
    private let sleep: @Sendable (Duration) async throws -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - executor: where the timer's task runs; nil for the system's threads.
    ///   - sleep: waits; throws when the task is cancelled.
    init(on executor: (any TaskExecutor)?, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.executor = executor
        self.sleep = sleep
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
                    state.waiting.append(Waiting(id: id, moment: moment, waiter: waiter))
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
        let waiter = state.withLock { state in
            state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0).waiter }
        }
        waiter?.resume(returning: false)
    }

    /// A timer that rings too early finds nobody and goes on, so only an earlier moment needs another one.
    private func setTimer(_ state: inout State, for moment: ContinuousClock.Instant) {
        if let timer = state.timer, timer.moment <= moment { return }
        state.timer?.task.cancel()
        let task = Task(executorPreference: executor) { [weak self, sleep] in
            while !Task.isCancelled, let nap = self?.ring() {
                guard (try? await sleep(nap)) != nil else { return }
            }
        }
        state.timer = (moment, task)
    }

    /// Wakes whoever is due.
    /// - Returns: how long to sleep before the next look; nil when nobody waits any more.
    private func ring() -> Duration? {
        let (due, nap) = state.withLock { state -> ([Waiting], Duration?) in
            let now = ContinuousClock.now
            let due = state.waiting.filter { $0.moment <= now }
            if !due.isEmpty { state.waiting.removeAll { $0.moment <= now } }
            guard let next = state.waiting.map(\.moment).min() else {
                state.timer = nil
                return (due, nil)
            }
            state.timer?.moment = next
            return (due, min(now.duration(to: next), Self.longestNap))
        }
        for due in due { due.waiter.resume(returning: true) }
        return nap
    }
}

import Synchronization

/// The asynchronous tasks of an endpoint: in memory, and in a folder when there is a journal.
final class TaskStore: Sendable {
    /// What tells one task from all others.
    struct Key: Sendable, Hashable {
        var function: String
        var id: String
    }

    private struct State {
        var tasks: [Key: TaskRecord] = [:]
        var nextSerial = 1
        /// The bytes of all tasks.
        var size = 0
        var nextSweep: Int64 = 0
        var isClosing = false
        /// How many calls run in the background.
        var running = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    /// Where tasks are written down; nil when they live in memory alone.
    let journal: TaskJournal?
    private let state: Mutex<State>
    /// Held while a task's progress is written, so that what is written last is what is true.
    private let writing = Mutex(())

    /// A store that begins with the tasks of a journal.
    init(journal: TaskJournal? = nil) {
        self.journal = journal
        var first = State()
        for task in journal?.load() ?? [] {
            first.tasks[task.key] = task
            first.size += task.size
            first.nextSerial = max(first.nextSerial, task.serial + 1)
        }
        state = Mutex(first)
    }

    /// Keeps a new task; when this returns it is written down, if anything is.
    /// - Returns: the task with its number.
    /// - Throws: ``ServiceRefusal`` when its function has one of this id already, or it cannot be written down.
    func add(_ task: TaskRecord) throws(ServiceRefusal) -> TaskRecord {
        let addition = state.withLock { state -> (task: TaskRecord, forgotten: [TaskRecord])? in
            guard state.tasks[task.key] == nil else { return nil }
            let forgotten = Self.sweep(&state, now: task.acceptedTime)
            var task = task
            task.serial = state.nextSerial
            state.nextSerial += 1
            state.tasks[task.key] = task
            state.size += task.size
            return (task, forgotten)
        }
        guard let (task, forgotten) = addition else { throw .taskExists(task.id) }
        for old in forgotten { journal?.remove(old.serial) }
        do throws(FileError) {
            try journal?.accept(task)
        } catch {
            state.withLock { Self.drop(task.key, from: &$0) }
            throw ServiceRefusal(
                status: 500, code: "InternalServerError",
                message: "the event cannot be kept: \(error.path): \(error.reason)")
        }
        return task
    }

    /// A task as it is now, nil when there is none.
    subscript(key: Key) -> TaskRecord? { state.withLock { $0.tasks[key] } }

    /// Changes a task, if there is one. A call without task mode is forgotten when it is over.
    func update(_ key: Key, _ change: (inout TaskRecord) -> Void) {
        state.withLock { state in
            guard var task = state.tasks[key] else { return }
            state.size -= task.size
            change(&task)
            state.size += task.size
            state.tasks[key] = task
        }
        writing.withLock { _ in
            guard let task = self[key] else { return }
            guard task.status.isFinal, !task.isListed else { journal?.keepProgress(of: task); return }
            journal?.remove(task.serial)
            state.withLock { Self.drop(key, from: &$0) }
        }
    }

    /// The tasks of a function that can be asked for, the oldest first.
    func tasks(of function: String) -> [TaskRecord] {
        state.withLock { state in
            state.tasks.values.filter { $0.function == function && $0.isListed }.sorted { $0.serial < $1.serial }
        }
    }

    /// The tasks that are not over, the oldest first.
    var unfinished: [TaskRecord] {
        state.withLock { $0.tasks.values.filter { !$0.status.isFinal }.sorted { $0.serial < $1.serial } }
    }

    private static func drop(_ key: Key, from state: inout State) {
        guard let task = state.tasks.removeValue(forKey: key) else { return }
        state.size -= task.size
    }

    /// Lets go of what need not be kept any more: once an hour, and when there is too much.
    private static func sweep(_ state: inout State, now: Int64) -> [TaskRecord] {
        let isFull = state.tasks.count >= TaskRetention.countLimit || state.size > TaskRetention.sizeLimit
        guard isFull || now >= state.nextSweep else { return [] }
        state.nextSweep = now + 3_600_000
        let expendable = TaskRetention.expendable(Array(state.tasks.values), now: now)
        for task in expendable { drop(task.key, from: &state) }
        return expendable
    }
}

// MARK: The end of the endpoint

extension TaskStore {
    /// Whether the endpoint is ending: what is not over stays as it is, for the next one.
    var isClosing: Bool { state.withLock { $0.isClosing } }

    /// From now on calls that are cut short are not over.
    func beginClosing() {
        state.withLock { $0.isClosing = true }
    }

    /// Does something in the background; ``close()`` waits for it.
    func inBackground(_ work: @escaping @Sendable () async -> Void) {
        state.withLock { $0.running += 1 }
        Task {
            await work()
            let waiters = state.withLock { state in
                state.running -= 1
                guard state.running == 0 else { return [CheckedContinuation<Void, Never>]() }
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.resume() }
        }
    }

    /// Waits until nothing runs in the background, and lets another endpoint have the folder.
    func close() async {
        await withCheckedContinuation { waiter in
            let isQuiet = state.withLock { state in
                if state.running > 0 { state.waiters.append(waiter) }
                return state.running == 0
            }
            if isQuiet { waiter.resume() }
        }
        journal?.close()
    }
}

extension TaskRecord {
    /// What tells it from all others.
    var key: TaskStore.Key { TaskStore.Key(function: function, id: id) }
}

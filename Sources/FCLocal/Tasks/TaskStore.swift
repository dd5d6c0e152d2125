import Synchronization

/// The asynchronous tasks of an endpoint, in memory, for as long as it lives.
final class TaskStore: Sendable {
    /// What tells one task from all others.
    struct Key: Sendable, Hashable {
        var function: String
        var id: String
    }

    private struct State {
        var tasks: [Key: TaskRecord] = [:]
        var nextSerial = 1
    }

    /// How many tasks stay; the oldest ones that are over go first.
    static let limit = 10_000

    private let state = Mutex(State())

    /// A store without tasks.
    init() {}

    /// Keeps a new task; false when its function has one of this id already.
    func add(_ task: TaskRecord) -> Bool {
        let key = Key(function: task.function, id: task.id)
        return state.withLock { state in
            guard state.tasks[key] == nil else { return false }
            if state.tasks.count >= Self.limit { Self.forgetOldest(&state) }
            var task = task
            task.serial = state.nextSerial
            state.nextSerial += 1
            state.tasks[key] = task
            return true
        }
    }

    /// A task as it is now, nil when there is none.
    subscript(key: Key) -> TaskRecord? { state.withLock { $0.tasks[key] } }

    /// Changes a task, if there is one.
    func update(_ key: Key, _ change: (inout TaskRecord) -> Void) {
        state.withLock { state in
            guard var task = state.tasks[key] else { return }
            change(&task)
            state.tasks[key] = task
        }
    }

    /// The tasks of a function, the oldest first.
    func tasks(of function: String) -> [TaskRecord] {
        state.withLock { state in
            state.tasks.values.filter { $0.function == function }.sorted { $0.serial < $1.serial }
        }
    }

    /// Lets a tenth go at a time, so that a full store is not searched for every new task.
    private static func forgetOldest(_ state: inout State) {
        let over = state.tasks.filter { $0.value.status.isFinal }.sorted { $0.value.serial < $1.value.serial }
        for (key, _) in over.prefix(limit / 10) { state.tasks[key] = nil }
    }
}

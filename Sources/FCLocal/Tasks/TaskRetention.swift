/// How many tasks that are over are kept, so that neither memory nor a folder grows for ever.
enum TaskRetention {
    /// How many tasks there may be.
    static let countLimit = 10_000
    /// How many bytes the events and results of all tasks may have together.
    static let sizeLimit = 256 << 20
    /// How long a task that is over is kept, in milliseconds: a week.
    static let age: Int64 = 7 * 86_400_000

    /// The tasks that are over and can go: those that are too old, and of the others the oldest ones until a tenth of
    /// what is allowed is free again, so that a full store is not searched for every new task.
    static func expendable(_ tasks: [TaskRecord], now: Int64) -> [TaskRecord] {
        var count = tasks.count
        var size = tasks.reduce(0) { $0 + $1.size }
        let isFull = count >= countLimit || size > sizeLimit
        var expendable: [TaskRecord] = []
        for task in tasks.filter({ $0.status.isFinal }).sorted(by: { $0.serial < $1.serial }) {
            let isOld = now - (task.progress.endTime ?? task.acceptedTime) > age
            let isTooMuch = isFull && (count > countLimit / 10 * 9 || size > sizeLimit / 10 * 9)
            guard isOld || isTooMuch else { continue }
            expendable.append(task)
            count -= 1
            size -= task.size
        }
        return expendable
    }
}

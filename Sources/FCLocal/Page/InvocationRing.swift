import Synchronization

/// The newest calls of all functions of an endpoint, bounded in number and in bytes.
final class InvocationRing: Sendable {
    private struct State {
        var records: [InvocationRecord] = []
        var size = 0
        var nextSerial = 1
    }

    /// The most calls that are kept.
    let countLimit: Int
    /// The most bytes that are kept; the newest call stays whatever its size.
    let sizeLimit: Int
    private let state = Mutex(State())

    /// A ring without calls.
    init(countLimit: Int = 500, sizeLimit: Int = 16 << 20) {
        self.countLimit = countLimit
        self.sizeLimit = sizeLimit
    }

    /// Keeps a call that has come in.
    /// - Returns: its serial number.
    func add(_ record: InvocationRecord) -> Int {
        state.withLock { state in
            var record = record
            record.serial = state.nextSerial
            state.nextSerial += 1
            state.records.append(record)
            state.size += record.size
            trim(&state)
            return record.serial
        }
    }

    /// An instance has taken a call.
    func begin(_ serial: Int, on instance: String, at time: Int64) {
        update(serial) { record in
            record.instanceID = instance
            record.startedTime = time
        }
    }

    /// A call is over.
    func end(_ serial: Int, _ end: InvocationRecord.End) {
        update(serial) { $0.end = end }
    }

    /// The calls that are kept, the newest first; those of one function when it is named.
    func newest(of function: String? = nil, atMost limit: Int = .max) -> [InvocationRecord] {
        let records = state.withLock { $0.records }
        return Array(records.reversed().lazy.filter { function == nil || $0.function == function }.prefix(limit))
    }

    /// How many calls are kept, of one function when it is named.
    func count(of function: String? = nil) -> Int {
        state.withLock { state in state.records.count { function == nil || $0.function == function } }
    }

    /// All attempts of one request, the first one first.
    func attempts(of requestID: String) -> [InvocationRecord] {
        state.withLock { state in state.records.filter { $0.requestID == requestID } }
    }

    private func update(_ serial: Int, _ change: (inout InvocationRecord) -> Void) {
        state.withLock { state in
            // What is being changed is nearly always among the newest.
            guard let place = state.records.lastIndex(where: { $0.serial == serial }) else { return }
            let before = state.records[place].size
            change(&state.records[place])
            state.size += state.records[place].size - before
            trim(&state)
        }
    }

    /// Lets go of the oldest calls.
    private func trim(_ state: inout State) {
        var excess = max(0, state.records.count - countLimit)
        for record in state.records.prefix(excess) { state.size -= record.size }
        while state.size > sizeLimit, excess < state.records.count - 1 {
            state.size -= state.records[excess].size
            excess += 1
        }
        state.records.removeFirst(excess)
    }
}

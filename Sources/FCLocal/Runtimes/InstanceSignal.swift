/// What is heard of an instance's process, in the order it happened.
enum InstanceSignal: Sendable {
    /// The process exists.
    case started(processID: Int)
    /// It takes calls; with the version of its language where only it can tell.
    case ready(version: String?)
    /// Its bootstrap cannot start.
    case startFailed(text: String)
    /// A call was answered.
    case answered(Answer)
    /// The process is gone and so is its guard.
    case exited(ProcessEnd)
}

/// A bootstrap's answer to a call.
struct Answer: Sendable {
    /// The request it answers.
    var requestID: String
    /// Whether the handler failed.
    var failed: Bool
    /// Whether the handler reported the failure itself, in the way its language has for it.
    var handled: Bool
    /// Whether the process cannot take another call.
    var fatal: Bool
    /// The result, or the error document.
    var body: [UInt8]
    /// What the server of a custom runtime answered, for those who want more of it than the body.
    var response: ServerResponse?
    /// What was written up to the answer.
    var log: CapturedLog
    /// The most memory used during the call, in KB.
    var peakMemory: Int
    /// When the answer had arrived.
    var time: ContinuousClock.Instant
}

/// How a process ended.
struct ProcessEnd: Sendable {
    /// Its exit status, nil when a signal ended it or it never started.
    var status: Int?
    /// The signal that ended it.
    var signal: Int?
    /// The system's number for why it could not be started.
    var failure: Int32?
    /// What it wrote since the last answer.
    var log: CapturedLog
    /// The most memory it used, in KB, as far as that is known.
    var peakMemory: Int
    /// When its end was noticed.
    var time: ContinuousClock.Instant
}

/// What a process wrote between two points in time, bounded.
struct CapturedLog: Sendable, Hashable {
    /// The most that is kept of one stretch, in bytes; the front goes first.
    static let limit = 1 << 20

    /// The bytes that were kept.
    private(set) var bytes: [UInt8] = []
    /// How many bytes at the front were there before the call began.
    private(set) var idleBytes = 0

    /// Adds bytes as they arrive; the front is cut only now and then, to keep this linear.
    mutating func append(_ more: some Collection<UInt8>) {
        bytes.append(contentsOf: more)
        if bytes.count > Self.limit * 2 { trim() }
    }

    /// Puts bytes between what was written before the call and what it wrote.
    mutating func insertAtCallStart(_ more: [UInt8]) {
        bytes.insert(contentsOf: more, at: idleBytes)
    }

    /// Everything so far was written before the call that begins now.
    mutating func markCallStart() {
        idleBytes = bytes.count
    }

    /// Hands over what was captured, and starts again.
    mutating func take() -> CapturedLog {
        trim()
        let taken = self
        self = CapturedLog()
        return taken
    }

    private mutating func trim() {
        let excess = bytes.count - Self.limit
        guard excess > 0 else { return }
        bytes.removeFirst(excess)
        idleBytes = max(0, idleBytes - excess)
    }
}

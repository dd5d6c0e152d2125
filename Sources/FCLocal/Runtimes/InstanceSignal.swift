/// What is heard of an instance's process, in the order it happened.
enum InstanceSignal: Sendable {
    /// The process exists.
    case started(processID: Int)
    /// Its debugger listens, and it waits for somebody who attaches.
    case listening
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
    /// Why the call failed, in the words of its end line; nil for what can be told from the rest.
    var failure: String?
    /// What was written up to the answer.
    var log: CapturedLog
    /// What was written meanwhile and cannot be told to belong to one of the calls that ran at once.
    var sharedLog = CapturedLog()
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

/// One call of a function from its arrival to its end; every attempt of an asynchronous call is one.
struct InvocationRecord: Sendable {
    /// How a call ended.
    struct End: Sendable {
        /// In one word.
        enum Verdict: Sendable, Hashable {
            case succeeded
            /// The function failed: the value of `X-Fc-Error-Type`.
            case functionError(String)
            /// The platform refused it: code and sentence.
            case refused(code: String, message: String)
            /// It was stopped before it ran, or grew too old.
            case withdrawn
        }

        var verdict: Verdict
        /// The result or the error document.
        var answer: KeptBytes
        /// The status of a custom runtime's server.
        var status: Int?
        var log: KeptBytes
        var duration: Duration
        /// In KB.
        var peakMemory: Int
        /// Whether it was the first request of its instance.
        var isCold: Bool
        /// When it was answered, in milliseconds since 1970.
        var time: Int64
    }

    let function: String
    /// `LATEST` or the number of the version that ran.
    let version: String
    /// In MB.
    let memorySize: Int
    let origin: CallOrigin
    let requestID: String
    /// How often it was tried before.
    let attempt: Int
    /// Method and path, for the server of a custom runtime.
    let request: String?
    let event: KeptBytes
    /// When it came in, in milliseconds since 1970.
    let time: Int64
    /// Its place among all calls of the endpoint.
    var serial = 0
    /// When an instance took it.
    var startedTime: Int64?
    var instanceID: String?
    /// Nil while it is waiting or running.
    var end: End?

    /// What keeping it costs, in bytes.
    var size: Int { 512 + event.bytes.count + (end.map { $0.answer.bytes.count + $0.log.bytes.count } ?? 0) }

    /// What the address of its page says behind `calls`.
    var name: String { attempt == 0 ? requestID : "\(requestID)/\(attempt)" }
}

/// The part of some bytes that is kept for looking at.
struct KeptBytes: Sendable, Hashable {
    /// How much is kept for showing, in bytes.
    static let shownLimit = 64 << 10
    /// Up to here an event is kept whole, for calling with it again.
    static let eventLimit = 1 << 20

    /// What is kept.
    let bytes: [UInt8]
    /// How many there were.
    let count: Int

    /// Whether all of it is here.
    var isWhole: Bool { bytes.count == count }

    /// The beginning, for events and answers.
    /// - Parameter count: how many there were, when not all of them are given.
    init(beginning bytes: [UInt8], limit: Int = shownLimit, count: Int? = nil) {
        self.bytes = bytes.count <= limit ? bytes : Array(bytes.prefix(Self.shownLimit))
        self.count = count ?? bytes.count
    }

    /// The end, for logs: what went wrong stands there.
    init(end bytes: [UInt8]) {
        self.bytes = bytes.count <= Self.shownLimit ? bytes : Array(bytes.suffix(Self.shownLimit))
        count = bytes.count
    }
}

extension InvocationRecord.End {
    /// How a call ended.
    init(_ outcome: CallOutcome, at time: Int64) {
        var answer: [UInt8] = []
        switch outcome.content {
        case .result(let body):
            verdict = .succeeded
            answer = body
        case .functionError(let type, let body):
            verdict = .functionError(type.rawValue)
            answer = body
        case .refused(let refusal): verdict = .refused(code: refusal.code, message: refusal.message)
        case .withdrawn: verdict = .withdrawn
        }
        self.answer = KeptBytes(beginning: answer, count: outcome.response?.length)
        status = outcome.response?.status
        log = KeptBytes(end: outcome.log)
        duration = outcome.duration
        peakMemory = outcome.peakMemory
        isCold = outcome.isCold
        self.time = time
    }
}

import FCCore

/// One asynchronous call from its acceptance to its end (docs: FC API 2023-03-30, AsyncTask).
struct TaskRecord: Sendable, Hashable {
    /// Where a task is in its life.
    enum Status: String, Sendable {
        case enqueued = "Enqueued"
        case running = "Running"
        case retrying = "Retrying"
        case succeeded = "Succeeded"
        case failed = "Failed"
        case stopping = "Stopping"
        case stopped = "Stopped"
        case expired = "Expired"
        case invalid = "Invalid"

        /// Whether nothing follows it.
        var isFinal: Bool {
            switch self {
            case .enqueued, .running, .retrying, .stopping: false
            case .succeeded, .failed, .stopped, .expired, .invalid: true
            }
        }
    }

    /// A change of state.
    struct Event: Sendable, Hashable {
        var status: Status
        /// In milliseconds since 1970.
        var time: Int64
        /// JSON text; empty when there is nothing to say.
        var detail: String
    }

    /// How much of a result is kept, in bytes.
    static let returnLimit = 1 << 20

    /// The caller's id for it, or that of the request.
    let id: String
    /// The function's name.
    let function: String
    /// The function's full name.
    let functionARN: String
    /// The version or alias that was asked for.
    let qualifier: String
    /// The version that runs it, whatever becomes of the alias.
    let version: String
    /// The request that brought it.
    let requestID: String
    /// The event.
    let payload: [UInt8]
    /// When it was accepted, in milliseconds since 1970.
    let acceptedTime: Int64
    /// Its place among all tasks of the endpoint.
    var serial = 0
    private(set) var status = Status.enqueued
    private(set) var events: [Event] = []
    private(set) var startedTime: Int64?
    private(set) var endTime: Int64?
    private(set) var instanceID: String?
    private(set) var retries = 0
    private var errorMessage: String?
    private var result: [UInt8]?

    /// A task that has just been accepted.
    init(
        id: String, function: String, functionARN: String, qualifier: String, version: String, requestID: String,
        payload: [UInt8],
        time: Int64
    ) {
        self.id = id
        self.function = function
        self.functionARN = functionARN
        self.qualifier = qualifier
        self.version = version
        self.requestID = requestID
        self.payload = payload
        acceptedTime = time
        enter(.enqueued, at: time)
    }

    /// An instance has taken it.
    mutating func begin(on instance: String, at time: Int64) {
        instanceID = instance
        if startedTime == nil { startedTime = time }
        if status != .stopping { enter(.running, at: time) }
    }

    /// It failed and is tried again.
    mutating func retry(at time: Int64, detail: String) {
        retries += 1
        if status != .stopping { enter(.retrying, at: time, detail: detail) }
    }

    /// Somebody wants it stopped.
    mutating func askToStop(at time: Int64) {
        if !status.isFinal { enter(.stopping, at: time) }
    }

    /// It is over.
    mutating func end(
        _ final: Status, at time: Int64, result: [UInt8]? = nil, errorMessage: String? = nil, detail: String = ""
    ) {
        self.result = result
        self.errorMessage = errorMessage
        endTime = time
        enter(final, at: time, detail: detail)
    }

    private mutating func enter(_ status: Status, at time: Int64, detail: String = "") {
        self.status = status
        events.append(Event(status: status, time: time, detail: detail))
    }

    /// The task as the API describes it.
    func description(includingPayload: Bool) -> Value {
        var record = Record([
            ("taskId", .string(id)), ("functionArn", .string(functionARN)), ("qualifier", .string(qualifier)),
            ("requestId", .string(requestID)), ("status", .string(status.rawValue)),
            ("startedTime", .integer(Int(startedTime ?? acceptedTime))),
        ])
        if let endTime {
            record["endTime"] = .integer(Int(endTime))
            record["durationMs"] = .integer(Int(endTime - (startedTime ?? acceptedTime)))
        }
        record["alreadyRetriedTimes"] = .integer(retries)
        if let instanceID { record["instanceId"] = .string(instanceID) }
        if let errorMessage { record["taskErrorMessage"] = .string(errorMessage) }
        if includingPayload { record["taskPayload"] = .string(String(decoding: payload, as: UTF8.self)) }
        if let result {
            record["returnPayload"] = .string(String(decoding: result.prefix(Self.returnLimit), as: UTF8.self))
        }
        record["events"] = .array(
            events.enumerated().map { number, event in
                [
                    "eventId": .integer(number + 1), "status": .string(event.status.rawValue),
                    "timestamp": .integer(Int(event.time)), "eventDetail": .string(event.detail),
                ]
            })
        return .object(record)
    }
}

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

    /// How far a task has come: all that changes after its acceptance.
    struct Progress: Sendable, Hashable {
        var status = Status.enqueued
        var events: [Event] = []
        var startedTime: Int64?
        var endTime: Int64?
        /// The instance that has it, or had it last.
        var instanceID: String?
        var retries = 0
        var errorMessage: String?
        var result: [UInt8]?
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
    /// The request as it came over HTTP, for the server of a custom runtime.
    let http: ServerRequest?
    /// What of it nobody should be shown.
    let secrets: [String]
    /// How it is treated, as that was when it was accepted.
    let settings: LocalFunction.AsyncSettings
    /// How many calls before this one led to it through destinations.
    let depth: Int
    /// Its place among all tasks of the endpoint.
    var serial = 0
    /// How far it has come.
    private(set) var progress: Progress

    /// A task that has just been accepted, or one that was written down.
    init(
        id: String, function: String, functionARN: String, qualifier: String, version: String, requestID: String,
        payload: [UInt8], http: ServerRequest? = nil, secrets: [String] = [], time: Int64,
        settings: LocalFunction.AsyncSettings = .init(),
        depth: Int = 0,
        serial: Int = 0, progress: Progress? = nil
    ) {
        self.id = id
        self.function = function
        self.functionARN = functionARN
        self.qualifier = qualifier
        self.version = version
        self.requestID = requestID
        self.payload = payload
        self.http = http
        self.secrets = secrets
        acceptedTime = time
        self.settings = settings
        self.depth = depth
        self.serial = serial
        let first = Progress(events: [Event(status: .enqueued, time: time, detail: "")])
        self.progress = progress ?? first
    }

    var status: Status { progress.status }
    var events: [Event] { progress.events }
    /// When an instance took it first, or else when it was accepted; in milliseconds since 1970.
    var time: Int64 { progress.startedTime ?? acceptedTime }
    /// Whether it can be asked for; a call without task mode is forgotten when it is over.
    var isListed: Bool { settings.isTaskMode }
    /// The bytes of its event and its result.
    var size: Int { payload.count + (progress.result?.count ?? 0) }

    /// An instance has taken it.
    mutating func begin(on instance: String, at time: Int64) {
        progress.instanceID = instance
        if progress.startedTime == nil { progress.startedTime = time }
        if status != .stopping { enter(.running, at: time) }
    }

    /// It failed and is tried again.
    mutating func retry(at time: Int64, detail: String) {
        progress.retries += 1
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
        progress.result = result.map { Array($0.prefix(Self.returnLimit)) }
        progress.errorMessage = errorMessage
        progress.endTime = time
        enter(final, at: time, detail: detail)
    }

    private mutating func enter(_ status: Status, at time: Int64, detail: String = "") {
        progress.status = status
        progress.events.append(Event(status: status, time: time, detail: detail))
    }

    /// The task as the API describes it.
    func description(includingPayload: Bool) -> Value {
        var record = Record([
            ("taskId", .string(id)), ("functionArn", .string(functionARN)), ("qualifier", .string(qualifier)),
            ("requestId", .string(requestID)), ("status", .string(status.rawValue)),
            ("startedTime", .integer(Int(time))),
        ])
        if let endTime = progress.endTime {
            record["endTime"] = .integer(Int(endTime))
            record["durationMs"] = .integer(Int(endTime - time))
        }
        record["alreadyRetriedTimes"] = .integer(progress.retries)
        if let instanceID = progress.instanceID { record["instanceId"] = .string(instanceID) }
        if let message = progress.errorMessage { record["taskErrorMessage"] = .string(message) }
        if includingPayload { record["taskPayload"] = .string(String(decoding: payload, as: UTF8.self)) }
        if let result = progress.result { record["returnPayload"] = .string(String(decoding: result, as: UTF8.self)) }
        record["events"] = .array(
            progress.events.enumerated().map { number, event in
                [
                    "eventId": .integer(number + 1), "status": .string(event.status.rawValue),
                    "timestamp": .integer(Int(event.time)), "eventDetail": .string(event.detail),
                ]
            })
        return .object(record)
    }
}

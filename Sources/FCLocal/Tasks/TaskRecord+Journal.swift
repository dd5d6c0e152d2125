import FCCore
import FoundationEssentials

/// A task as it is written down: what does not change in one document, its progress in another.
extension TaskRecord {
    /// The document of what does not change.
    var journalEntry: [UInt8] {
        var record = Record([
            ("id", .string(id)), ("function", .string(function)), ("functionArn", .string(functionARN)),
            ("qualifier", .string(qualifier)), ("version", .string(version)), ("requestId", .string(requestID)),
            ("acceptedTime", .integer(Int(acceptedTime))), ("depth", .integer(depth)),
            ("settings", settings.journalValue), ("payload", .string(Data(payload).base64EncodedString())),
        ])
        if !secrets.isEmpty { record["secrets"] = .array(secrets.map { .string($0) }) }
        if let http { record["http"] = http.journalValue }
        return JSONWriter.bytes(.object(record))
    }

    /// The task of a document; nil when it is none.
    init?(journalEntry bytes: [UInt8], serial: Int, progress: Progress?) {
        guard let value = try? JSONReader.read(bytes), let id = value["id"]?.stringValue,
            let function = value["function"]?.stringValue, let arn = value["functionArn"]?.stringValue,
            let qualifier = value["qualifier"]?.stringValue, let version = value["version"]?.stringValue,
            let requestID = value["requestId"]?.stringValue, let time = value["acceptedTime"]?.intValue,
            let settings = value["settings"], let payload = value["payload"]?.stringValue,
            let event = Data(base64Encoded: payload)
        else { return nil }
        var secrets: [String] = []
        if case .array(let texts)? = value["secrets"] { secrets = texts.compactMap(\.stringValue) }
        self.init(
            id: id, function: function, functionARN: arn, qualifier: qualifier, version: version,
            requestID: requestID, payload: Array(event),
            http: value["http"].flatMap { ServerRequest(journalValue: $0) }, secrets: secrets, time: Int64(time),
            settings: LocalFunction.AsyncSettings(journalValue: settings), depth: value["depth"]?.intValue ?? 0,
            serial: serial, progress: progress)
    }
}

extension TaskRecord.Progress {
    /// The document of a task's progress.
    var journalEntry: [UInt8] {
        let changes = events.map { event -> Value in
            [
                "status": .string(event.status.rawValue), "time": .integer(Int(event.time)),
                "detail": .string(event.detail),
            ]
        }
        var record = Record([
            ("status", .string(status.rawValue)), ("retries", .integer(retries)), ("events", .array(changes)),
        ])
        if let startedTime { record["startedTime"] = .integer(Int(startedTime)) }
        if let endTime { record["endTime"] = .integer(Int(endTime)) }
        if let instanceID { record["instanceId"] = .string(instanceID) }
        if let errorMessage { record["errorMessage"] = .string(errorMessage) }
        if let result { record["result"] = .string(Data(result).base64EncodedString()) }
        return JSONWriter.bytes(.object(record))
    }

    /// The progress of a document; nil when it is none.
    init?(journalEntry bytes: [UInt8]) {
        guard let value = try? JSONReader.read(bytes), let retries = value["retries"]?.intValue,
            let status = Self.status(value), case .array(let changes)? = value["events"]
        else { return nil }
        self.init(status: status, retries: retries)
        for change in changes {
            guard let status = Self.status(change), let time = change["time"]?.intValue else { return nil }
            let detail = change["detail"]?.stringValue ?? ""
            events.append(TaskRecord.Event(status: status, time: Int64(time), detail: detail))
        }
        startedTime = value["startedTime"]?.intValue.map { Int64($0) }
        endTime = value["endTime"]?.intValue.map { Int64($0) }
        instanceID = value["instanceId"]?.stringValue
        errorMessage = value["errorMessage"]?.stringValue
        guard let text = value["result"]?.stringValue else { return }
        guard let bytes = Data(base64Encoded: text) else { return nil }
        result = Array(bytes)
    }

    private static func status(_ value: Value) -> TaskRecord.Status? {
        value["status"]?.stringValue.flatMap { TaskRecord.Status(rawValue: $0) }
    }
}

extension ServerRequest {
    /// The request as it is written down.
    fileprivate var journalValue: Value {
        [
            "method": .string(method), "target": .string(target), "body": .string(Data(body).base64EncodedString()),
            "headers": .array(headers.fields.map { [.string($0.name), .string($0.value)] }),
        ]
    }

    /// The request that was written down; nil when it is none.
    fileprivate init?(journalValue value: Value) {
        guard let method = value["method"]?.stringValue, let target = value["target"]?.stringValue,
            let body = value["body"]?.stringValue.flatMap({ Data(base64Encoded: $0) }),
            case .array(let fields)? = value["headers"]
        else { return nil }
        self.init(method: method, target: target, headers: HTTPHeaders(), body: Array(body))
        for case .array(let field) in fields where field.count == 2 {
            headers.add(field[0].stringValue ?? "", field[1].stringValue ?? "")
        }
    }
}

extension LocalFunction.AsyncSettings {
    /// The settings as they are written down.
    var journalValue: Value {
        var record = Record([
            ("retryAttempts", .integer(retryAttempts)), ("eventAge", .integer(eventAge)),
            ("isTaskMode", .bool(isTaskMode)), ("isConfigured", .bool(isConfigured)),
        ])
        if let onSuccess { record["onSuccess"] = .string(onSuccess) }
        if let onFailure { record["onFailure"] = .string(onFailure) }
        return .object(record)
    }

    /// The settings that were written down; what is missing has its default.
    init(journalValue value: Value) {
        self.init()
        retryAttempts = value["retryAttempts"]?.intValue ?? retryAttempts
        eventAge = value["eventAge"]?.intValue ?? eventAge
        isTaskMode = value["isTaskMode"]?.boolValue ?? isTaskMode
        isConfigured = value["isConfigured"]?.boolValue ?? isConfigured
        onSuccess = value["onSuccess"]?.stringValue
        onFailure = value["onFailure"]?.stringValue
    }
}

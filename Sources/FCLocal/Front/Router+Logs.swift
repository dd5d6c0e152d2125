import FCCore

/// The log records of the endpoint's functions: an operation of this endpoint alone, for `logs` of any process.
extension Router {
    /// The most that one answer holds of logs, in bytes; one record is given whatever its size.
    private static let pageSize = 4 << 20

    /// The records behind a position, and where to go on.
    func listLogRecords(_ request: FrontRequest, requestID: String) throws(ServiceRefusal) -> FrontReply {
        let name = request.query("functionName").flatMap { $0.isEmpty ? nil : $0 }
        if let name, registry.scheduler(of: name) == nil { throw .functionNotFound(name) }
        guard let position = Int(request.query("position") ?? "0"), position >= 0 else {
            throw .invalidArgument("position '\(request.query("position") ?? "")' is not a number")
        }
        let versions = try versions(of: name, qualifier: request.query("qualifier"))
        // Asked for before the records: whatever comes in between is found by the next question.
        var end = configuration.logs.lastPosition
        var page: [LogRecord] = []
        var size = 0
        var isComplete = true
        for record in configuration.logs.records(of: name, after: position) where record.position <= end {
            guard versions?.contains(record.version) ?? true else { continue }
            if !page.isEmpty, size + record.bytes.count > Self.pageSize {
                end = page.last?.position ?? end
                isComplete = false
                break
            }
            size += record.bytes.count
            page.append(record)
        }
        return FrontReply(
            requestID: requestID,
            json: [
                "records": .array(page.map(Self.description(of:))), "position": .integer(max(position, end)),
                "isComplete": .bool(isComplete),
            ])
    }

    /// The versions that a qualifier means: an alias may lead to several. Nil for every version.
    private func versions(of name: String?, qualifier: String?) throws(ServiceRefusal) -> Set<String>? {
        guard let name, let qualifier, !qualifier.isEmpty else { return nil }
        if let alias = registry.versions.alias(qualifier, of: name) { return Set([alias.version] + alias.weights.keys) }
        return [try registry.target(of: name, qualifier: qualifier).version]
    }

    private static func description(of record: LogRecord) -> Value {
        [
            "position": .integer(record.position), "functionName": .string(record.function),
            "versionId": .string(record.version), "requestId": .string(record.requestID),
            "instanceId": .string(record.instanceID), "time": .integer(Int(record.time)),
            "errorType": record.errorType.map { .string($0) } ?? .null, "log": .string(record.text),
        ]
    }
}

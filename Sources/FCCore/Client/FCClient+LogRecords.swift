/// What the local endpoint kept of its functions' logs: an operation that Function Compute does not have.
package struct LocalLogPage: Sendable, Hashable {
    /// What one request wrote.
    package struct Record: Sendable, Hashable {
        /// Its lines with what is known of them.
        package var entries: [LogEntry]
        /// When the request began, in milliseconds since 1970.
        package var time: Int64
        /// Everything it wrote.
        package var text: String
    }

    /// The records in the order their requests ended.
    package var records: [Record]
    /// Where to go on.
    package var position: Int
    /// Whether there was nothing behind it.
    package var isComplete: Bool
}

extension FCClient {
    /// The local endpoint's log records behind a position; 0 is the beginning.
    /// - Parameter qualifier: only those of the version that it means.
    package func listLogRecords(
        of function: String?, qualifier: String? = nil, after position: Int,
        deadline: ContinuousClock.Instant? = nil
    ) async throws(FCError) -> LocalLogPage {
        let operation = Operation(
            "ListLogRecords", segments: ["log-records"],
            query: [
                ("functionName", function), ("qualifier", qualifier), ("position", String(position)),
            ])
        return LocalLogPage(try await perform(operation, deadline: deadline), after: position)
    }
}

extension LocalLogPage {
    /// Reads the endpoint's answer.
    init(_ value: Value, after position: Int) {
        records = (value["records"]?.arrayValue ?? []).map { Record($0) }
        self.position = value["position"]?.intValue ?? position
        isComplete = value["isComplete"]?.boolValue ?? true
    }
}

extension LocalLogPage.Record {
    init(_ value: Value) {
        let time = Int64(value["time"]?.intValue ?? 0)
        let text = value["log"]?.stringValue ?? ""
        self.time = time
        self.text = text
        entries = Self.lines(of: text).map { line in
            LogEntry(
                time: time, message: line, functionName: value["functionName"]?.stringValue,
                versionID: value["versionId"]?.stringValue, instanceID: value["instanceId"]?.stringValue,
                requestID: value["requestId"]?.stringValue)
        }
    }

    private static func lines(of text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false) {
            $0.isNewline && $0 != "\u{2028}" && $0 != "\u{2029}"
        }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { String($0) }
    }
}

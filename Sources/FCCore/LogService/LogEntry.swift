/// One line that a function wrote, wherever its log is kept.
package struct LogEntry: Sendable, Hashable {
    /// When it was written, in milliseconds since 1970; of a local function, when the request began.
    package var time: Int64
    /// What was written, without the newline.
    package var message: String
    package var functionName: String?
    /// The version or alias that was called, as far as the log knows it.
    package var qualifier: String?
    package var versionID: String?
    package var instanceID: String?
    package var requestID: String?
    /// The entry as the log service gave it; null for a local one.
    package var record: Value

    /// An entry.
    package init(
        time: Int64, message: String, functionName: String? = nil, qualifier: String? = nil, versionID: String? = nil,
        instanceID: String? = nil, requestID: String? = nil, record: Value = .null
    ) {
        self.time = time
        self.message = message
        self.functionName = functionName
        self.qualifier = qualifier
        self.versionID = versionID
        self.instanceID = instanceID
        self.requestID = requestID
        self.record = record
    }

    /// Reads an element of the answer of GetLogs (docs: Log Service, GetLogs; FC, fields of invocation logs).
    init(_ record: Value) {
        func text(_ names: String...) -> String? {
            names.lazy.compactMap { record[$0]?.stringValue }.first { !$0.isEmpty }
        }
        let seconds = record["__time__"].flatMap { value in
            value.stringValue.flatMap { Int64($0) } ?? value.intValue.map { Int64($0) }
        }
        let nanoseconds = text("__time_ns_part__", "__tag__:__time_ns_part__").flatMap { Int64($0) } ?? 0
        self.init(
            time: (seconds ?? 0) * 1000 + nanoseconds / 1_000_000,
            message: Self.withoutNewline(text("message", "content") ?? ""), functionName: text("functionName"),
            qualifier: text("qualifier"), versionID: text("versionId"), instanceID: text("instanceID", "instanceId"),
            requestID: text("requestId", "requestID"), record: record)
    }

    /// The entry for programs; times as text with milliseconds.
    package var value: Value {
        func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
        return [
            "time": .string(timestamp), "function": text(functionName), "qualifier": text(qualifier),
            "versionId": text(versionID), "requestId": text(requestID), "instanceId": text(instanceID),
            "message": .string(message),
        ]
    }

    /// `2026-01-02T03:04:05.678Z`
    package var timestamp: String {
        let milliseconds = String(Int(time % 1000))
        let fraction = String(repeating: "0", count: 3 - min(3, milliseconds.utf8.count)) + milliseconds
        return "\(UTCTime(seconds: Int(time / 1000)).timestamp.dropLast()).\(fraction)Z"
    }

    /// The text without the line end behind it.
    static func withoutNewline(_ text: String) -> String {
        text.last?.isNewline == true ? String(text.dropLast()) : text
    }
}

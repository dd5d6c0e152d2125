/// A question to the log service: which lines, of which time.
package struct LogQuery: Sendable, Hashable {
    /// The most lines an answer has (docs: Log Service, GetLogs, `line`).
    package static let pageSize = 100

    /// The text of the query; see ``text(function:qualifier:instanceID:requestID:search:)``.
    package var text: String
    /// The first second, counted from 1970.
    package var from: Int
    /// The second behind the last one.
    package var to: Int
    /// How many lines to pass over.
    package var offset = 0
    /// How many lines to give, 1 to ``pageSize``.
    package var line = pageSize
    /// Whether the newest come first.
    package var isReversed = false

    package init(text: String, from: Int, to: Int) {
        self.text = text
        self.from = from
        self.to = to
    }

    /// The query for a function's lines, as the official tools ask (docs: FC, query function logs).
    ///
    /// Lines of instances' own events come along when an instance is asked for. A function of a 2.0 service,
    /// `service$function`, has the service as its topic.
    package static func text(
        function: String, qualifier: String? = nil, instanceID: String? = nil, requestID: String? = nil,
        search: String? = nil
    ) -> String {
        var parts: [String] = []
        if let mark = function.firstIndex(of: "$") {
            parts.append("__topic__:\(quoted(String(function[..<mark])))")
            parts.append(quoted(String(function[function.index(after: mark)...])))
        } else if instanceID != nil {
            let topics = ["FCLogs:\(function)", "FCInstanceEvents:/\(function)"].map { "__topic__:\(quoted($0))" }
            parts.append("(\(topics.joined(separator: " or ")))")
        } else {
            parts.append("__topic__:\(quoted("FCLogs:\(function)"))")
        }
        parts += [qualifier, instanceID, requestID, search].compactMap { $0 }.map(quoted)
        return parts.joined(separator: " and ")
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// Some lines of an answer.
package struct LogPage: Sendable, Hashable {
    /// The lines, in the order that was asked for.
    package var entries: [LogEntry]
    /// Whether the service looked at all there is; the same question finds more otherwise.
    package var isComplete: Bool

    package init(entries: [LogEntry], isComplete: Bool) {
        self.entries = entries
        self.isComplete = isComplete
    }
}

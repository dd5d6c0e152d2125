import FCCore

/// One line of history: what was typed, where, against what, and how it went.
package struct HistoryEntry: Sendable, Hashable {
    /// What a line was aimed at; empty texts were not set.
    package struct Target: Sendable, Hashable {
        package var access: String?
        package var region: String?
        package var function: String?
        package var qualifier: String?

        package init(
            access: String? = nil, region: String? = nil, function: String? = nil, qualifier: String? = nil
        ) {
            self.access = access
            self.region = region
            self.function = function
            self.qualifier = qualifier
        }
    }

    /// The text as it was typed; it may have many lines.
    package var text: String
    /// When it was run, ISO 8601 in UTC, e.g. `2025-06-01T08:30:00Z`.
    package var time: String
    /// The working directory.
    package var directory: String?
    package var target: Target
    /// The outcome word of the call, or of the statement.
    package var outcome: String?
    /// How long it took, in milliseconds.
    package var duration: Int?
    /// The service's id of the request.
    package var requestID: String?
    /// The shell that ran it.
    package var sessionID: String?

    package init(
        text: String, time: String, directory: String? = nil, target: Target = Target(), outcome: String? = nil,
        duration: Int? = nil, requestID: String? = nil, sessionID: String? = nil
    ) {
        self.text = text
        self.time = time
        self.directory = directory
        self.target = target
        self.outcome = outcome
        self.duration = duration
        self.requestID = requestID
        self.sessionID = sessionID
    }

    /// Whether it is known to have gone wrong.
    package var hasFailed: Bool { outcome.map { $0 != "ok" } ?? false }
}

extension HistoryEntry {
    /// The entry as the object that is stored.
    var value: Value {
        var record = Record()
        let texts: [(String, String?)] = [
            ("time", time), ("text", text), ("directory", directory), ("access", target.access),
            ("region", target.region), ("function", target.function), ("qualifier", target.qualifier),
            ("outcome", outcome), ("requestId", requestID), ("session", sessionID),
        ]
        for (key, text) in texts {
            if let text { record.append(key, .string(text)) }
        }
        if let duration { record.append("duration", .integer(duration)) }
        return .object(record)
    }

    /// The entry a stored line holds; nil for a damaged one.
    init?(line: [UInt8]) {
        guard let value = try? JSONReader.read(line), let text = value["text"]?.stringValue else { return nil }
        self.init(
            text: text,
            time: value["time"]?.stringValue ?? "",
            directory: value["directory"]?.stringValue,
            target: Target(
                access: value["access"]?.stringValue, region: value["region"]?.stringValue,
                function: value["function"]?.stringValue, qualifier: value["qualifier"]?.stringValue),
            outcome: value["outcome"]?.stringValue,
            duration: value["duration"]?.intValue,
            requestID: value["requestId"]?.stringValue,
            sessionID: value["session"]?.stringValue)
    }

    /// The text of a stored line alone; nil for a damaged one.
    ///
    /// Recall and search go through very many lines and need nothing else. A line as ``value`` writes it is read up to
    /// its text only, any other one whole.
    static func text(ofLine line: [UInt8]) -> String? {
        guard line.last == UInt8(ascii: "}"), let quoted = quotedText(of: line) else {
            return HistoryEntry(line: line)?.text
        }
        return unescaped(quoted.dropFirst().dropLast()) ?? (try? JSONReader.read(Array(quoted)))?.stringValue
    }

    /// The text of a JSON string that has none but the short escapes; nil for any other one.
    private static func unescaped(_ content: ArraySlice<UInt8>) -> String? {
        guard content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count)
        var index = content.startIndex
        while index < content.endIndex {
            var byte = content[index]
            if byte == UInt8(ascii: "\\") {
                index += 1
                guard index < content.endIndex else { return nil }
                switch content[index] {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte = content[index]
                case UInt8(ascii: "n"): byte = 0x0A
                case UInt8(ascii: "t"): byte = 0x09
                default: return nil
                }
            }
            bytes.append(byte)
            index += 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func quotedText(of line: [UInt8]) -> ArraySlice<UInt8>? {
        let opening = Array(#"{"time":""#.utf8)
        let joint = Array(#"","text":""#.utf8)
        guard line.starts(with: opening), let timeEnd = line[opening.count...].firstIndex(of: UInt8(ascii: "\"")),
            line[timeEnd...].starts(with: joint)
        else { return nil }
        let start = timeEnd + joint.count - 1
        var index = start + 1
        while index < line.count, line[index] != UInt8(ascii: "\"") {
            index += line[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index < line.count ? line[start...index] : nil
    }
}

package import FCCore
package import ShellSyntax

/// The assertions an answer suggests: what is stable is compared, what changes from call to call is checked by type.
package struct AnswerAssertions {
    /// More would be a copy of the answer rather than a test.
    private static let limit = 40
    /// Longer texts are checked by type.
    private static let textLimit = 120

    /// The statements, one a line.
    package private(set) var lines: [String] = []
    private var surplus = 0
    private let isSecret: (String) -> Bool

    /// - Parameter isSecret: whether a text must not be written down.
    package init(for value: Value, isSecret: @escaping (String) -> Bool = { _ in false }) {
        self.isSecret = isSecret
        visit(value, at: [])
        if surplus > 0 { lines.append("# \(surplus) more fields are not checked") }
    }

    private mutating func visit(_ value: Value, at path: [PathStep]) {
        switch value {
        case .object(let record) where !record.isEmpty:
            var seen: Set<String> = []
            for key in record.keys where seen.insert(key).inserted && Self.canBeWritten(key) {
                if let value = record[key] { visit(value, at: path + [.key(key)]) }
            }
        case .array(let elements) where !elements.isEmpty:
            for (index, element) in elements.enumerated() { visit(element, at: path + [.index(index)]) }
        default: add(value, at: path)
        }
    }

    private mutating func add(_ value: Value, at path: [PathStep]) {
        guard lines.count < Self.limit else {
            surplus += 1
            return
        }
        let isWrittenDown = !Volatility.isVolatile(value, at: path) && !isLongOrSecret(value)
        let check = isWrittenDown ? "== \(WordQuoting.literal(value))" : "is \(value.kind.rawValue)"
        lines.append("expect \(path.pathText) \(check)")
    }

    private func isLongOrSecret(_ value: Value) -> Bool {
        let text = Expander.text(of: value)
        return text.count > Self.textLimit || isSecret(text)
    }

    /// Whether the language can spell the key in a path.
    private static func canBeWritten(_ key: String) -> Bool {
        !key.contains("${") && !key.unicodeScalars.contains { VisibleText.isControl($0) }
    }
}

/// Which fields change from call to call though nothing is wrong: ids, times, measurements.
package enum Volatility {
    /// Whole names, in lower case without `_` and `-`.
    private static let names: Set<String> = [
        "id", "uuid", "guid", "nonce", "token", "etag", "signature", "time", "timestamp", "date", "now", "at", "ts",
        "created", "updated", "modified", "expires", "expiry", "expiration", "started", "finished", "duration",
        "elapsed", "latency", "took", "uptime", "instance", "host", "hostname", "pid", "random", "seed", "traceparent",
    ]
    /// Last words of names: `requestId`, `created_at`.
    private static let endings: Set<String> = [
        "id", "uuid", "time", "timestamp", "date", "at", "token", "nonce", "ms", "millis", "seconds", "duration",
        "latency",
    ]

    /// Whether a value is likely to be another one next time.
    package static func isVolatile(_ value: Value, at path: [PathStep]) -> Bool {
        if let key = path.lastKey, isVolatile(name: key), value.kind != .bool, value != .null { return true }
        switch value {
        case .number(let number): return isTimestamp(number)
        case .string(let text): return isIdentifier(text) || isTime(text)
        case .null, .bool, .array, .object: return false
        }
    }

    private static func isVolatile(name: String) -> Bool {
        let words = words(of: name)
        if names.contains(words.joined()) { return true }
        return words.count > 1 && words.last.map { endings.contains($0) } ?? false
    }

    /// `requestId`, `request_id`, `RequestID` → `request`, `id`
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var current = ""
        var wasLower = false
        for character in name {
            let breaks = character == "_" || character == "-" || character == "." || character == " "
            if breaks || (character.isUppercase && wasLower) {
                if !current.isEmpty { words.append(current) }
                current = ""
            }
            if !breaks { current += character.lowercased() }
            wasLower = character.isLowercase || character.isNumber
        }
        if !current.isEmpty { words.append(current) }
        return words
    }

    /// Seconds, milliseconds, microseconds or nanoseconds since 1970, between the years 2001 and 2096.
    private static func isTimestamp(_ number: Number) -> Bool {
        let seconds = number.doubleValue
        return [1.0, 1e3, 1e6, 1e9].contains { (1e9...4e9).contains(seconds / $0) }
    }

    /// UUIDs, request ids, digests: long words of hexadecimal digits.
    private static func isIdentifier(_ text: String) -> Bool {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        guard digits.count >= 16, digits.contains(where: { (0x30...0x39).contains($0) }) else { return false }
        return digits.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
        }
    }

    /// `2026-01-31…`, `2026/01/31…`, `12:30:05…`, and times written as digits.
    private static func isTime(_ text: String) -> Bool {
        let shape = String(text.prefix(10).map { $0.isASCII && $0.isNumber ? "0" : $0 })
        if shape == "0000-00-00" || shape == "0000/00/00" || shape.hasPrefix("00:00:00") { return true }
        return Number(text).map(isTimestamp) ?? false
    }
}

extension [PathStep] {
    /// The innermost key, also from inside its list.
    fileprivate var lastKey: String? {
        for step in reversed() {
            if case .key(let key) = step { return key }
        }
        return nil
    }
}

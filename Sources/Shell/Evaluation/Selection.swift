package import FCCore
package import ShellSyntax

/// Follows the steps of a path into a value.
package enum Selection {
    /// Where a path led to nothing.
    package struct Missing: Error, Sendable, Hashable {
        /// The path as far as it went, e.g. `.user`.
        package var reached: String
        /// The step that found nothing, e.g. `.id`.
        package var step: String
        /// What stood there instead.
        package var reason: Message
    }

    /// The value at the end of a path. `[*]` makes a list of what the rest selects in every element.
    package static func select(_ path: [PathStep], in value: Value) throws(Missing) -> Value {
        try select(path[...], in: value, reached: "")
    }

    private static func select(
        _ path: ArraySlice<PathStep>, in value: Value, reached: String
    ) throws(Missing) -> Value {
        guard let step = path.first else { return value }
        let rest = path.dropFirst()
        let here = reached.isEmpty && step.text.hasPrefix("[") ? "." + step.text : reached + step.text
        switch step {
        case .key(let key):
            guard let record = value.recordValue else {
                throw missing(reached, step, "it is \(article(value.kind)), not an object")
            }
            guard let found = record[key] else {
                throw missing(reached, step, absentKey(key, in: record))
            }
            return try select(rest, in: found, reached: here)
        case .index(let index):
            guard let elements = value.arrayValue else {
                throw missing(reached, step, "it is \(article(value.kind)), not an array")
            }
            guard let found = value[index] else {
                throw missing(reached, step, "the array has \(elements.count) element\(elements.count == 1 ? "" : "s")")
            }
            return try select(rest, in: found, reached: here)
        case .all:
            guard let elements = value.arrayValue else {
                throw missing(reached, step, "it is \(article(value.kind)), not an array")
            }
            var selected: [Value] = []
            for element in elements { selected.append(try select(rest, in: element, reached: here)) }
            return .array(selected)
        }
    }

    private static func missing(_ reached: String, _ step: PathStep, _ reason: Message) -> Missing {
        Missing(reached: reached.isEmpty ? "." : reached, step: step.text, reason: reason)
    }

    /// What to say about a key that is not there.
    static func absentKey(_ key: String, in record: Record) -> Message {
        if let near = NearestName.suggestion(for: key, among: record.keys) {
            return "did you mean \(PathStep.key(near).text)?"
        }
        guard !record.isEmpty else { return "the object is empty" }
        let shown = record.keys.prefix(8).joined(separator: ", ")
        return "the object has: \(shown)\(record.count > 8 ? ", …" : "")"
    }

    /// A kind of value as a sentence calls it.
    static func article(_ kind: Value.Kind) -> Message {
        switch kind {
        case .array, .object: "an \(kind.rawValue)"
        case .null: "null"
        default: "a \(kind.rawValue)"
        }
    }
}

extension PathStep {
    /// The step as it is written behind what it belongs to.
    package var text: String {
        switch self {
        case .key(let key): Self.isPlain(key) ? ".\(key)" : "[\(JSONWriter.quoted(key))]"
        case .index(let index): "[\(index)]"
        case .all: "[*]"
        }
    }

    private static func isPlain(_ key: String) -> Bool {
        guard let first = key.first, first.isLetter || first == "_" || first == "$" else { return false }
        return key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" || $0 == "-" }
    }
}

extension [PathStep] {
    /// The path as it is written, `.` for the whole.
    package var pathText: String {
        let text = map(\.text).joined()
        return text.hasPrefix(".") ? text : "." + text
    }
}

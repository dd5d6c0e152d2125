package import FCCore
package import ShellSyntax

/// One field of an event set or removed; everything else stays as it was written.
package enum EventChange: Sendable {
    case set(Assignment)
    case remove([PathStep])

    /// The changed value.
    /// - Throws: ``Assignment/Obstacle`` when the path leads nowhere.
    package func applied(to value: Value) throws(Assignment.Obstacle) -> Value {
        switch self {
        case .set(let assignment): try assignment.applied(to: value)
        case .remove(let path): try Self.removing(path[...], from: value, reached: [])
        }
    }

    private static func removing(
        _ path: ArraySlice<PathStep>, from old: Value, reached: [PathStep]
    ) throws(Assignment.Obstacle) -> Value {
        guard let step = path.first else { return old }
        let rest = path.dropFirst()
        switch step {
        case .key(let key):
            guard var record = old.recordValue else { throw obstacle(reached, "not an object", old) }
            guard let found = record[key] else {
                throw Assignment.Obstacle(
                    reached: reached.pathText,
                    reason: "there is no \(step.text); \(Selection.absentKey(key, in: record))")
            }
            record[key] = rest.isEmpty ? nil : try removing(rest, from: found, reached: reached + [step])
            return .object(record)
        case .index(let index):
            guard var elements = old.arrayValue else { throw obstacle(reached, "not an array", old) }
            let position = index < 0 ? elements.count + index : index
            guard elements.indices.contains(position) else {
                let count = elements.count
                throw Assignment.Obstacle(
                    reached: reached.pathText, reason: "the array has \(count) element\(count == 1 ? "" : "s")")
            }
            if rest.isEmpty {
                elements.remove(at: position)
            } else {
                elements[position] = try removing(rest, from: elements[position], reached: reached + [step])
            }
            return .array(elements)
        case .all:
            guard var elements = old.arrayValue else { throw obstacle(reached, "not an array", old) }
            if rest.isEmpty { return .array([]) }
            for position in elements.indices {
                elements[position] = try removing(rest, from: elements[position], reached: reached + [step])
            }
            return .array(elements)
        }
    }

    private static func obstacle(_ reached: [PathStep], _ reason: Message, _ value: Value) -> Assignment.Obstacle {
        Assignment.Obstacle(reached: reached.pathText, reason: "it is \(Selection.article(value.kind)), \(reason)")
    }
}

extension ArgumentKind where Content == EventChange {
    /// `.path=value`, or `-.path` to remove.
    static var eventChange: Self {
        Self(".PATH=VALUE|-.PATH", completion: .eventChanges) { argument throws(ArgumentProblem) in
            switch argument.assignment {
            case .success(let assignment): return .set(assignment)
            case .failure(let problem): throw problem
            case nil: break
            }
            if argument.sourceText.hasPrefix("-."),
                let selector = SelectorParser.parse(String(argument.sourceText.dropFirst())),
                case .path(let path) = selector.target, !path.isEmpty
            {
                return .remove(path)
            }
            throw ArgumentProblem(
                "'\(argument.sourceText)' changes no field", next: ".path=value sets a field, -.path removes it")
        }
    }
}

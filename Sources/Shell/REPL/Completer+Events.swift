import FCCore
import ShellSyntax

/// Keys of events: learnt from this function's earlier events, then from the templates of triggers.
extension Completer {
    /// The keys that may stand at a place of the event being written.
    func eventKeys(below steps: [PathStep], _ context: CursorContext, _ place: Place) -> [Choice] {
        let spec = context.command.flatMap { world.catalog[$0]?.spec }
        let target = spec.map { StatementTarget($0, context.words) } ?? StatementTarget()
        let taken = Set(context.siblings)
        var choices = learntKeys(of: world.functionName(target.function), below: steps, taken)
        if choices.isEmpty || !steps.isEmpty || !taken.isEmpty {
            choices += TemplateKeys.keys(below: steps, beside: taken).filter { key in
                !choices.contains { $0.name == key.name }
            }
        }
        return choices.map { key in
            let text = place.keyEnd == "\"" ? String(key.text.dropLast()) : key.text
            var choice = Choice(text + (place.keyEnd.isEmpty ? ": " : ""), key.description, endsWord: false)
            choice.name = key.name
            choice.label = key.label
            return choice
        }
    }

    /// A key of `again`'s or `--set`'s path: nil for any other word.
    func eventChange(_ alternative: CursorContext.Alternative, _ context: CursorContext) -> Offer? {
        guard case .path(nil, let steps) = alternative.kind, case .operand(let command, _) = context.kind,
            let spec = world.catalog[command]?.spec,
            spec.operands.contains(where: { $0.completion == .eventChanges })
        else { return nil }
        guard let event = world.results.all.last(where: { $0.event != nil })?.event,
            let record = (try? JSONReader.read(event)).flatMap({ Self.record(at: steps, in: $0) })
        else { return Offer([]) }
        let isRemoval = context.prefix.hasPrefix("-")
        return Offer(
            record.fields.filter { Self.isPlain($0.key) }.map { field in
                let goesOn = field.value.recordValue != nil || field.value.arrayValue != nil
                let text = field.key + (goesOn || isRemoval ? "" : "=")
                return Choice(text, Self.kind(of: field.value), endsWord: isRemoval && !goesOn)
            })
    }

    private func learntKeys(of function: String?, below steps: [PathStep], _ taken: Set<String>) -> [Choice] {
        var keys: [Choice] = []
        var seen = taken
        for event in events(of: function) {
            for record in Self.records(at: steps, in: event) {
                for field in record.fields where seen.insert(field.key).inserted {
                    keys.append(Self.key(field.key, Self.kind(of: field.value)))
                }
            }
        }
        return keys
    }

    /// Earlier events of a function, the newest first: those of this session, then those in history.
    private func events(of function: String?) -> [Value] {
        let own = world.results.all.reversed().filter { result in
            result.event != nil && (function == nil || result.target.functionName == function)
        }
        let values = own.compactMap { $0.event.flatMap { try? JSONReader.read($0) } }
        return values + (function.map { world.earlierEvents($0) } ?? [])
    }

    /// The objects at a path; elements of a list resemble each other, so all of them count.
    static func records(at steps: [PathStep], in value: Value) -> [Record] {
        var values = [value]
        for step in steps {
            switch step {
            case .key(let key): values = values.compactMap { $0[key] }
            case .index, .all: values = values.flatMap { $0.arrayValue ?? [] }
            }
        }
        return values.compactMap(\.recordValue)
    }

    /// A key as it is written, known by its plain text.
    static func key(_ key: String, _ description: String) -> Choice {
        var choice = Choice(JSONWriter.quoted(key), description)
        choice.name = key
        choice.label = key
        return choice
    }
}

/// The keys of the events that triggers send.
enum TemplateKeys {
    private static let templates: [(kind: EventKind, value: Value)] = EventKind.allCases.compactMap { kind in
        let template = kind.template
        guard let record = try? JSONReader.read(template.json) else { return nil }
        switch template.delivery {
        case .single, .either: return (kind, record)
        case .list: return (kind, .array([record]))
        }
    }

    /// The keys at a place, of those templates that lead there and have all the keys that stand beside it.
    static func keys(below steps: [PathStep], beside taken: Set<String>) -> [Completer.Choice] {
        var kinds: [String: [String]] = [:]
        var keys: [String] = []
        for (kind, value) in templates {
            let found = Completer.records(at: steps, in: value).flatMap(\.keys)
            guard taken.isSubset(of: found) else { continue }
            for key in found where !taken.contains(key) {
                if kinds[key] == nil { keys.append(key) }
                if kinds[key]?.last != kind.rawValue { kinds[key, default: []].append(kind.rawValue) }
            }
        }
        return keys.map { Completer.key($0, about(kinds[$0] ?? [])) }
    }

    private static func about(_ kinds: [String]) -> String {
        let rest = kinds.count > 3 ? ", …" : ""
        return "in events of " + kinds.prefix(3).joined(separator: ", ") + rest
    }
}

import FCCore
import ShellSyntax

/// Variables, facts, and what the last answers hold.
extension Completer {
    /// What may stand inside `${`.
    func references(at place: Place) -> [Choice] {
        world.variables.map { Choice($0.text, $0.description).closing(place) } + [
            Choice("env.", "a variable of the environment", endsWord: false),
            Choice("@", "a fact about the call", endsWord: false),
            Choice(".", "a part of the answer", endsWord: false),
        ]
    }

    /// The facts about a call, with the headers of the last answer.
    func facts(at place: Place) -> [Choice] {
        let result = world.results.current
        let headers = (result?.answer?.headers ?? result?.fault?.headers)?.fields.map { $0.name } ?? []
        return FactName.allCases.flatMap { fact -> [Choice] in
            switch fact {
            case .headers: headers.map { Choice("headers.\($0)", "header of the answer").closing(place) }
            case .task: ["task.id", "task.status"].map { Choice($0, fact.summary).closing(place) }
            default: [Choice(fact.rawValue, fact.summary).closing(place)]
            }
        }
    }

    /// The keys below a path of an answer. Only their kinds are told: values may be nobody's business.
    func keys(of result: Int?, _ steps: [PathStep], at place: Place) -> [Choice] {
        let found = result.map { world.results[$0] } ?? world.results.current
        guard let body = found?.body.value, let record = Self.record(at: steps, in: body) else { return [] }
        let plain = record.fields.filter { Self.isPlain($0.key) }
        if !plain.isEmpty { return plain.map { key($0.key, $0.value, at: place) } }
        // Behind a step `["…"]` stands without the dot.
        return record.fields.map { field in
            var choice = key(PathStep.key(field.key).text, field.value, at: place)
            choice.replacesDot = !steps.isEmpty
            return choice
        }
    }

    /// A path may go on below an object or an array.
    private func key(_ text: String, _ value: Value, at place: Place) -> Choice {
        let goesOn = value.recordValue != nil || value.arrayValue != nil
        let choice = Choice(text, Self.kind(of: value), endsWord: !goesOn)
        return goesOn ? choice : choice.closing(place)
    }

    /// The object at a path; behind `[*]` that of the first element.
    static func record(at steps: [PathStep], in value: Value) -> Record? {
        let path = steps.map { $0 == .all ? .index(0) : $0 }
        return (try? Selection.select(path, in: value))?.recordValue
    }

    static func isPlain(_ key: String) -> Bool {
        PathStep.key(key).text == ".\(key)"
    }

    static func kind(of value: Value) -> String {
        switch value {
        case .array(let elements): "array of \(elements.count)"
        default: value.kind.rawValue
        }
    }
}

/// The words of `expect`.
extension Completer {
    static let selectors = [
        Choice("@", "a fact about the call", endsWord: false),
        Choice(".", "a part of the answer", endsWord: false),
        Choice("%", "an earlier result, by number", endsWord: false),
    ]

    static let assertions =
        [Choice("ok", "the call went well"), Choice("error", "the call did not go well")] + selectors

    /// The predicates in the order of the manual.
    static func predicates(allowsNot: Bool) -> [Choice] {
        (allowsNot ? [Choice("not", "turns the predicate around")] : []) + [
            Choice("exists", "is there at all"),
            Choice("is", "has a type"),
            Choice("==", "is equal"),
            Choice("!=", "is not equal"),
            Choice("<", "is less"),
            Choice("<=", "is less or equal"),
            Choice(">", "is greater"),
            Choice(">=", "is greater or equal"),
            Choice("contains", "holds a text or an element"),
            Choice("startsWith", "begins with a text"),
            Choice("endsWith", "ends with a text"),
            Choice("matches", "holds a match of a regular expression"),
        ]
    }

    /// The values a fact can have, where they are few.
    func values(comparedWith selector: Selector?) -> [Choice] {
        guard case .fact(let name)? = selector?.target, let fact = name.first.flatMap({ FactName(rawValue: $0) }) else {
            return []
        }
        switch fact {
        case .outcome: return Outcome.allCases.map { Choice($0.rawValue) }
        case .cold: return [Choice("true"), Choice("false")]
        default: return []
        }
    }
}

import FCCore
import ShellSyntax

/// Names of the service's things: from the s.yaml and this session first, then from the cache.
extension Completer {
    /// Functions; behind a colon their versions and aliases.
    func functions(_ prefix: String, _ target: StatementTarget) -> [Choice] {
        guard let colon = prefix.firstIndex(of: ":") else {
            let known = world.functions
            let remote = world.names(.functions, target.options)
            return Self.choices(known + remote)
        }
        let name = String(prefix[..<colon])
        return qualifiers(of: world.functionName(name), target).map { choice -> Choice in
            var named = Choice("\(name):\(choice.text)", choice.description)
            named.label = choice.text
            return named
        }
    }

    /// Versions and aliases of a function.
    func qualifiers(of function: String?, _ target: StatementTarget) -> [Choice] {
        let remote = function.map { world.names(.qualifiers(of: $0), target.options) } ?? []
        let used = world.qualifiers.filter { name in !remote.contains { $0.text == name } }
        let latest = CompletionWorld.Name("LATEST", "the code as it is now")
        return Self.choices([latest] + remote + used.map { CompletionWorld.Name($0, "used in this session") })
    }

    /// Ids of a function's asynchronous tasks, those of this session first.
    func tasks(of function: String?, _ target: StatementTarget) -> [Choice] {
        let own = world.results.all.reversed().compactMap { result -> CompletionWorld.Name? in
            guard result.isAsynchronous, function == nil || result.target.functionName == function else { return nil }
            guard let id = result.task?.taskID ?? result.answer?.taskID else { return nil }
            return CompletionWorld.Name(id, result.task?.status ?? "task of %\(result.number)")
        }
        let remote = function.map { world.names(.tasks(of: $0), target.options) } ?? []
        return Self.choices(own + remote)
    }

    /// Earlier results, the newest first.
    var results: [Choice] {
        world.results.all.reversed().map { Choice("%\($0.number)", Self.summary(of: $0)) }
    }

    /// The same where a path or a fact may follow.
    var resultSelectors: [Choice] {
        results.map { Choice($0.text, $0.description, endsWord: false) }
    }

    private static func summary(of result: CallResult) -> String {
        let qualifier = result.target.qualifier == "LATEST" ? "" : ":\(result.target.qualifier)"
        let time = result.elapsed.map { ", \($0.inWords)" } ?? ""
        return "\(result.target.functionName)\(qualifier), \(result.outcome.rawValue)\(time)"
    }

    /// Each name once, with what was said about it first.
    private static func choices(_ names: [CompletionWorld.Name]) -> [Choice] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.text).inserted }.map { Choice($0.text, $0.description) }
    }
}

/// One `run` item of an s.yaml's `actions`, bound to a stage of an invocation.
package struct ManifestAction: Sendable, Hashable {
    /// When an action runs: before the call, after it went well or failed, and after it in any case.
    package enum Stage: String, Sendable, CaseIterable {
        case pre, success, fail, complete
    }

    /// When it runs.
    package var stage: Stage
    /// The line for the system's shell.
    package var command: String
    /// The folder it runs in.
    package var directory: String

    package init(stage: Stage, command: String, directory: String) {
        self.stage = stage
        self.command = command
        self.directory = directory
    }
}

/// The actions an s.yaml, or one resource of it, has for `invoke`. Their `${…}` are resolved when they are to run.
package struct ManifestActions: Sendable {
    /// What can be run, as it was written.
    private var items: [Item] = []
    /// How many items are plugins or components, which only `s` can run.
    package private(set) var foreignCount = 0
    private let resource: ResourceEntry?
    private let scope: ManifestScope

    private struct Item: Sendable {
        var stage: ManifestAction.Stage
        var node: YAMLNode
        var path: String
    }

    /// Reads an `actions` mapping, such as `pre-invoke: [{run: make, path: ./code}]`.
    /// - Parameters:
    ///   - node: the mapping; nil for none.
    ///   - path: its key path.
    ///   - resource: what `this` means in it.
    init(_ node: YAMLNode?, path: String, resource: ResourceEntry?, scope: ManifestScope) {
        self.resource = resource
        self.scope = scope
        for field in node?.fields ?? [] {
            guard let stage = Self.stage(of: field.key) else { continue }
            for (index, item) in (field.value.elements ?? []).enumerated() {
                guard item["run"]?.scalar != nil else {
                    foreignCount += 1
                    continue
                }
                items.append(Item(stage: stage, node: item, path: "\(path).\(field.key)[\(index)]"))
            }
        }
    }

    /// Whether there is nothing for `invoke`.
    package var isEmpty: Bool { items.isEmpty && foreignCount == 0 }

    /// The actions of a stage, in order, ready to run.
    /// - Throws: ``ManifestError`` when a `${…}` in one cannot be resolved.
    package func runnable(_ stage: ManifestAction.Stage) throws(ManifestError) -> [ManifestAction] {
        let resolver = VariableResolver(scope)
        var actions: [ManifestAction] = []
        for item in items where item.stage == stage {
            let value = try resolver.resolve(item.node, path: item.path, resource: resource)
            let path = value["path"].flatMap { $0 == .null ? nil : JavaScriptConversion.text($0) } ?? "."
            actions.append(
                ManifestAction(
                    stage: stage, command: JavaScriptConversion.text(value["run"]),
                    directory: FilePaths.resolve(path, from: FilePaths.directory(of: scope.path))))
        }
        return actions
    }

    /// `post-invoke` is the older name of `complete-invoke`; the command may be a pattern.
    private static func stage(of key: String) -> ManifestAction.Stage? {
        guard let hyphen = key.firstIndex(of: "-"),
            CommandKey.matches(String(key[key.index(after: hyphen)...]), "invoke")
        else { return nil }
        let name = key[..<hyphen]
        return name == "post" ? .complete : ManifestAction.Stage(rawValue: String(name))
    }
}

/// A key of `flow` or `actions` that names a command, or is `${regex('…')}` and fits several.
enum CommandKey {
    /// Whether a key speaks of a command.
    static func matches(_ key: String, _ command: String) -> Bool {
        guard key.hasPrefix("${"), key.hasSuffix("}") else { return key == command }
        guard case .call("regex", let arguments, _) = try? ExpressionParser.parse(String(key.dropFirst(2).dropLast())),
            case .literal(.string(let pattern)) = arguments.first, let regex = try? Regex(pattern)
        else { return false }
        return command.firstMatch(of: regex) != nil
    }
}

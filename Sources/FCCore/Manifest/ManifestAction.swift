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

/// The actions an s.yaml, or one resource of it, has for `invoke`.
package struct ManifestActions: Sendable, Hashable {
    /// What can be run.
    package private(set) var runnable: [ManifestAction] = []
    /// How many items are plugins or components, which only `s` can run.
    package private(set) var foreignCount = 0

    /// Nothing at all.
    package static let none = ManifestActions()

    private init() {}

    /// Reads an `actions` mapping, such as `pre-invoke: [{run: make, path: ./code}]`.
    /// - Parameters:
    ///   - node: the mapping; nil for none.
    ///   - directory: the folder of the s.yaml, which `path` starts from.
    init(_ node: YAMLNode?, directory: String) {
        for field in node?.fields ?? [] {
            guard let stage = Self.stage(of: field.key) else { continue }
            for item in field.value.elements ?? [] {
                guard let command = item["run"]?.scalar?.text else {
                    foreignCount += 1
                    continue
                }
                let path = item["path"]?.scalar?.text ?? "."
                runnable.append(
                    ManifestAction(
                        stage: stage, command: command, directory: FilePaths.resolve(path, from: directory)))
            }
        }
    }

    /// Whether there is nothing for `invoke`.
    package var isEmpty: Bool { runnable.isEmpty && foreignCount == 0 }

    /// `post-invoke` is the older name of `complete-invoke`.
    private static func stage(of key: String) -> ManifestAction.Stage? {
        guard key.hasSuffix("-invoke") else { return nil }
        let name = key.dropLast("-invoke".count)
        return name == "post" ? .complete : ManifestAction.Stage(rawValue: String(name))
    }
}

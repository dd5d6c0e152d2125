import FCCore
import FCLocal

/// A launch configuration with which VS Code attaches to a function's debugger.
struct VSCodeAttachment {
    /// The name in the editor's list.
    let name: String
    /// What belongs into `configurations`.
    let value: Value

    /// The configuration for a target; nil for debuggers that the function brings along.
    /// - Parameter workspace: the folder that is open in the editor.
    init?(_ target: DebugTarget, workspace: String) {
        name = "fcsh: \(target.function)"
        let local = Self.place(target.codePath, in: workspace)
        let bootstraps = target.bootstrapFolder + "/**"
        let port = Value.integer(target.debugger.port)
        var record = Record([("name", .string(name))])
        switch target.debugger.kind {
        case .debugpy:
            record.append("type", "debugpy")
            record.append("request", "attach")
            record.append("connect", ["host": "127.0.0.1", "port": port])
            record.append(
                "pathMappings", [["localRoot": .string(local), "remoteRoot": .string(target.runningPath)]])
            record.append("justMyCode", true)
            record.append("rules", [["path": .string(bootstraps), "include": false]])
            record.append("restart", true)
        case .inspector:
            record.append("type", "node")
            record.append("request", "attach")
            record.append("address", "127.0.0.1")
            record.append("port", port)
            record.append("localRoot", .string(local))
            record.append("remoteRoot", .string(target.runningPath))
            record.append("skipFiles", ["<node_internals>/**", .string(bootstraps)])
            record.append("restart", true)
        case .jdwp:
            record.append("type", "java")
            record.append("request", "attach")
            record.append("hostName", "127.0.0.1")
            record.append("port", port)
        case .own:
            return nil
        }
        value = .object(record)
    }

    /// A path as the editor should read it: relative to its folder where that can be.
    private static func place(_ path: String, in workspace: String) -> String {
        if path == workspace { return "${workspaceFolder}" }
        guard path.hasPrefix(workspace + "/") else { return path }
        return "${workspaceFolder}" + path.dropFirst(workspace.count)
    }
}

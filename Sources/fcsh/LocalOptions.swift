import FCLocal
import Shell

/// What `local start` and `fcsh local` are told about the endpoint, declared once for both.
struct LocalOptions {
    static let port = Option("--port", kind: .integer("PORT", in: 0...65535), summary: "the port to listen on")
    static let memoryLimit = Flag(
        "--memory-limit", summary: "end instances that use more memory than their function has")
    static let debug = Option(
        "--debug", kind: .text("FUNCTION[:PORT]", completion: .functions),
        summary: "let a debugger attach to this function, without time limits; can be given several times")
    static let vscode = Flag(
        "--vscode", summary: "with --debug: add what attaches VS Code to .vscode/launch.json")
    static let state = Option(
        "--state", kind: .text("FOLDER", completion: .files),
        summary: "keep asynchronous calls and their tasks in this folder, over restarts")

    static let declarations = [
        port.declaration, memoryLimit.declaration, debug.declaration, vscode.declaration, state.declaration,
    ]

    /// The port to listen on; 0 for any.
    var port = 0
    /// Whether instances end that use more memory than their function has.
    var endsAboveMemory = false
    /// The functions that debuggers may attach to.
    var debugged: [DebugRequest] = []
    /// Whether the editor's file is written.
    var addsToVSCode = false
    /// The folder of the asynchronous calls as it was typed; nil keeps them in memory.
    var stateFolder: String?

    /// The options of an endpoint that is asked for without any.
    init() {}

    init(_ arguments: Arguments) throws(Failure) {
        port = arguments[Self.port] ?? 0
        endsAboveMemory = arguments[Self.memoryLimit]
        for text in arguments.all(Self.debug) {
            guard let request = DebugRequest(text) else {
                throw Failure(.usage, "'\(text)' is not FUNCTION or FUNCTION:PORT", next: "--debug hello:5678")
            }
            debugged.append(request)
        }
        addsToVSCode = arguments[Self.vscode]
        if addsToVSCode, debugged.isEmpty {
            throw Failure(.usage, "--vscode needs a function to debug", next: "--debug FUNCTION --vscode")
        }
        stateFolder = arguments[Self.state]
    }

    /// The options with paths that hold wherever the process is.
    func placed(in world: World) -> LocalOptions {
        var options = self
        options.stateFolder = stateFolder.map(world.path)
        return options
    }

    /// Whether an endpoint that runs already would not do.
    /// - Parameter port: where that of this process listens; nil when there is none.
    func needsOwnEndpoint(besides port: Int?) -> Bool {
        let wantsPort = self.port != 0 && self.port != port
        return wantsPort || endsAboveMemory || !debugged.isEmpty || stateFolder != nil
    }
}

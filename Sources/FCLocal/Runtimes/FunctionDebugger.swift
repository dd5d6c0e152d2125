/// What lets a debugger attach to a function: there is one instance of it then, and its time limits are lifted.
package struct FunctionDebugger: Sendable, Hashable {
    /// The debuggers of the languages.
    package enum Kind: String, Sendable, Hashable {
        /// Python's, which speaks the Debug Adapter Protocol.
        case debugpy
        /// The inspector of Node.js.
        case inspector
        /// The wire protocol of Java.
        case jdwp
        /// Whatever the command of a custom runtime starts.
        case own

        /// The port its users expect it at.
        package var usualPort: Int {
            switch self {
            case .debugpy, .own: 5678
            case .inspector: 9229
            case .jdwp: 5005
            }
        }
    }

    /// Which debugger it is.
    package var kind: Kind
    /// Where it listens on 127.0.0.1.
    package var port: Int

    /// How much longer than configured everything may take, in seconds: people read while a program stands still.
    package static let leeway = 3600

    /// The debugger for the functions of a runtime; nil when there is none.
    static func kind(of function: LocalFunction) -> Kind? {
        if function.isServer { return .own }
        if PythonVersion(runtime: function.runtime) != nil { return .debugpy }
        if NodeVersion(runtime: function.runtime) != nil { return .inspector }
        return function.runtime.hasPrefix("java") ? .jdwp : nil
    }

    /// Whether an instance says that its debugger listens; nobody can tell of the others without disturbing them.
    var reportsListening: Bool { kind == .debugpy || kind == .inspector }

    /// What the interpreter is told before its other arguments.
    var arguments: [String] {
        switch kind {
        // The modules Python has frozen into itself could not be stepped through.
        case .debugpy: ["-X", "frozen_modules=off"]
        // Its greeting would be part of the first request's log.
        case .inspector: ["--inspect-publish-uid=http"]
        case .jdwp: ["-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:\(port)"]
        case .own: []
        }
    }

    /// What the bootstrap finds in its environment.
    var environment: [String: String] {
        switch kind {
        case .debugpy: ["FCSH_RT_DEBUG": String(port), "PYDEVD_DISABLE_FILE_VALIDATION": "1"]
        case .inspector: ["FCSH_RT_DEBUG": String(port)]
        case .jdwp, .own: [:]
        }
    }
}

extension FunctionRuntime {
    /// The same program, open to a debugger.
    func opened(to debugger: FunctionDebugger?) -> FunctionRuntime {
        guard let debugger else { return self }
        var runtime = self
        runtime.arguments = debugger.arguments + arguments
        runtime.environment.merge(debugger.environment) { _, debuggers in debuggers }
        return runtime
    }
}

/// What an editor has to know to attach to a function.
package struct DebugTarget: Sendable, Hashable {
    /// The function's name.
    package var function: String
    package var debugger: FunctionDebugger
    /// The folder of its code, as its user knows it.
    package var codePath: String
    /// The same folder as the running program sees it, without links.
    package var runningPath: String
    /// Where the program lies that calls the handler; nobody wants to step through it.
    package var bootstrapFolder: String
}

/// Which function somebody wants to debug, and where.
package struct DebugRequest: Sendable, Hashable {
    /// The function's name.
    package var function: String
    /// The port that was asked for; nil for the language's usual one, or the next that is free.
    package var port: Int?

    /// A request.
    package init(function: String, port: Int? = nil) {
        self.function = function
        self.port = port
    }

    /// The request that `NAME` or `NAME:PORT` stands for; nil when the port is none.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty else { return nil }
        function = String(name)
        guard parts.count == 2 else { return }
        guard let port = Int(parts[1]), (1...65535).contains(port) else { return nil }
        self.port = port
    }
}

extension LocalConfiguration {
    /// Opens functions to debuggers, each at a port of its own.
    /// - Throws: ``LocalEndpointError/cannotDebug(function:reason:)`` when a function or a port cannot be had.
    package mutating func debug(_ requests: [DebugRequest]) throws(LocalEndpointError) {
        for request in requests {
            let name = request.function
            guard let function = functions.first(where: { $0.name == name }) else {
                throw .cannotDebug(function: name, reason: "there is no such function")
            }
            guard let kind = FunctionDebugger.kind(of: function) else {
                throw .cannotDebug(
                    function: name,
                    reason: "debuggers attach to Python, Node.js, Java and custom runtimes, "
                        + "and its runtime is '\(function.runtime)'")
            }
            guard let port = ports.take(request.port, usual: kind.usualPort) else {
                let wanted = request.port.map { "port \($0) is taken" } ?? "no port from \(kind.usualPort) on is free"
                throw .cannotDebug(function: name, reason: wanted)
            }
            debuggers[name] = FunctionDebugger(kind: kind, port: port)
        }
    }
}

extension PortStore {
    /// The asked port when nobody listens on it, or else the first free one of the hundred from the usual one on.
    func take(_ asked: Int?, usual: Int) -> Int? {
        let candidates = asked.map { $0...$0 } ?? usual...min(usual + 99, 65535)
        return candidates.first { takeExactly($0) }
    }
}

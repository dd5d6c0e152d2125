/// Custom runtimes: HTTP servers that the function brings along (docs: FC, custom runtimes).
extension FunctionRuntime {
    /// The words that start a function's server: its command, else the file `bootstrap` of its code.
    static func server(
        _ function: LocalFunction, _ configuration: LocalConfiguration
    ) throws(ServiceRefusal) -> FunctionRuntime {
        let command = function.server.command.map { localPath($0, function) }
        guard let first = command.first else { return try bootstrapFile(function, configuration) }
        let path = searchPath(function, configuration)
        guard let program = program(first, function, path) else {
            throw missing(first.contains("/") ? first : "\(first), which is in none of the folders of PATH")
        }
        return FunctionRuntime(
            interpreter: Interpreter(path: program, version: ""), arguments: Array(command.dropFirst()),
            environment: ["PATH": path.joined(separator: ":")], isServer: true)
    }

    private static func bootstrapFile(
        _ function: LocalFunction, _ configuration: LocalConfiguration
    ) throws(ServiceRefusal) -> FunctionRuntime {
        let file = function.codePath + "/bootstrap"
        guard FileSystem.stamp(file) != nil else { throw missing(file) }
        return FunctionRuntime(
            interpreter: Interpreter(path: file, version: ""), arguments: [],
            environment: ["PATH": searchPath(function, configuration).joined(separator: ":")], isServer: true)
    }

    /// Words that name a place in the cloud's `/code` mean the same place in the code's folder here.
    private static func localPath(_ word: String, _ function: LocalFunction) -> String {
        if word == "/code" { return function.codePath }
        return word.hasPrefix("/code/") ? function.codePath + word.dropFirst("/code".count) : word
    }

    /// The function's own folders come first; those of this machine stand for what the cloud's image has.
    private static func searchPath(_ function: LocalFunction, _ configuration: LocalConfiguration) -> [String] {
        let own = function.environment["PATH"]?.split(separator: ":").map { localPath(String($0), function) } ?? []
        return own + configuration.interpreters.path
    }

    private static func program(_ word: String, _ function: LocalFunction, _ path: [String]) -> String? {
        if word.hasPrefix("/") { return FileSystem.stamp(word) == nil ? nil : word }
        if word.contains("/") {
            let file = function.codePath + "/" + word
            return FileSystem.stamp(file) == nil ? nil : file
        }
        return path.lazy.map { $0 + "/" + word }.first(where: FileSystem.isProgram)
    }

    private static func missing(_ file: String) -> ServiceRefusal {
        ServiceRefusal(
            status: 412, code: "CAFileNotFound",
            message: "The function cannot be started. Failed to start function instance. "
                + "Error: the file \(file) is not exist")
    }
}

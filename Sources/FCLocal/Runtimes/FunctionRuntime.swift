/// How the functions of one runtime are started.
struct FunctionRuntime: Sendable, Hashable {
    /// The program that runs the function.
    var interpreter: Interpreter
    /// The program's arguments.
    var arguments: [String]
    /// Whether the newer rules of its language hold: what python3.12 has left of the context, async Node.js handlers.
    var isModern = true
    /// What the program finds in its environment besides everybody's variables.
    var environment: [String: String] = [:]
    /// The version its name declares, where only the running program can tell which one it is.
    var declaredVersion: DeclaredVersion?
    /// Words before the program's own: a command that prepares something once and then becomes the program.
    var preparation: [String] = []
    /// Whether its arguments tell where its channel is, and not a variable, which every function could see in Java.
    var learnsChannelFromArguments = false
    /// Whether it is an HTTP server of the user's own; it is talked to in frames otherwise.
    var isServer = false
    /// Whether it asks for its calls over the runtime API.
    var usesRuntimeAPI = false
    /// How the program is made, when there are only its sources.
    var build: GoBuild?

    /// The runtimes that can be run here.
    static let supported = [
        "python3", "python3.9", "python3.10", "python3.12", "nodejs8 to nodejs20", "java8", "java11", "php7.2", "go1",
        "custom", "custom.debian10", "custom.debian11", "custom.debian12",
    ]

    /// How long a bootstrap may take until it takes calls.
    static let startLimit: Duration = .seconds(20)

    /// The runtime of a function.
    /// - Throws: ``ServiceRefusal`` that says what is missing; the platform's codes for functions that do not start.
    static func of(_ function: LocalFunction, _ configuration: LocalConfiguration) throws(ServiceRefusal)
        -> FunctionRuntime
    {
        if let problem = function.problem {
            throw notStarted("function '\(function.name)' cannot be run: \(problem)")
        }
        if let version = PythonVersion(runtime: function.runtime) {
            return try python(version, function, configuration)
        }
        if let version = NodeVersion(runtime: function.runtime) {
            return try node(version, function, configuration)
        }
        if function.runtime == goName { return try go(function, configuration) }
        if let version = JavaVersion(runtime: function.runtime) {
            return try java(version, function, configuration)
        }
        if let version = PHPVersion(runtime: function.runtime) {
            return try php(version, function, configuration)
        }
        if function.isServer { return try server(function, configuration) }
        throw notStarted(
            "the local endpoint cannot run the runtime '\(function.runtime)' of function '\(function.name)'; "
                + "it runs \(supported.joined(separator: ", "))" + advice(for: function.runtime))
    }

    /// What else could be done with a function of another language.
    private static func advice(for runtime: String) -> String {
        if runtime == "custom-container" { return "; start the container and call it by its own port" }
        if runtime.hasPrefix("dotnet") {
            return "; to try it here, install .NET, let the code answer HTTP on FC_SERVER_PORT, and declare 'custom'"
        }
        return ""
    }

    /// The program with its arguments.
    var command: [String] { [interpreter.path] + arguments }

    private static func python(
        _ version: PythonVersion, _ function: LocalFunction, _ configuration: LocalConfiguration
    ) throws(ServiceRefusal) -> FunctionRuntime {
        guard let found = configuration.interpreters.python(for: function.runtime) else {
            throw notStarted(
                "function '\(function.name)' needs Python \(version), and no Python 3.6 or later was found on PATH "
                    + "or among the installed versions")
        }
        return FunctionRuntime(
            interpreter: found, arguments: [try write(.python, configuration)],
            isModern: version >= PythonVersion(major: 3, minor: 12))
    }

    /// The heap may take nine tenths of the memory, and headers 16 KB, as in the cloud.
    private static func node(
        _ version: NodeVersion, _ function: LocalFunction, _ configuration: LocalConfiguration
    ) throws(ServiceRefusal) -> FunctionRuntime {
        guard let found = configuration.interpreters.node(for: function.runtime) else {
            throw notStarted(
                "function '\(function.name)' needs Node.js \(version), and no Node.js was found on PATH or among the "
                    + "installed versions; install Node.js \(version)")
        }
        return FunctionRuntime(
            interpreter: found,
            arguments: [
                "--max-old-space-size=\(max(function.memorySize * 9 / 10, 16))", "--max-http-header-size=16384",
                try write(.node, configuration),
            ],
            isModern: version.hasModernRules,
            environment: ["FCSH_RT_RULES": version.hasModernRules ? "modern" : "classic"],
            declaredVersion: DeclaredVersion(language: "Node.js", text: version.description))
    }

    static func write(
        _ bootstrap: Bootstrap, _ configuration: LocalConfiguration
    ) throws(ServiceRefusal) -> String {
        do throws(FileError) {
            return try bootstrap.write(to: configuration.stateFolder)
        } catch {
            throw notStarted("the bootstrap cannot be written to \(error.path): \(error.reason)")
        }
    }

    static func notStarted(_ message: String) -> ServiceRefusal {
        ServiceRefusal(status: 412, code: "FunctionNotStarted", message: message)
    }
}

/// The version of a language that a runtime's name declares, such as 20 of `nodejs20`.
struct DeclaredVersion: Sendable, Hashable {
    /// The language's name, for users.
    var language: String
    /// The version as far as the name tells it, such as `20` or `7.2`.
    var text: String

    /// Whether a whole version, such as `20.11.1`, is this one.
    func matches(_ version: String) -> Bool {
        version.split(separator: ".").starts(with: text.split(separator: "."))
    }
}

/// How the functions of one runtime are started.
struct FunctionRuntime: Sendable, Hashable {
    /// The program that runs the function.
    var interpreter: Interpreter
    /// The program's arguments.
    var arguments: [String]
    /// Whether the context has only what python3.12 has left of it.
    var hasModernContext: Bool

    /// The runtimes that can be run here.
    static let supported = ["python3", "python3.9", "python3.10", "python3.12"]

    /// How many seconds a bootstrap may take until it takes calls.
    static let startLimit: Duration = .seconds(20)

    /// The runtime of a function.
    /// - Throws: ``ServiceRefusal`` that says what is missing; the platform's codes for functions that do not start.
    static func of(_ function: LocalFunction, _ configuration: LocalConfiguration) throws(ServiceRefusal)
        -> FunctionRuntime
    {
        if let problem = function.problem {
            throw notStarted("function '\(function.name)' cannot be run: \(problem)")
        }
        guard let version = PythonVersion(runtime: function.runtime) else {
            throw notStarted(
                "the local endpoint cannot run the runtime '\(function.runtime)' of function '\(function.name)' yet; "
                    + "it runs \(supported.joined(separator: ", "))")
        }
        guard let interpreter = configuration.interpreters.python(for: function.runtime) else {
            throw notStarted(
                "function '\(function.name)' needs Python \(version), and no Python 3.6 or later was found on PATH "
                    + "or among the installed versions")
        }
        do throws(FileError) {
            let bootstrap = try Bootstrap.python(in: configuration.stateFolder)
            return FunctionRuntime(
                interpreter: interpreter, arguments: [bootstrap],
                hasModernContext: version >= PythonVersion(major: 3, minor: 12))
        } catch {
            throw notStarted("the bootstrap cannot be written to \(error.path): \(error.reason)")
        }
    }

    /// The program with its arguments.
    var command: [String] { [interpreter.path] + arguments }

    private static func notStarted(_ message: String) -> ServiceRefusal {
        ServiceRefusal(status: 412, code: "FunctionNotStarted", message: message)
    }
}

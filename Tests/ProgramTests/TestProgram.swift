import FCCore
import Shell
import ShellSyntax
import ShellTestSupport
import TestSupport

@testable import fcsh

/// The program without a process: argv is decided and bound as there, one command runs in a test world.
struct TestProgram {
    static let catalog = Catalog(Catalog.standardCommands + [LocalCommand.self])

    /// What argv asks for.
    /// - Parameters:
    ///   - resources: the names in the s.yaml.
    ///   - files: the files there are.
    static func decide(
        _ arguments: [String], resources: [String] = [], files: Set<String> = []
    ) throws(Failure) -> Launch.Decision {
        var decider = LaunchDecider(
            catalog: catalog, resourceNames: { _ in resources }, fileExists: { files.contains($0) })
        return try decider.decide(arguments)
    }

    /// What became of one command.
    struct Outcome {
        var status: ExitStatus
        var message: String
        var result: CallResult?
        var requests: [HTTPRequest]
    }

    /// Runs the one command argv asks for.
    static func run(_ arguments: [String], resources: [String], files: any FileReader) async -> Outcome {
        let transport = ScriptedTransport()
        let shell = TestShell(transport: transport, files: files, catalog: catalog)
        let decision: Launch.Decision
        do throws(Failure) {
            decision = try decide(arguments, resources: resources)
        } catch {
            return Outcome(status: error.status, message: error.message.description, result: nil, requests: [])
        }
        guard case .command(let command, let binding) = decision.plan else {
            return Outcome(status: .internalFault, message: "no command", result: nil, requests: [])
        }
        await shell.session.apply(decision.options)
        let status = await shell.run(command, binding)
        return Outcome(
            status: status, message: shell.errors, result: shell.session.results.current,
            requests: transport.requests)
    }
}

import FoundationEssentials
import TestSupport

/// The world of one case: a copy of a project as working directory, a home of its own, nothing of the developer's.
struct Workplace {
    private let folder: TemporaryFolder
    /// The working directory.
    let project: String
    /// What programs in it see as their environment.
    let environment: [String: String]
    /// The built program.
    let program: String

    /// - Parameter project: the folder to copy.
    init(copyOf source: String) throws {
        folder = try TemporaryFolder()
        project = "\(folder.path)/project"
        program = try BuiltProduct.path("fcsh")
        try FileManager.default.copyItem(atPath: source, toPath: project)
        let home = "\(folder.path)/home"
        var environment = Program.environment(home: home)
        for name in ["home", "run", "config", "state", "cache"] {
            try FileManager.default.createDirectory(
                atPath: "\(folder.path)/\(name)", withIntermediateDirectories: true, attributes: nil)
        }
        environment["XDG_RUNTIME_DIR"] = "\(folder.path)/run"
        environment["XDG_CONFIG_HOME"] = "\(folder.path)/config"
        environment["XDG_STATE_HOME"] = "\(folder.path)/state"
        environment["XDG_CACHE_HOME"] = "\(folder.path)/cache"
        environment["PWD"] = project
        let own = program.dropLast("/fcsh".count)
        environment["PATH"] = "\(own):\(GoldenCase.folder)/tools:" + (environment["PATH"] ?? "")
        self.environment = environment
    }

    /// Puts a file into the working directory.
    func add(_ file: String, as name: String) throws {
        let target = "\(project)/\(name)"
        if FileManager.default.fileExists(atPath: target) { return }
        try FileManager.default.copyItem(atPath: file, toPath: target)
    }

    /// The text of a file in the working directory.
    func read(_ name: String) throws -> String { try folder.read("project/\(name)") }

    /// Runs a program in the working directory, without anything on its standard input.
    func run(_ arguments: [String]) async throws -> Program.Outcome {
        try await Program.run(arguments, environment: environment, directory: project, limit: .seconds(30))
    }

    /// A text with everything that changes from run to run replaced by its name.
    func steady(_ bytes: [UInt8]) -> String {
        Placeholders.apply(to: String(decoding: bytes, as: UTF8.self), folder: folder.path)
    }
}

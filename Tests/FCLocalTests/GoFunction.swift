import FCCore
import TestSupport

@testable import FCLocal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The Go function of `Tests/Vectors/go-function`, compiled once for all tests. It speaks the runtime API with nothing
/// but the standard library, and asks for the next call before it has answered the one it has.
enum GoFunction {
    /// The path of the program; it lies with what else was built.
    static var program: String {
        get async throws { try await built.value }
    }

    private static let built = Task { try await build() }

    /// The text of one of its files.
    static func source(_ name: String) throws -> String {
        String(decoding: try FileSystem.read("\(folder)/\(name)"), as: UTF8.self)
    }

    /// A bench whose function is the program, under the name `main`.
    static func bench(
        instanceLimit: Int = 2, change: (inout LocalFunction) -> Void = { _ in }
    ) async throws -> LocalBench {
        let program = try await program
        let bench = try emptyBench(instanceLimit: instanceLimit, change: change)
        symlink(program, bench.folder.path + "/code/main")
        return bench
    }

    /// A bench with a function of the runtime `go1` and no code yet.
    static func emptyBench(
        instanceLimit: Int = 2, change: (inout LocalFunction) -> Void = { _ in }
    ) throws -> LocalBench {
        try LocalBench("", file: "notes.txt", instanceLimit: instanceLimit) { function in
            function.runtime = "go1"
            function.handler = "main"
            change(&function)
        }
    }

    /// The same with what the body puts into the code folder.
    static func filledBench(_ fill: (String) throws -> Void) throws -> LocalBench {
        let bench = try emptyBench()
        try fill(bench.folder.path + "/code")
        return bench
    }

    /// A folder with the program under its own name, for an endpoint in a process of its own.
    static func codeFolder(in folder: TemporaryFolder) async throws -> String {
        try folder.write("", to: "code/notes.txt")
        let program = try await program
        symlink(program, folder.path + "/code/go-function")
        return "./code"
    }

    private static var folder: String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
            + "/Vectors/go-function"
    }

    private static func build() async throws -> String {
        let search = LocalBench.interpreters
        guard let go = search.go else { throw TestFailure("the tests need Go") }
        let beside = try BuiltProduct.path("fcsh").split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let product = beside.joined(separator: "/") + "/go-function"
        var environment = search.buildEnvironment
        environment["CGO_ENABLED"] = "0"
        let outcome = try await Program.run(
            [go, "build", "-o", product, "main.go", "runtime.go"], environment: environment, directory: folder,
            limit: .seconds(300))
        guard outcome.status == .exited(0) else { throw TestFailure(outcome.errorText) }
        return product
    }
}

import FCCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The published versions and the aliases of an endpoint's functions, for as long as it lives.
final class VersionStore: Sendable {
    /// A frozen copy of a function.
    struct Version: Sendable {
        let number: Int
        let summary: String
        /// In milliseconds since 1970.
        let time: Int64
        /// Who runs it.
        let scheduler: FunctionScheduler
    }

    private struct State {
        var versions: [String: [Int: Version]] = [:]
        var aliases: [String: [String: VersionAlias]] = [:]
        var lastNumbers: [String: Int] = [:]
    }

    private let configuration: LocalConfiguration
    private let state = Mutex(State())

    /// A store without versions.
    init(_ configuration: LocalConfiguration) {
        self.configuration = configuration
    }

    /// Freezes a function as it is now.
    func publish(_ function: LocalFunction, summary: String) throws(ServiceRefusal) -> Version {
        let number = state.withLock { state in
            state.lastNumbers[function.name, default: 0] += 1
            return state.lastNumbers[function.name, default: 1]
        }
        var frozen = function
        frozen.version = String(number)
        if function.problem == nil {
            frozen.codePath = folder + "/" + Identifiers.random(16)
            do throws(FileError) {
                try FileSystem.copyCode(function.codePath, to: &frozen.codePath)
            } catch {
                throw .invalidArgument("the code cannot be copied: \(error.path): \(error.reason)")
            }
        }
        let scheduler = FunctionScheduler(function: frozen, configuration: configuration)
        scheduler.listen()
        let version = Version(number: number, summary: summary, time: configuration.now(), scheduler: scheduler)
        state.withLock { $0.versions[function.name, default: [:]][number] = version }
        return version
    }

    /// A function's versions, the newest first.
    func versions(of function: String) -> [Version] {
        state.withLock { $0.versions[function]?.values.sorted { $0.number > $1.number } ?? [] }
    }

    /// A version by its number; nil when there is none.
    func version(_ number: String, of function: String) -> Version? {
        Int(number).flatMap { number in state.withLock { $0.versions[function]?[number] } }
    }

    /// Forgets a version that no alias leads to.
    func remove(_ number: String, of function: String) async throws(ServiceRefusal) {
        guard let version = version(number, of: function) else { throw .versionNotFound(number) }
        let users = aliases(of: function).filter { $0.version == number || $0.weights[number] != nil }
        if let user = users.first {
            throw ServiceRefusal(
                status: 412, code: "PreconditionFailed",
                message: "version '\(number)' cannot be deleted: the alias '\(user.name)' leads to it")
        }
        state.withLock { $0.versions[function]?[version.number] = nil }
        await version.scheduler.stop()
        await removeCode(of: version)
    }

    /// A function's aliases by name.
    func aliases(of function: String) -> [VersionAlias] {
        state.withLock { state in
            state.aliases[function]?.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } ?? []
        }
    }

    /// An alias by its name; nil when there is none.
    func alias(_ name: String, of function: String) -> VersionAlias? {
        state.withLock { $0.aliases[function]?[name] }
    }

    /// Keeps an alias; false when it should be new and is not.
    func keep(_ alias: VersionAlias, of function: String, isNew: Bool) -> Bool {
        state.withLock { state in
            if isNew, state.aliases[function]?[alias.name] != nil { return false }
            state.aliases[function, default: [:]][alias.name] = alias
            return true
        }
    }

    /// Forgets an alias; false when there is none.
    func removeAlias(_ name: String, of function: String) -> Bool {
        state.withLock { $0.aliases[function]?.removeValue(forKey: name) != nil }
    }

    /// Everyone who runs a version.
    var schedulers: [FunctionScheduler] {
        state.withLock { state in state.versions.values.flatMap { $0.values.map(\.scheduler) } }
    }

    /// Stops all versions and removes their code.
    func stop() async {
        for scheduler in schedulers { await scheduler.stop() }
        FileSystem.remove(folder)
    }

    /// Removes what endpoints left that ended without a word.
    func removeLeftovers() {
        for name in FileSystem.names(in: parent) {
            guard let process = pid_t(name), process != getpid(), kill(process, 0) != 0, errno == ESRCH else {
                continue
            }
            FileSystem.remove(parent + "/" + name)
        }
    }

    private func removeCode(of version: Version) async {
        let path = await version.scheduler.function.codePath
        if path.hasPrefix(folder + "/") { FileSystem.remove(path) }
    }

    private var parent: String { configuration.stateFolder + "/versions" }
    private var folder: String { "\(parent)/\(getpid())" }
}

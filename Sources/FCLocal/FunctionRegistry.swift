import Synchronization

/// A function in one of its versions.
struct FunctionTarget: Sendable {
    /// Who runs it.
    var scheduler: FunctionScheduler
    /// The version or alias that was asked for.
    var qualifier: String
    /// `LATEST`, or the number of the version that this leads to.
    var version: String
}

/// The functions of an endpoint by name; follows the description they came from.
final class FunctionRegistry: Sendable {
    private struct State {
        var order: [String] = []
        var schedulers: [String: FunctionScheduler] = [:]
        var descriptions: [String: LocalFunction] = [:]
        var stamp: FileStamp?
        var asyncSettings: [String: LocalFunction.AsyncSettings] = [:]
    }

    /// The published versions and the aliases.
    let versions: VersionStore
    private let configuration: LocalConfiguration
    private let state = Mutex(State())

    /// A registry of the configuration's functions. Of two functions of the same name the first one counts.
    init(_ configuration: LocalConfiguration) {
        self.configuration = configuration
        versions = VersionStore(configuration)
        let stamp = stamp()
        state.withLock { state in
            state.stamp = stamp
            _ = add(configuration.functions, to: &state)
        }
    }

    /// What the functions wrote.
    var logs: LogBook { configuration.logs }

    /// The descriptions in their order.
    var functions: [LocalFunction] {
        state.withLock { state in state.order.compactMap { state.descriptions[$0] } }
    }

    /// Who runs a function, nil when there is no such function.
    func scheduler(of name: String) -> FunctionScheduler? {
        state.withLock { $0.schedulers[name] }
    }

    /// Who runs a function in the asked version.
    func target(of name: String, qualifier: String?) throws(ServiceRefusal) -> FunctionTarget {
        guard let latest = scheduler(of: name) else { throw .functionNotFound(name) }
        let asked = qualifier.flatMap { $0.isEmpty ? nil : $0 } ?? "LATEST"
        let alias = versions.alias(asked, of: name)
        let number = alias?.version(for: .random(in: 0..<1)) ?? asked
        if number == "LATEST" { return FunctionTarget(scheduler: latest, qualifier: asked, version: number) }
        guard let version = versions.version(number, of: name) else { throw .qualifierNotFound(asked) }
        return FunctionTarget(scheduler: version.scheduler, qualifier: asked, version: number)
    }

    /// How asynchronous calls of a function are treated: as somebody has set it here, else as it is described.
    func asyncSettings(of function: LocalFunction) -> LocalFunction.AsyncSettings {
        state.withLock { $0.asyncSettings[function.name] } ?? function.asyncSettings
    }

    /// Sets how asynchronous calls of a function are treated, for as long as the endpoint lives.
    func setAsyncSettings(_ settings: LocalFunction.AsyncSettings, of function: String) {
        state.withLock { $0.asyncSettings[function] = settings }
    }

    /// How asynchronous calls are treated where somebody has set it, by function.
    var changedAsyncSettings: [String: LocalFunction.AsyncSettings] { state.withLock { $0.asyncSettings } }

    /// Everyone who runs functions, in order.
    var schedulers: [FunctionScheduler] {
        state.withLock { state in state.order.compactMap { state.schedulers[$0] } }
    }

    /// Reads the description again when its file has changed. A file that cannot be used changes nothing.
    func refresh() async {
        guard let source = configuration.source, let stamp = stamp() else { return }
        let isNew = state.withLock { state in
            defer { state.stamp = stamp }
            return state.stamp != stamp
        }
        guard isNew else { return }
        guard let functions = source.read() else {
            configuration.notice("\(source.path) cannot be used as it is now; its functions stay as they were")
            return
        }
        let changes = state.withLock { add(functions, to: &$0) }
        for (scheduler, function) in changes.updated { await scheduler.update(function) }
        for scheduler in changes.removed { await scheduler.stop() }
        configuration.reloaded("\(source.path) has changed and was read again")
    }

    /// Makes the functions the ones there are; says which schedulers have to hear of it.
    private func add(
        _ functions: [LocalFunction], to state: inout State
    ) -> (updated: [(FunctionScheduler, LocalFunction)], removed: [FunctionScheduler]) {
        var updated: [(FunctionScheduler, LocalFunction)] = []
        var order: [String] = []
        for function in functions where !order.contains(function.name) {
            order.append(function.name)
            if let known = state.schedulers[function.name] {
                if state.descriptions[function.name] != function { updated.append((known, function)) }
            } else {
                let scheduler = FunctionScheduler(function: function, configuration: configuration)
                scheduler.listen()
                state.schedulers[function.name] = scheduler
            }
            state.descriptions[function.name] = function
        }
        var removed: [FunctionScheduler] = []
        for name in state.order where !order.contains(name) {
            if let gone = state.schedulers.removeValue(forKey: name) { removed.append(gone) }
            state.descriptions[name] = nil
        }
        state.order = order
        return (updated, removed)
    }

    private func stamp() -> FileStamp? {
        configuration.source.flatMap { FileSystem.stamp($0.path) }
    }
}

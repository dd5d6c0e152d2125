import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What Ctrl-C and the signals that end a process do.
///
/// The first SIGINT cancels the task that is running; in a script a second one ends the program, at the prompt it never
/// does. SIGTERM and SIGHUP end the program in an orderly way: terminals are given back, a last action runs.
package final class Interrupts: Sendable {
    /// Who runs statements.
    package enum Manner: Sendable {
        /// A second SIGINT ends the program, and so does the first when nothing can be cancelled.
        case script
        /// Somebody types: SIGINT never ends the program.
        case prompt
    }

    /// What a signal leads to.
    enum Reaction: Sendable, Hashable {
        case ignore
        case cancel
        case end(ExitStatus)
    }

    private struct State {
        var manner = Manner.script
        var cancellations: [(id: Int, cancel: @Sendable () -> Void)] = []
        /// Whether the running task has been cancelled by a signal already.
        var hasCancelled = false
        var restorations: [(id: Int, restore: @Sendable () -> Void)] = []
        var nextID = 0
        var sources: [any DispatchSourceSignal] = []
    }

    private let executor: (any TaskExecutor)?
    private let terminate: @Sendable (ExitStatus) -> Void
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "fcsh.interrupts")

    /// - Parameters:
    ///   - executor: where the tasks run that SIGINT cancels; nil for the system's threads.
    ///   - terminate: the last action: it ends the program with the status, 130, 143 or 129. It runs on a queue of its
    ///     own, after every terminal has its modes back.
    package init(on executor: (any TaskExecutor)? = nil, terminate: @escaping @Sendable (ExitStatus) -> Void) {
        self.executor = executor
        self.terminate = terminate
    }

    /// Says who runs statements from now on; ``Manner/script`` until then.
    package func follow(_ manner: Manner) {
        state.withLock { $0.manner = manner }
    }

    deinit {
        state.withLock { state in
            for source in state.sources { source.cancel() }
        }
    }

    /// Listens to the signals from now on.
    package func install() {
        state.withLock { state in
            state.sources = [SIGINT, SIGTERM, SIGHUP].map { number in
                #if canImport(Darwin)
                    // kqueue hears of ignored signals too; the default action would come first.
                    signal(number, SIG_IGN)
                #endif
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                source.setEventHandler { @Sendable [weak self] in self?.receive(number) }
                source.resume()
                return source
            }
        }
    }

    /// Does what a signal asks for.
    func receive(_ number: Int32) {
        switch reaction(to: number) {
        case .ignore: return
        case .cancel: cancelInnermost()
        case .end(let status):
            for restoration in state.withLock({ $0.restorations }).reversed() { restoration.restore() }
            terminate(status)
        }
    }

    private func reaction(to number: Int32) -> Reaction {
        guard number == SIGINT else { return .end(ExitStatus(128 + number)) }
        return state.withLock { state in
            Self.reaction(in: state.manner, isRunning: !state.cancellations.isEmpty, isSecond: state.hasCancelled)
        }
    }

    /// What SIGINT leads to.
    static func reaction(in manner: Manner, isRunning: Bool, isSecond: Bool) -> Reaction {
        switch manner {
        case .prompt: isRunning ? .cancel : .ignore
        case .script: isRunning && !isSecond ? .cancel : .end(.interrupted)
        }
    }

    private func cancelInnermost() {
        let cancel = state.withLock { state in
            state.hasCancelled = true
            return state.cancellations.last?.cancel
        }
        cancel?()
    }

    /// Runs the body in a task that SIGINT cancels, and waits for it.
    package func withCancellation<Result: Sendable>(
        _ body: @escaping @Sendable () async -> Result
    ) async -> Result {
        let task = Task(executorPreference: executor) { await body() }
        let id = register { task.cancel() }
        defer { unregister(id) }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func register(_ cancel: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            if state.cancellations.isEmpty { state.hasCancelled = false }
            state.nextID += 1
            state.cancellations.append((state.nextID, cancel))
            return state.nextID
        }
    }

    private func unregister(_ id: Int) {
        state.withLock { state in state.cancellations.removeAll { $0.id == id } }
    }

    /// Runs the body; should a signal end the program meanwhile, something is restored first.
    package func restoring<Result>(
        with restore: @escaping @Sendable () -> Void, _ body: () async -> Result
    ) async -> Result {
        let id = state.withLock { state in
            state.nextID += 1
            state.restorations.append((state.nextID, restore))
            return state.nextID
        }
        defer { state.withLock { state in state.restorations.removeAll { $0.id == id } } }
        return await body()
    }
}

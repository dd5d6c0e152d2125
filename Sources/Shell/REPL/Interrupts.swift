import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What signals do: Ctrl-C cancels the work under way, a second one ends the program; SIGTERM and SIGHUP end it at once.
package final class Interrupts: Sendable {
    private struct State {
        /// Cancels the work under way.
        var cancel: (@Sendable () -> Void)?
        /// Whether the work under way has been asked to end already.
        var isCancelling = false
        var sources: [any DispatchSourceSignal] = []
    }

    private let state = Mutex(State())
    private let terminate: @Sendable (ExitStatus) -> Void

    /// - Parameter terminate: ends the program; restores the terminal and leaves nothing running first.
    package init(terminate: @escaping @Sendable (ExitStatus) -> Void) {
        self.terminate = terminate
    }

    /// Begins to listen. Without it signals do what the system has them do.
    package func install() {
        state.withLock { state in
            for number in [SIGINT, SIGTERM, SIGHUP] {
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { @Sendable [self] in receive(number) }
                source.activate()
                state.sources.append(source)
            }
        }
    }

    /// Runs work that Ctrl-C cancels.
    package func withCancellation<Result: Sendable>(
        _ work: @escaping @Sendable () async -> Result
    ) async -> Result {
        let task = Task { await work() }
        state.withLock { state in
            state.cancel = { task.cancel() }
            state.isCancelling = false
        }
        defer { state.withLock { $0.cancel = nil } }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func receive(_ number: Int32) {
        guard number == SIGINT else { return terminate(number == SIGTERM ? .terminated : ExitStatus(128 + number)) }
        let cancel = state.withLock { state -> (@Sendable () -> Void)? in
            guard let cancel = state.cancel, !state.isCancelling else { return nil }
            state.isCancelling = true
            return cancel
        }
        if let cancel { cancel() } else { terminate(.interrupted) }
    }
}

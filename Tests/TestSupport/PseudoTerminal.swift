import CPseudoTerminal
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A program on a pseudo terminal of its own, driven as a person would: keys go in, a screen comes out.
package final class PseudoTerminal: Sendable {
    private struct State {
        var received: [UInt8] = []
        var screen: Screen
        var status: ProcessStatus?
        var isHungUp = false
    }

    /// How long a wait lasts unless a test says otherwise.
    package static let patience = Duration.seconds(20)

    private let terminal: Int32
    private let child: ChildProcess
    private let state: Mutex<State>

    /// Starts a program.
    /// - Parameters:
    ///   - arguments: the path of the program, then its arguments.
    ///   - environment: added to that of ``Program/environment(home:)`` with a colour terminal; an empty value removes
    ///     the variable.
    ///   - home: its home folder, and its working directory unless that is given.
    /// - Throws: ``TestFailure`` when there is no terminal to be had.
    package init(
        _ arguments: [String], home: String, environment changes: [String: String] = [:], directory: String? = nil,
        rows: Int = 24, columns: Int = 80
    ) throws {
        var environment = Program.environment(home: home)
        environment["TERM"] = "xterm-256color"
        environment.merge(changes) { _, new in new }
        let variables = environment.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }
        guard let path = arguments.first else { throw TestFailure("a program to run is missing") }
        var id: pid_t = 0
        terminal = withCStrings(arguments) { argv in
            withCStrings(variables) { envp in
                pseudo_terminal_spawn(path, argv, envp, directory ?? home, UInt16(rows), UInt16(columns), &id)
            }
        }
        guard terminal >= 0 else { throw TestFailure("no pseudo terminal: \(String(cString: strerror(errno)))") }
        child = ChildProcess(id: id)
        state = Mutex(State(screen: Screen(rows: rows, columns: columns)))
    }

    deinit {
        close(terminal)
        if state.withLock({ $0.status }) == nil { child.killGroup() }
    }

    /// The process on the terminal.
    package var processID: Int32 { child.id }

    /// Everything that has come out so far, escape sequences included.
    package var transcript: String { state.withLock { String(decoding: $0.received, as: UTF8.self) } }

    /// What a person sees now.
    package var screen: Screen { state.withLock { $0.screen } }

    /// Types text, reading along so that neither side has to wait for the other.
    package func send(_ text: String, limit: Duration = patience) async throws {
        try await onOwnThread { [self] in
            let deadline = Deadline(after: limit)
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                guard !deadline.hasPassed else { throw failure("the program does not take its input") }
                var request = [pollfd(fd: terminal, events: Int16(POLLIN | POLLOUT), revents: 0)]
                poll(&request, 1, deadline.milliseconds)
                if request[0].revents & Int16(POLLIN) != 0 { receive() }
                guard request[0].revents & Int16(POLLOUT) != 0 else { continue }
                let count = rest.prefix(1024).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) }
                if count > 0 { rest = rest.dropFirst(count) }
                if count < 0, errno != EAGAIN, errno != EINTR { throw failure("the terminal is closed") }
            }
        }
    }

    /// Types a key.
    package func send(_ key: TerminalKey) async throws {
        try await send(key.rawValue)
    }

    /// Waits until the screen satisfies a condition.
    /// - Throws: ``TestFailure`` with screen and transcript when it does not in time.
    package func waitFor(
        _ what: String, limit: Duration = patience, _ condition: @escaping @Sendable (Screen) -> Bool
    ) async throws {
        try await onOwnThread { [self] in
            let deadline = Deadline(after: limit)
            while !condition(screen) {
                guard !deadline.hasPassed else { throw failure("waited \(limit) for \(what)") }
                guard !state.withLock({ $0.isHungUp }) else { throw failure("the program ended before: \(what)") }
                var request = [pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)]
                poll(&request, 1, deadline.milliseconds)
                receive()
            }
        }
    }

    /// Waits until a text is on the screen.
    package func waitFor(_ text: String, limit: Duration = patience) async throws {
        try await waitFor("'\(text)'", limit: limit) { $0.text.contains(text) }
    }

    /// Waits until the row of the cursor reads so; blanks at its end do not count.
    package func waitForRow(_ text: String, limit: Duration = patience) async throws {
        try await waitFor("the row '\(text)'", limit: limit) { $0.cursorRow == text }
    }

    /// Waits until a text has come out, also one that is no longer on the screen.
    package func waitForTranscript(_ text: String, limit: Duration = patience) async throws {
        try await waitFor("the output '\(text)'", limit: limit) { [self] _ in transcript.contains(text) }
    }

    /// Gives the window another size.
    package func resize(rows: Int, columns: Int) {
        state.withLock { $0.screen.resize(rows: rows, columns: columns) }
        _ = pseudo_terminal_resize(terminal, UInt16(rows), UInt16(columns))
    }

    /// Sends a signal to the program.
    package func signal(_ number: Int32) {
        kill(child.id, number)
    }

    /// Waits for the program's end.
    package func exitStatus(limit: Duration = patience) async throws -> ProcessStatus {
        try await onOwnThread { [self] in
            let deadline = Deadline(after: limit)
            while !state.withLock({ $0.isHungUp }), !deadline.hasPassed {
                var request = [pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)]
                poll(&request, 1, min(50, deadline.milliseconds))
                receive()
                if let status = reap(by: Deadline(after: .zero)) { return status }
            }
            guard let status = reap(by: deadline) else { throw failure("the program did not end within \(limit)") }
            return status
        }
    }

    /// The terminal's modes as `tcgetattr` gives them, for comparing.
    package func modes() -> TerminalModes {
        TerminalModes(of: terminal)
    }

    /// Waits until the program has given the terminal its ordinary modes, in which Ctrl-C is a signal.
    package func waitForOrdinaryModes(limit: Duration = patience) async throws {
        try await onOwnThread { [self] in
            let deadline = Deadline(after: limit)
            guard deadline.wait(for: { modes().isCanonical }) else { throw failure("the editor keeps the terminal") }
        }
    }

    private func reap(by deadline: Deadline) -> ProcessStatus? {
        if let status = state.withLock({ $0.status }) { return status }
        guard let status = child.status(by: deadline) else { return nil }
        state.withLock { $0.status = status }
        return status
    }

    private func receive() {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(terminal, &buffer, buffer.count)
        let code = errno
        state.withLock { state in
            if count > 0 {
                state.received += buffer[..<count]
                state.screen.write(buffer[..<count])
            } else if count == 0 || (code != EAGAIN && code != EINTR) {
                // Linux answers EIO when the last program has let go of the terminal.
                state.isHungUp = true
            }
        }
    }

    private func failure(_ reason: String) -> TestFailure {
        state.withLock { state in
            TestFailure(
                """
                \(reason)
                --- screen
                \(state.screen.text)
                --- transcript
                \(String(decoding: state.received, as: UTF8.self).debugDescription)
                """)
        }
    }
}

internal import NIOPosix
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a program to its end, without a shell.
package protocol ProgramRunner: Sendable {
    /// What a program printed to standard output.
    /// - Parameters:
    ///   - words: the program, looked for in `PATH` unless it is a path, and its arguments.
    ///   - limit: after this time it is ended.
    /// - Throws: ``ProgramFailure`` when it cannot be started, does not end in time or with status 0.
    func output(
        of words: [String], environment: [String: String], limit: Duration
    ) async throws(ProgramFailure) -> [UInt8]
}

/// Why a program gave nothing.
package enum ProgramFailure: Error, Sendable, Hashable {
    /// It cannot be started, with the system's reason.
    case notStarted(String)
    /// It ended with this status, 128 + N for a signal.
    case status(Int32)
    /// It did not end in time.
    case overLimit
    /// It printed more than anybody could want.
    case tooMuch
    /// Whoever waited does not any more.
    case cancelled
}

/// Programs of this machine. Their standard input is empty, what they say on standard error is not kept.
package struct ChildPrograms: ProgramRunner {
    /// The largest output that is read, in bytes.
    private static let outputLimit = 1 << 20

    package init() {}

    package func output(
        of words: [String], environment: [String: String], limit: Duration
    ) async throws(ProgramFailure) -> [UInt8] {
        let isCancelled = CancellationMark()
        let result: Result<[UInt8], ProgramFailure> = await withTaskCancellationHandler {
            do {
                return try await NIOThreadPool.singleton.runIfActive {
                    do throws(ProgramFailure) {
                        let program = try Self.start(words, environment)
                        return .success(try program.output(limit: limit, isCancelled))
                    } catch {
                        return .failure(error)
                    }
                }
            } catch {
                return .failure(.cancelled)
            }
        } onCancel: {
            isCancelled.set()
        }
        return try result.get()
    }

    private final class CancellationMark: Sendable {
        private let state = Mutex(false)
        var isSet: Bool { state.withLock { $0 } }
        func set() { state.withLock { $0 = true } }
    }

    private static func start(
        _ words: [String], _ environment: [String: String]
    ) throws(ProgramFailure) -> RunningProgram {
        guard let name = words.first, let path = search(name, environment["PATH"] ?? "/usr/bin:/bin") else {
            throw .notStarted("there is no such program")
        }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .notStarted(String(cString: strerror(errno))) }
        _ = fcntl(ends[0], F_SETFD, FD_CLOEXEC)
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        defer { close(ends[1]) }

        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // This program ignores SIGPIPE and handles SIGINT; the other must not inherit that.
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        let arguments = texts(words)
        let variables = texts(environment.map { "\($0.key)=\($0.value)" })
        defer { for text in arguments + variables { free(text) } }
        var identifier: pid_t = 0
        let status = posix_spawn(&identifier, path, &actions, &attributes, arguments, variables)
        guard status == 0 else {
            close(ends[0])
            throw .notStarted(String(cString: strerror(status)))
        }
        return RunningProgram(identifier: identifier, descriptor: ends[0])
    }

    private static func search(_ name: String, _ folders: String) -> String? {
        if name.contains("/") { return name }
        return folders.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// The texts as C has them, ended by nil; the caller frees them.
    private static func texts(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { text in text.withCString { strdup($0) } } + [nil]
    }

    /// A program that was started. All its methods block.
    private struct RunningProgram {
        let identifier: pid_t
        let descriptor: Int32

        /// Reads until the program closes its output and ends; ends it when that takes too long.
        func output(limit: Duration, _ isCancelled: CancellationMark) throws(ProgramFailure) -> [UInt8] {
            defer { close(descriptor) }
            let deadline = ContinuousClock.now.advanced(by: limit)
            var output: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65536)
            var isOpen = true
            while true {
                if isCancelled.isSet { throw end(.cancelled) }
                if ContinuousClock.now >= deadline { throw end(.overLimit) }
                guard isOpen else {
                    if let status = status() {
                        guard status == 0 else { throw .status(status) }
                        return output
                    }
                    poll(nil, 0, 5)
                    continue
                }
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&waiting, 1, 50) > 0 else { continue }
                let count = read(descriptor, &chunk, chunk.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { isOpen = false } else { output += chunk[..<count] }
                if output.count > ChildPrograms.outputLimit { throw end(.tooMuch) }
            }
        }

        private func end(_ failure: ProgramFailure) -> ProgramFailure {
            kill(identifier, SIGKILL)
            var status: Int32 = 0
            while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
            return failure
        }

        private func status() -> Int32? {
            var status: Int32 = 0
            let ended = waitpid(identifier, &status, WNOHANG)
            if ended == 0 || (ended < 0 && errno == EINTR) { return nil }
            guard ended > 0 else { return 127 }
            let signal = status & 0x7F
            return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        }
    }
}

import ShellSyntax
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A line that runs in the system's shell.
struct ShellProcess: Sendable {
    /// What the line reads from.
    enum Input: Sendable {
        case inherited, empty, pipe
    }

    private let identifier: pid_t
    private let line: String
    /// The end that feeds it, when it reads from a pipe.
    let input: Int32?

    /// Starts `/bin/sh -c LINE` with standard error shared.
    /// - Parameter keepsOutputClean: whether what it prints goes to standard error, since standard output is for answers.
    static func start(
        _ line: String, environment: [String: String], input: Input, span: SourceSpan, keepsOutputClean: Bool = false
    ) throws(Failure) -> ShellProcess {
        var ends: [Int32] = [-1, -1]
        if input == .pipe {
            guard pipe(&ends) == 0 else { throw Failure(.shellCommand, "no pipe can be opened", at: span) }
            _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        }
        defer { if ends[0] >= 0 { close(ends[0]) } }

        var actions = FileActions()
        switch input {
        case .inherited: break
        case .empty: actions.openNull(at: 0)
        case .pipe: actions.duplicate(ends[0], to: 0)
        }
        keepDescriptorsPrivate()
        if keepsOutputClean { actions.duplicate(2, to: 1) }
        let (status, identifier) = spawn(line, environment: environment, actions: &actions)
        guard status == 0 else {
            if ends[1] >= 0 { close(ends[1]) }
            throw Failure(.shellCommand, "/bin/sh cannot be started: \(String(cString: strerror(status)))", at: span)
        }
        return ShellProcess(identifier: identifier, line: line, input: input == .pipe ? ends[1] : nil)
    }

    /// Waits for the line to end.
    /// - Throws: ``Failure`` with status 7 when it does not end with 0.
    func wait(at span: SourceSpan) async throws(Failure) {
        let status = await exitStatus()
        guard status != 0 else { return }
        throw Failure(.shellCommand, "the command ended with status \(status)", at: span)
    }

    /// The status, 128 + N for a signal. The calling thread is blocked until there is one.
    func waitHere() -> Int32 {
        Self.waitForExit(of: identifier)
    }

    /// The status, 128 + N for a signal. A thread of its own waits: the call blocks.
    func exitStatus() async -> Int32 {
        let identifier = identifier
        return await withCheckedContinuation { continuation in
            Thread.detach { continuation.resume(returning: Self.waitForExit(of: identifier)) }
        }
    }

    private static func waitForExit(of identifier: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(identifier, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }

    private static func spawn(
        _ line: String, environment: [String: String], actions: inout FileActions
    ) -> (Int32, pid_t) {
        var attributes = SpawnAttributes()
        // The program ignores SIGPIPE and handles SIGINT; a command of the system's shell must not inherit that.
        attributes.restoreDefaults(of: [SIGPIPE, SIGINT, SIGTERM, SIGTSTP])
        var identifier: pid_t = 0
        let words = copies(of: ["sh", "-c", line])
        let variables = copies(of: environment.map { "\($0.key)=\($0.value)" })
        defer { for text in words + variables { free(text) } }
        let status = posix_spawn(&identifier, "/bin/sh", &actions.storage, &attributes.storage, words, variables)
        return (status, identifier)
    }

    /// Marks every descriptor but the standard three close-on-exec. Sockets that listen are not by themselves, and would
    /// keep their port open in the child.
    private static func keepDescriptorsPrivate() {
        #if os(Linux)
            let folder = "/proc/self/fd"
        #else
            let folder = "/dev/fd"
        #endif
        guard let stream = opendir(folder) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let descriptor = Int32(name), descriptor > 2 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        }
    }

    /// The texts as C has them, ended by nil; the caller frees them.
    private static func copies(of texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        var copies: [UnsafeMutablePointer<CChar>?] = []
        for text in texts { copies.append(text.withCString { strdup($0) }) }
        copies.append(nil)
        return copies
    }

    /// Whether a shell accepts the name as a variable's.
    static func isVariableName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
    }
}

/// What `posix_spawn` does with descriptors, freed when it goes.
private struct FileActions: ~Copyable {
    #if canImport(Glibc)
        var storage = posix_spawn_file_actions_t()
    #else
        var storage: posix_spawn_file_actions_t?
    #endif

    init() {
        posix_spawn_file_actions_init(&storage)
    }

    mutating func openNull(at descriptor: Int32) {
        posix_spawn_file_actions_addopen(&storage, descriptor, "/dev/null", O_RDONLY, 0)
    }

    mutating func duplicate(_ descriptor: Int32, to target: Int32) {
        posix_spawn_file_actions_adddup2(&storage, descriptor, target)
    }

    deinit {
        var storage = storage
        posix_spawn_file_actions_destroy(&storage)
    }
}

/// How `posix_spawn` starts a process, freed when it goes.
private struct SpawnAttributes: ~Copyable {
    #if canImport(Glibc)
        var storage = posix_spawnattr_t()
    #else
        var storage: posix_spawnattr_t?
    #endif

    init() {
        posix_spawnattr_init(&storage)
    }

    mutating func restoreDefaults(of signals: [Int32]) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        posix_spawnattr_setsigdefault(&storage, &set)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&storage, &none)
        posix_spawnattr_setflags(&storage, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    }

    deinit {
        var storage = storage
        posix_spawnattr_destroy(&storage)
    }
}

/// A thread that runs one blocking piece of work and ends.
enum Thread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs the work on a thread of its own.
    static func detach(_ body: @escaping @Sendable () -> Void) {
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let work = Unmanaged.passRetained(Work(body)).toOpaque()
        let status = pthread_create(
            &thread, nil,
            { argument in
                #if canImport(Glibc)
                    guard let argument else { return nil }
                #endif
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, work)
        guard status == 0 else {
            // No thread is to be had: better to block here than to lose the work.
            Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
            return
        }
        #if canImport(Glibc)
            pthread_detach(thread)
        #else
            if let thread { pthread_detach(thread) }
        #endif
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which program to start, where and with what around it.
struct LaunchPlan: Sendable, Hashable {
    /// The program and its arguments.
    var command: [String]
    /// Everything in its environment; nothing is inherited.
    var environment: [String: String]
    /// Where it starts.
    var workingFolder: String
    /// Whether it talks to the endpoint in frames.
    var hasChannel = true
}

/// Why a process could not be started.
struct SpawnError: Error, Hashable, CustomStringConvertible {
    /// What was tried.
    var attempt: String
    /// The system's own number for the failure.
    var code: Int32

    var description: String { "\(attempt): \(String(cString: strerror(code)))" }
}

/// A started process behind its guard, with this program's ends of what connects them.
struct GuardedProcess: Sendable {
    /// The guard, see ``RuntimeHelper``.
    var helper: pid_t
    /// The guard's reports arrive here; its end lets the guard kill the process.
    var control: Int32
    /// Frames to and from the bootstrap.
    var channel: Int32
    /// What the process writes to standard output and standard error.
    var log: Int32

    /// Starts a process through the helper program.
    /// - Throws: ``SpawnError`` when the system refuses.
    static func start(_ plan: LaunchPlan, helperPath: String) throws(SpawnError) -> GuardedProcess {
        let control = try socketPair()
        let channel: (Int32, Int32)
        let log: (Int32, Int32)
        do {
            channel = try socketPair()
        } catch {
            closeAll([control.0, control.1])
            throw error
        }
        do {
            log = try makePipe()
        } catch {
            closeAll([control.0, control.1, channel.0, channel.1])
            throw error
        }
        defer { closeAll([control.1, channel.1, log.1]) }
        var helper = pid_t(0)
        var descriptors: [(Int32, Int32)] = [(control.1, 0), (log.1, 1), (log.1, 2)]
        if plan.hasChannel { descriptors.append((channel.1, RuntimeHelper.channelDescriptor)) }
        let failure = spawn(plan, helperPath: helperPath, descriptors: descriptors, &helper)
        guard failure == 0 else {
            closeAll([control.0, channel.0, log.0])
            throw SpawnError(attempt: "cannot start \(helperPath)", code: failure)
        }
        for descriptor in [control.0, channel.0, log.0] {
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL, 0) | O_NONBLOCK)
        }
        return GuardedProcess(helper: helper, control: control.0, channel: channel.0, log: log.0)
    }

    private static func spawn(
        _ plan: LaunchPlan, helperPath: String, descriptors: [(Int32, Int32)], _ helper: inout pid_t
    ) -> Int32 {
        let command = [helperPath, RuntimeHelper.word, plan.workingFolder] + plan.command
        let environment = plan.environment.map { "\($0.key)=\($0.value)" }.sorted()
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
        words.append(nil)
        variables.append(nil)
        defer { for text in words + variables { free(text) } }
        return SpawnSettings.with(descriptors: descriptors, ownGroup: false) { actions, attributes in
            posix_spawn(&helper, helperPath, actions, attributes, words, variables)
        }
    }

    /// Two connected sockets that no other child of this program inherits. They are numbered from 10 up, so that
    /// putting them in their place in the new process never overwrites one that is still to be moved.
    private static func socketPair() throws(SpawnError) -> (Int32, Int32) {
        var pair: [Int32] = [-1, -1]
        #if canImport(Darwin)
            let result = socketpair(AF_UNIX, SOCK_STREAM, 0, &pair)
        #else
            let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
            let result = socketpair(AF_UNIX, type, 0, &pair)
        #endif
        guard result == 0 else { throw SpawnError(attempt: "cannot make a socket pair", code: errno) }
        return try moved(pair)
    }

    private static func makePipe() throws(SpawnError) -> (Int32, Int32) {
        var pair: [Int32] = [-1, -1]
        guard pipe(&pair) == 0 else { throw SpawnError(attempt: "cannot make a pipe", code: errno) }
        return try moved(pair)
    }

    private static func moved(_ pair: [Int32]) throws(SpawnError) -> (Int32, Int32) {
        let high = pair.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
        let code = errno
        closeAll(pair)
        guard high[0] >= 0, high[1] >= 0 else {
            closeAll(high)
            throw SpawnError(attempt: "cannot open another descriptor", code: code)
        }
        return (high[0], high[1])
    }

    private static func closeAll(_ descriptors: [Int32]) {
        for descriptor in descriptors where descriptor >= 0 { close(descriptor) }
    }
}

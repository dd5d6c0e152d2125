#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The hidden mode in which this program starts a function's process and guards it.
///
/// It stays between the endpoint and the process, in a session of its own. Descriptor 0 is a socket to the endpoint:
/// its end means that the endpoint is gone, however it died, and the whole group of the process is killed at once. A
/// parent-death signal would not do: on Linux it follows the thread that started the process, and pool threads end.
package enum RuntimeHelper {
    /// The first argument that asks for this mode.
    package static let word = "__runtime-helper"
    /// The descriptor the process finds its channel to the endpoint at.
    package static let channelDescriptor: Int32 = 3

    /// Runs one process to its end: `arguments` are this program's without its name, so the helper word, the working
    /// folder, the program and its own arguments.
    ///
    /// Reports `pid N`, then `exit STATUS PEAK` or `signal NUMBER PEAK` (peak memory in KB), or `error NUMBER` on the
    /// socket.
    /// - Returns: the exit status of the helper.
    package static func run(arguments: [String]) -> Int32 {
        guard arguments.count >= 3 else { return 2 }
        setsid()
        closeForeignDescriptors()
        for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE] { signal(number, SIG_IGN) }
        _ = fcntl(0, F_SETFD, FD_CLOEXEC)
        guard chdir(arguments[1]) == 0 else { return report("error \(errno)", status: 1) }
        var process = pid_t(0)
        let failure = spawn(Array(arguments.dropFirst(2)), &process)
        guard failure == 0 else { return report("error \(failure)", status: 1) }
        close(channelDescriptor)
        _ = report("pid \(process)", status: 0)
        killWhenEndpointEnds(process)
        return waitForEnd(of: process)
    }

    private static func spawn(_ command: [String], _ process: inout pid_t) -> Int32 {
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        let hasChannel = fcntl(channelDescriptor, F_GETFD, 0) >= 0
        let descriptors: [(Int32, Int32)] = [(1, 1), (2, 2)] + (hasChannel ? [(3, 3)] : [])
        return SpawnSettings.with(descriptors: descriptors, ownGroup: true) { actions, attributes in
            posix_spawn(&process, command[0], actions, attributes, words, environ)
        }
    }

    /// Closes what this program was not meant to have: sockets of the endpoint are opened without the mark that closes
    /// them in children, and a function that holds one would keep the port taken.
    private static func closeForeignDescriptors() {
        #if os(Linux)
            let open = FileSystem.names(in: "/proc/self/fd").compactMap { Int32($0) }
            for descriptor in open where descriptor > channelDescriptor { close(descriptor) }
        #endif
    }

    private static func killWhenEndpointEnds(_ process: pid_t) {
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        // The context carries the number itself, nothing is pointed at.
        pthread_create(
            &thread, nil,
            { context in
                #if canImport(Darwin)
                    let process = pid_t(Int(bitPattern: context))
                #else
                    let process = pid_t(Int(bitPattern: context))
                #endif
                var byte = UInt8(0)
                while true {
                    let count = read(0, &byte, 1)
                    if count > 0 || (count < 0 && errno == EINTR) { continue }
                    break
                }
                kill(-process, SIGKILL)
                return nil
            }, UnsafeMutableRawPointer(bitPattern: Int(process)))
    }

    /// Waits for the process, takes its group along, then reports. The process is left a zombie until the group is
    /// gone, so that its number cannot mean another group meanwhile.
    private static func waitForEnd(of process: pid_t) -> Int32 {
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
        kill(-process, SIGKILL)
        var status = Int32(0)
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
        #if canImport(Darwin)
            let peak = usage.ru_maxrss / 1024
        #else
            let peak = usage.ru_maxrss
        #endif
        let number = status & 0x7F
        return report(number == 0 ? "exit \((status >> 8) & 0xFF) \(peak)" : "signal \(number) \(peak)", status: 0)
    }

    private static func report(_ line: String, status: Int32) -> Int32 {
        let bytes = Array((line + "\n").utf8)
        // The endpoint may be gone; then nobody needs the line.
        _ = bytes.withUnsafeBytes { write(0, $0.baseAddress, $0.count) }
        return status
    }
}

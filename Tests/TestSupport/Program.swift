import CPseudoTerminal

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs programs to their end and hands back what they wrote.
package enum Program {
    /// What a finished program left behind.
    package struct Outcome: Sendable {
        /// How it ended.
        package let status: ProcessStatus
        /// Everything it wrote to standard output.
        package let output: [UInt8]
        /// Everything it wrote to standard error.
        package let errorOutput: [UInt8]

        /// Standard output as text.
        package var text: String { String(decoding: output, as: UTF8.self) }
        /// Standard error as text.
        package var errorText: String { String(decoding: errorOutput, as: UTF8.self) }
    }

    /// The environment programs get unless a test says otherwise: no locale, no colour, UTC, nothing of the developer's.
    /// - Parameter home: the folder the program takes for its home.
    package static func environment(home: String) -> [String: String] {
        [
            "HOME": home, "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "dumb", "LC_ALL": "C.UTF-8", "TZ": "UTC",
            "SWIFT_BACKTRACE": "interactive=no,color=no", "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
        ]
    }

    /// Runs a program to its end.
    /// - Parameters:
    ///   - arguments: the path of the program, then its arguments.
    ///   - input: the bytes on its standard input.
    ///   - environment: its whole environment.
    ///   - directory: its working directory; nil for that of the tests.
    ///   - limit: after this time its process group is killed and the call throws.
    /// - Throws: ``TestFailure`` when it cannot be started or does not end in time; the sentence holds its output.
    package static func run(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String], directory: String? = nil,
        limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        try await onOwnThread {
            let streams = try StandardStreams()
            let child = try spawn(arguments, environment: environment, directory: directory, streams: streams)
            return try streams.exchange(with: child, input: input, limit: limit, name: arguments.joined(separator: " "))
        }
    }

    private static func spawn(
        _ arguments: [String], environment: [String: String], directory: String?, streams: StandardStreams
    ) throws -> ChildProcess {
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
        for (number, descriptor) in streams.childEnds.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        spawn_actions_close_others(&actions)
        if let directory { spawn_actions_add_directory(&actions, directory) }

        // A group of its own, so that a program that hangs can be killed with its children.
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        #if canImport(Darwin)
            let closing = Int32(POSIX_SPAWN_CLOEXEC_DEFAULT)
        #else
            let closing: Int32 = 0
        #endif
        let flags = Int32(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | closing
        posix_spawnattr_setflags(&attributes, Int16(flags))

        guard let path = arguments.first else { throw TestFailure("a program to run is missing") }
        var id: pid_t = 0
        let status = withCStrings(arguments) { argv in
            withCStrings(environment.map { "\($0.key)=\($0.value)" }) { envp in
                posix_spawn(&id, path, &actions, &attributes, argv, envp)
            }
        }
        guard status == 0 else { throw TestFailure("cannot start \(path): \(String(cString: strerror(status)))") }
        return ChildProcess(id: id)
    }
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A thread for work that blocks; the shared pool of the language must not be blocked.
enum DedicatedThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs the work on a thread of its own.
    /// - Returns: 0, or the system's number for why there is no such thread.
    static func start(_ work: @escaping @Sendable () -> Void) -> Int32 {
        let work = Unmanaged.passRetained(Work(work))
        let context = work.toOpaque()
        #if canImport(Darwin)
            var thread: pthread_t?
            let failure = pthread_create(
                &thread, nil,
                { context in
                    Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, context)
            guard failure == 0, let thread else {
                work.release()
                return failure
            }
        #else
            var thread = pthread_t()
            let failure = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, context)
            guard failure == 0 else {
                work.release()
                return failure
            }
        #endif
        return pthread_detach(thread)
    }
}

/// System calls whose names Swift members would hide.
enum Platform {
    /// Sends a signal to every process of a group.
    static func kill(group: Int, _ number: Int32) {
        #if canImport(Darwin)
            _ = Darwin.kill(-pid_t(group), number)
        #else
            _ = Glibc.kill(-pid_t(group), number)
        #endif
    }

    /// Sends what fits without waiting; a closed other end is an error, not a signal.
    static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Darwin)
            return Darwin.send(descriptor, bytes.baseAddress, bytes.count, 0)
        #else
            return Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #endif
    }
}

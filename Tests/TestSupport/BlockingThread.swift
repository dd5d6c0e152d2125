#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs work that blocks on a thread of its own, so that the threads of Swift's tasks stay free for the tests' servers.
func onOwnThread<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        BlockingThread.start { continuation.resume(with: Swift.Result(catching: work)) }
    }
}

/// A detached thread that runs one closure.
private enum BlockingThread {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    static func start(_ body: @escaping @Sendable () -> Void) {
        let argument = Unmanaged.passRetained(Work(body)).toOpaque()
        #if canImport(Glibc)
            var thread = pthread_t()
            let status = pthread_create(&thread, nil, run, argument)
        #else
            var thread: pthread_t?
            let status = pthread_create(&thread, nil, run, argument)
        #endif
        precondition(status == 0, "no thread for a test: \(String(cString: strerror(status)))")
        #if canImport(Glibc)
            pthread_detach(thread)
        #else
            if let thread { pthread_detach(thread) }
        #endif
    }

    #if canImport(Glibc)
        private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
            if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
            return nil
        }
    #else
        private static let run: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { argument in
            Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
            return nil
        }
    #endif
}

import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A serial executor on one thread of its own: libedit blocks while it waits for a key, and no thread of Swift's pool
/// may be blocked that long.
final class EditorThread: SerialExecutor {
    /// What the thread and the executor share; the thread outlives the executor until it has seen the end.
    private final class Queue: Sendable {
        struct State {
            /// Each with the executor it belongs to, which is alive as long as one of its jobs is.
            var jobs: [(job: UnownedJob, executor: UnownedSerialExecutor)] = []
            var isClosed = false
        }

        let state = Mutex(State())
        let signal = DispatchSemaphore(value: 0)
    }

    private let queue = Queue()

    init() throws(LineEditorError) {
        guard Self.startThread(queue) else { throw .unavailable }
    }

    deinit {
        queue.state.withLock { $0.isClosed = true }
        queue.signal.signal()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.state.withLock { $0.jobs.append((job, executor)) }
        queue.signal.signal()
    }

    /// Runs jobs until the executor is gone.
    private static func run(_ queue: Queue) {
        while true {
            queue.signal.wait()
            let (jobs, isClosed) = queue.state.withLock { state in
                defer { state.jobs.removeAll() }
                return (state.jobs, state.isClosed)
            }
            for (job, executor) in jobs { job.runSynchronously(on: executor) }
            if isClosed { return }
        }
    }

    private static func startThread(_ queue: Queue) -> Bool {
        let argument = Unmanaged.passRetained(queue).toOpaque()
        #if canImport(Glibc)
            var thread = pthread_t()
            let status = pthread_create(&thread, nil, { EditorThread.body($0) }, argument)
            if status == 0 { pthread_detach(thread) }
        #else
            var thread: pthread_t?
            let status = pthread_create(&thread, nil, { EditorThread.body($0) }, argument)
            if status == 0, let thread { pthread_detach(thread) }
        #endif
        if status != 0 { Unmanaged<Queue>.fromOpaque(argument).release() }
        return status == 0
    }

    private static func body(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let argument else { return nil }
        run(Unmanaged<Queue>.fromOpaque(argument).takeRetainedValue())
        return nil
    }
}

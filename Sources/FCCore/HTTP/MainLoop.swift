internal import NIOCore
internal import NIOPosix

/// The program's own thread as an event loop that runs its tasks too.
///
/// A request goes out and its answer comes in without a change of threads, and a short call starts no thread for either.
/// Tasks inherit the loop from the one that starts them in a group; others name it as their executor.
public final class MainLoop: TaskExecutor {
    let eventLoop: any EventLoop

    private init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Makes the calling thread the loop and runs the body on it.
    /// - Parameter body: ends the process when it is done.
    public static func run(_ body: @escaping @Sendable (MainLoop) async -> Never) -> Never {
        MultiThreadedEventLoopGroup.withCurrentThreadAsEventLoop { eventLoop in
            let loop = MainLoop(eventLoop)
            Task(executorPreference: loop) { await body(loop) }
        }
        preconditionFailure("nobody ends the loop but the end of the process")
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

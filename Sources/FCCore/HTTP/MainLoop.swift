internal import NIOCore
internal import NIOPosix

/// The program's own thread as an event loop that runs its tasks too.
///
/// A request goes out and its answer comes in without a change of threads, and a short call starts no thread for either.
/// Tasks inherit the loop from the one that starts them in a group; others name it as their executor.
public final class MainLoop: TaskExecutor {
    private struct Jobs {
        var waiting: CircularBuffer<UnownedJob> = []
        var areRunning = false
    }

    let eventLoop: any EventLoop
    private let jobs: NIOLoopBoundBox<Jobs>

    private init(_ eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        jobs = NIOLoopBoundBox.makeBoxSendingValue(Jobs(), eventLoop: eventLoop)
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

    /// Waits on the loop's own timers; the system's have a thread of theirs.
    /// - Throws: when the task is cancelled before.
    public func sleep(for duration: Duration) async throws {
        let timer = eventLoop.scheduleTask(in: TimeAmount(duration)) {}
        try await withTaskCancellationHandler {
            try await timer.futureResult.get()
        } onCancel: {
            timer.cancel()
        }
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        guard eventLoop.inEventLoop else {
            return eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
        }
        // Most jobs come from the loop itself, several for each call: they need no task of the loop each.
        jobs.value.waiting.append(job)
        if !jobs.value.areRunning { eventLoop.execute { self.runJobs() } }
        jobs.value.areRunning = true
    }

    private func runJobs() {
        while let job = jobs.value.waiting.popFirst() { job.runSynchronously(on: asUnownedTaskExecutor()) }
        jobs.value.areRunning = false
    }
}

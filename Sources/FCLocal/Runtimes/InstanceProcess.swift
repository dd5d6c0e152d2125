import FCCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A running process of a function and the thread that listens to it.
///
/// The thread reads the channel and the log together: a handler that prints more than a pipe holds would wait for ever
/// if somebody read only its answer. It alone reads and closes the descriptors; other threads write under the lock.
final class InstanceProcess: Sendable {
    struct Shared {
        var outbox: ArraySlice<UInt8> = []
        var processID: Int?
        var closed = false
        var hasReportedEnd = false
        var log = CapturedLog()
        var calls: Set<String> = []
        var lastPeak = 0
        var logOpen = true
    }

    let descriptors: GuardedProcess
    let wakeRead: Int32
    let wakeWrite: Int32
    let shared = Mutex(Shared())
    let hasChannel: Bool
    let report: @Sendable (InstanceSignal) -> Void

    /// Starts the plan's program behind a guard and listens to it.
    /// - Parameter report: told everything, from the listening thread, in order; `exited` is always the last.
    init(
        _ plan: LaunchPlan, helperPath: String, report: @escaping @Sendable (InstanceSignal) -> Void
    ) throws(SpawnError) {
        descriptors = try GuardedProcess.start(plan, helperPath: helperPath)
        var pair: [Int32] = [-1, -1]
        // Without a wake pipe long events would not get through; a process that cannot be talked to is no use.
        guard pipe(&pair) == 0 else {
            let code = errno
            close(descriptors.control)
            close(descriptors.channel)
            close(descriptors.log)
            throw SpawnError(attempt: "cannot make a pipe", code: code)
        }
        for descriptor in pair {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }
        (wakeRead, wakeWrite) = (pair[0], pair[1])
        hasChannel = plan.hasChannel
        self.report = report
        let failure = DedicatedThread.start { [self] in listen() }
        guard failure == 0 else {
            closeAll()
            throw SpawnError(attempt: "cannot start a thread", code: failure)
        }
    }

    /// The number of the process, nil until its guard has reported it.
    var processID: Int? { shared.withLock { $0.processID } }

    /// Whether the end of the process has been reported.
    var hasReportedEnd: Bool { shared.withLock { $0.hasReportedEnd } }

    /// Whether the other end of the channel is still there, asked of the system this moment: an instance that died
    /// while it was idle must not get a request.
    var isConnected: Bool {
        shared.withLock { shared in
            guard !shared.closed else { return false }
            let descriptor = hasChannel ? descriptors.channel : descriptors.control
            var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            return poll(&entry, 1, 0) >= 0 && entry.revents & Int16(POLLHUP | POLLERR) == 0
        }
    }

    /// Sends the call of a request.
    func call(_ requestID: String, _ frame: Frame) {
        beginCall(requestID)
        shared.withLock { enqueue(frame, &$0) }
    }

    /// Starts to measure for a call: unless another one runs, what was written so far belongs to the time before it.
    func beginCall(_ requestID: String) {
        let isAlone = shared.withLock { $0.calls.isEmpty }
        if isAlone, let processID { ProcessMemory.resetPeak(of: processID) }
        drainLog()
        shared.withLock { shared in
            if isAlone { shared.log.markCallStart() }
            shared.calls.insert(requestID)
        }
    }

    /// What has been written since the last time, to the last byte that is there, at the end of the only call.
    func takeLog() -> CapturedLog {
        drainLog()
        return shared.withLock { shared in
            shared.calls = []
            return shared.log.take()
        }
    }

    /// What a call has written that ends now, while others may run, see ``CapturedLog/take(of:among:)``.
    func takeLog(of requestID: String) -> (own: CapturedLog, nobodys: CapturedLog) {
        drainLog()
        return shared.withLock { shared in
            shared.calls.remove(requestID)
            return shared.log.take(of: requestID, among: Array(shared.calls))
        }
    }

    /// Reads what has been written; the end of the log is never waited for, as a child left behind may hold it.
    func drainLog() {
        shared.withLock { shared in
            guard !shared.closed, shared.logOpen else { return }
            shared.logOpen = InstanceReader.drain(descriptors.log) { shared.log.append($0) }
        }
    }

    /// Asks the bootstrap to leave.
    func stop() {
        shared.withLock { enqueue(Frame(.stop, meta: Array("{}".utf8)), &$0) }
    }

    /// Sends a signal to the process and everything it started in its group.
    func signal(_ number: Int32) {
        shared.withLock { shared in
            guard !shared.closed, let processID = shared.processID else { return }
            shared.lastPeak = ProcessMemory.peak(of: processID) ?? shared.lastPeak
            Platform.kill(group: processID, number)
        }
    }

    /// Kills the process and its group, through its guard when the number is not known yet.
    func kill() {
        signal(SIGKILL)
        shared.withLock { shared in
            if !shared.closed { shutdown(descriptors.control, Int32(SHUT_WR)) }
        }
    }

    /// Writes at once what fits, and leaves the rest to the thread.
    private func enqueue(_ frame: Frame, _ shared: inout Shared) {
        guard !shared.closed else { return }
        let bytes = frame.encoded
        let wasEmpty = shared.outbox.isEmpty
        shared.outbox += bytes
        guard wasEmpty else { return }
        flush(&shared)
        if !shared.outbox.isEmpty { wake() }
    }

    func flush(_ shared: inout Shared) {
        while !shared.outbox.isEmpty {
            let count = shared.outbox.withUnsafeBytes { Platform.send(descriptors.channel, $0) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno != EAGAIN { shared.outbox = [] }
            guard count > 0 else { return }
            shared.outbox = shared.outbox.dropFirst(count)
        }
        shared.outbox = []
    }

    private func wake() {
        var byte = UInt8(0)
        _ = write(wakeWrite, &byte, 1)
    }
}

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
    private struct Shared {
        var outbox: ArraySlice<UInt8> = []
        var processID: Int?
        var closed = false
        var log = CapturedLog()
        var lastPeak = 0
        var logOpen = true
    }

    private let descriptors: GuardedProcess
    private let wakeRead: Int32
    private let wakeWrite: Int32
    private let shared = Mutex(Shared())
    private let hasChannel: Bool
    private let report: @Sendable (InstanceSignal) -> Void

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

    /// Sends a call; what was written so far belongs to the time before it.
    func call(_ frame: Frame) {
        beginCall()
        shared.withLock { enqueue(frame, &$0) }
    }

    /// Starts to measure for a call: what was written so far belongs to the time before it.
    func beginCall() {
        if let processID { ProcessMemory.resetPeak(of: processID) }
        drainLog()
        shared.withLock { $0.log.markCallStart() }
    }

    /// What has been written since the last time, to the last byte that is there.
    func takeLog() -> CapturedLog {
        drainLog()
        return shared.withLock { $0.log.take() }
    }

    /// Reads what has been written; the end of the log is never waited for, as a child left behind may hold it.
    private func drainLog() {
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

    private func flush(_ shared: inout Shared) {
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

// MARK: The listening thread

extension InstanceProcess {
    /// How long the guard may take to report the end once the channel has ended.
    private static let patience: Duration = .seconds(1)

    private func listen() {
        var reader = InstanceReader(chunkSize: 65536)
        var channelOpen = hasChannel
        var channelEnd: ContinuousClock.Instant?
        while true {
            let (writing, logOpen) = shared.withLock { (!$0.outbox.isEmpty, $0.logOpen) }
            let channelEvents = channelOpen ? Int16(POLLIN) | (writing ? Int16(POLLOUT) : 0) : 0
            var entries = [
                pollfd(fd: channelOpen ? descriptors.channel : -1, events: channelEvents, revents: 0),
                pollfd(fd: logOpen ? descriptors.log : -1, events: Int16(POLLIN), revents: 0),
                pollfd(fd: descriptors.control, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wakeRead, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&entries, nfds_t(entries.count), channelEnd == nil ? -1 : 100)
            if entries[1].revents != 0 { drainLog() }
            if entries[0].revents & Int16(POLLOUT) != 0 { shared.withLock { flush(&$0) } }
            if entries[0].revents & ~Int16(POLLOUT) != 0, !readChannel(&reader) {
                channelOpen = false
                channelEnd = .now
            }
            if entries[3].revents != 0 { reader.discard(wakeRead) }
            if entries[2].revents != 0 {
                guard readControl(&reader) else { break }
            }
            if let end = channelEnd, end.duration(to: .now) > Self.patience { kill() }
        }
        if channelOpen { _ = readChannel(&reader) }
        finish(&reader)
    }

    /// Reads frames; false at the end of the stream or when it makes no sense any more.
    private func readChannel(_ reader: inout InstanceReader) -> Bool {
        let open = reader.readFrames(descriptors.channel)
        while true {
            do throws(FrameError) {
                guard let frame = try reader.decoder.next() else { return open }
                handle(frame, &reader)
            } catch {
                kill()
                return false
            }
        }
    }

    private func handle(_ frame: Frame, _ reader: inout InstanceReader) {
        let meta = try? JSONReader.read(frame.meta)
        switch frame.kind {
        case .ready:
            measurePeak()
            report(.ready(version: meta?["langVersion"]?.stringValue))
        case .startError:
            report(.startFailed(text: meta?["text"]?.stringValue ?? "the bootstrap gave no reason"))
        case .result, .error:
            let time = ContinuousClock.now
            let peak = measurePeak()
            let answer = Answer(
                requestID: meta?["rid"]?.stringValue ?? "", failed: frame.kind == .error,
                handled: meta?["kind"]?.stringValue == "Handled", fatal: meta?["fatal"]?.boolValue ?? false,
                body: frame.body, log: takeLog(), peakMemory: peak, time: time)
            report(.answered(answer))
        case .call, .stop, nil:
            break
        }
    }

    /// The most memory used since the last call began, in KB.
    @discardableResult
    func measurePeak() -> Int {
        shared.withLock { shared in
            if let processID = shared.processID, let peak = ProcessMemory.peak(of: processID) { shared.lastPeak = peak }
            return shared.lastPeak
        }
    }

    /// Reads the guard's reports; false when it has gone.
    private func readControl(_ reader: inout InstanceReader) -> Bool {
        let open = reader.readReports(descriptors.control)
        if let processID = reader.end.processID, shared.withLock({ $0.processID }) == nil {
            shared.withLock { $0.processID = processID }
            report(.started(processID: processID))
        }
        return open
    }

    private func closeAll() {
        for descriptor in [descriptors.control, descriptors.channel, descriptors.log, wakeRead, wakeWrite] {
            close(descriptor)
        }
    }

    private func finish(_ reader: inout InstanceReader) {
        drainLog()
        var status = Int32(0)
        while waitpid(descriptors.helper, &status, 0) < 0 && errno == EINTR {}
        let (log, lastPeak) = shared.withLock { shared in
            shared.closed = true
            closeAll()
            return (shared.log.take(), shared.lastPeak)
        }
        let end = reader.end
        report(
            .exited(
                ProcessEnd(
                    status: end.status, signal: end.signal, failure: end.failure, log: log,
                    peakMemory: end.peak ?? lastPeak, time: .now)))
    }
}

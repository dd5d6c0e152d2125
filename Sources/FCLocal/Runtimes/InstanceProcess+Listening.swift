import FCCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The listening thread.
extension InstanceProcess {
    /// How long the guard may take to report the end once the channel has ended.
    private static let patience: Duration = .seconds(1)

    func listen() {
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
        case .listening:
            report(.listening)
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

    func closeAll() {
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
        shared.withLock { $0.hasReportedEnd = true }
    }
}

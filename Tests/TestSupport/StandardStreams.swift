#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Pipes to the three standard streams of a child.
final class StandardStreams {
    /// The child's ends: standard input, output, error.
    private(set) var childEnds: [Int32] = []
    /// Our ends in the same order; -1 once closed.
    private var ends: [Int32] = []

    init() throws {
        for number in 0..<3 {
            var pair: [Int32] = [-1, -1]
            guard pipe(&pair) == 0 else { throw TestFailure("no pipe: \(String(cString: strerror(errno)))") }
            for descriptor in pair { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
            childEnds.append(number == 0 ? pair[0] : pair[1])
            ends.append(number == 0 ? pair[1] : pair[0])
        }
        for descriptor in ends { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        // A child that closes its input early is no reason to die.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit {
        for descriptor in childEnds + ends where descriptor >= 0 { close(descriptor) }
    }

    /// Feeds the child, collects what it writes and waits for its end.
    func exchange(
        with child: ChildProcess, input: [UInt8], limit: Duration, name: String
    ) throws -> Program.Outcome {
        for index in childEnds.indices {
            close(childEnds[index])
            childEnds[index] = -1
        }
        let deadline = Deadline(after: limit)
        var remaining = input[...]
        var collected: [[UInt8]] = [[], [], []]
        if remaining.isEmpty { closeEnd(0) }
        while ends[1] >= 0 || ends[2] >= 0, !deadline.hasPassed {
            let events: [Int16] = [Int16(POLLOUT), Int16(POLLIN), Int16(POLLIN)]
            var requests = ends.indices.map { pollfd(fd: ends[$0], events: events[$0], revents: 0) }
            poll(&requests, nfds_t(requests.count), deadline.milliseconds)
            if requests[0].revents != 0 { remaining = feed(remaining) }
            for index in 1...2 where requests[index].revents != 0 { drain(index, into: &collected[index]) }
        }
        guard ends[1] < 0, ends[2] < 0, let status = child.status(by: deadline) else {
            child.killGroup()
            throw TestFailure(
                """
                \(name) did not end within \(limit)
                --- standard output
                \(String(decoding: collected[1], as: UTF8.self))
                --- standard error
                \(String(decoding: collected[2], as: UTF8.self))
                """)
        }
        return Program.Outcome(status: status, output: collected[1], errorOutput: collected[2])
    }

    private func feed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let count = bytes.withUnsafeBytes { write(ends[0], $0.baseAddress, $0.count) }
        if count < 0, errno == EAGAIN || errno == EINTR { return bytes }
        let rest = count < 0 ? [] : bytes.dropFirst(count)
        if rest.isEmpty { closeEnd(0) }
        return rest
    }

    private func drain(_ index: Int, into collected: inout [UInt8]) {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = read(ends[index], &buffer, buffer.count)
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        if count <= 0 { return closeEnd(index) }
        collected += buffer[..<count]
    }

    private func closeEnd(_ index: Int) {
        if ends[index] >= 0 { close(ends[index]) }
        ends[index] = -1
    }
}

import Testing

@testable import Shell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct OutputSinkTests {
    /// The two ends of a new pipe.
    private func makePipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        return (ends[0], ends[1])
    }

    @Test func aReaderThatWentAwayIsABrokenPipe() throws {
        signal(SIGPIPE, SIG_IGN)
        let (reading, writing) = try makePipe()
        close(reading)
        defer { close(writing) }
        #expect(throws: SinkError.brokenPipe) { try FileDescriptorSink(writing).write([1, 2, 3]) }
    }

    @Test func anotherFailureKeepsItsNumber() {
        #expect(throws: SinkError.system(EBADF)) { try FileDescriptorSink(-1).write([1]) }
        #expect(SinkError.system(ENOSPC).message.hasPrefix("cannot write the output: "))
    }

    /// More than a pipe holds, through an end that does not block: the sink has to wait for the reader.
    @Test func aFullNonBlockingPipeIsWaitedFor() async throws {
        let (reading, writing) = try makePipe()
        #expect(fcntl(writing, F_SETFL, O_NONBLOCK) == 0)
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let reader = Task.detached { () -> [UInt8] in
            var received: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = read(reading, &chunk, chunk.count)
                if count <= 0 { return received }
                received += chunk[..<count]
            }
        }
        try FileDescriptorSink(writing).write(bytes)
        close(writing)
        let received = await reader.value
        close(reading)
        #expect(received == bytes)
    }

    @Test func aBufferForgetsWhatWasTaken() throws {
        let buffer = BufferSink()
        try buffer.write(Array("one".utf8))
        #expect(buffer.text == "one")
        #expect(buffer.take() == Array("one".utf8))
        #expect(buffer.bytes.isEmpty)
    }
}

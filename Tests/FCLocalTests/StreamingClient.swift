import FCCore
import FoundationEssentials
import TestSupport

@testable import FCLocal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A client that reads an answer as slowly as a test wants it to, byte for byte as it comes.
final class StreamingClient: Sendable {
    private let descriptor: Int32

    /// Connects and sends a request without a body; reads nothing.
    init(port: Int, _ request: String, headers: [String] = ["Host: hello.localhost"]) throws {
        #if canImport(Glibc)
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        let bytes = Array("\(request) HTTP/1.1\r\n\(headers.joined(separator: "\r\n"))\r\n\r\n".utf8)
        guard result == 0, bytes.withUnsafeBytes({ Platform.send(descriptor, $0) }) == bytes.count else {
            throw TestFailure("cannot send to port \(port): \(String(cString: strerror(errno)))")
        }
        // A test that waits for what never comes fails instead of hanging.
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    /// Hangs up, as a program that is ended does.
    func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Reads until the text has come, or to the end of the connection.
    /// - Returns: what was read.
    func read(until text: String) async throws -> String {
        let wanted = Array(text.utf8)
        var found: [UInt8] = []
        while found.firstRange(of: wanted) == nil {
            let piece = try await read()
            guard !piece.isEmpty else { break }
            found += piece
        }
        return String(decoding: found, as: UTF8.self)
    }

    /// Reads to the end of the connection.
    /// - Returns: how many bytes there were.
    func drain() async throws -> Int {
        var count = 0
        while true {
            let piece = try await read()
            guard !piece.isEmpty else { return count }
            count += piece.count
        }
    }

    /// What has come, waiting for the first byte; nothing at the end of the connection.
    private func read() async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            let failure = DedicatedThread.start { [self] in
                var chunk = [UInt8](repeating: 0, count: 1 << 18)
                let count = recv(descriptor, &chunk, chunk.count, 0)
                if count < 0, errno != ECONNRESET {
                    continuation.resume(throwing: TestFailure("nothing more came: \(String(cString: strerror(errno)))"))
                } else {
                    continuation.resume(returning: Array(chunk.prefix(max(0, count))))
                }
            }
            if failure != 0 { continuation.resume(throwing: TestFailure("no thread")) }
        }
    }
}

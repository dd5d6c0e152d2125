import FCCore
import FoundationEssentials
import Synchronization
import TestSupport

@testable import FCLocal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A small HTTP client on one blocking socket; it shares no code with the server.
///
/// It waits on threads of its own: the server under test lives in this process and needs those of the tasks.
final class LoopbackClient: Sendable {
    private let descriptor: Int32
    private let pending = Mutex<[UInt8]>([])

    /// Connects to a loopback address.
    init(port: Int, ipv6: Bool = false) throws {
        #if canImport(Glibc)
            let type = Int32(SOCK_STREAM.rawValue)
        #else
            let type = SOCK_STREAM
        #endif
        descriptor = socket(ipv6 ? AF_INET6 : AF_INET, type, 0)
        let result = ipv6 ? Self.connect6(descriptor, port) : Self.connect4(descriptor, port)
        guard result == 0 else {
            throw TestFailure("cannot connect to port \(port): \(String(cString: strerror(errno)))")
        }
        var one = Int32(1)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    private static func connect4(_ descriptor: Int32, _ port: Int) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private static func connect6(_ descriptor: Int32, _ port: Int) -> Int32 {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = UInt16(port).bigEndian
        address.sin6_addr = in6addr_loopback
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
    }

    /// Ends the connection, also under a request that waits.
    func hangUp() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Sends a request and reads its reply; the connection stays open.
    func send(_ request: FrontRequest) async throws -> Call {
        try await send([request])[0].call
    }

    /// Sends requests one after the other and tells how long each took.
    func send(_ requests: [FrontRequest]) async throws -> [(call: Call, time: Duration)] {
        try await withCheckedThrowingContinuation { continuation in
            let failure = DedicatedThread.start {
                continuation.resume(
                    with: Result {
                        try requests.map { request in
                            let start = ContinuousClock.now
                            let call = try self.exchange(request)
                            return (call, start.duration(to: .now))
                        }
                    })
            }
            if failure != 0 { continuation.resume(throwing: TestFailure("no thread")) }
        }
    }

    private func exchange(_ request: FrontRequest) throws -> Call {
        let target = request.rawQuery.isEmpty ? request.rawPath : request.rawPath + "?" + request.rawQuery
        var head = "\(request.method) \(target) HTTP/1.1\r\n"
        for field in request.headers.fields { head += "\(field.name): \(field.value)\r\n" }
        head += "content-length: \(request.body.count)\r\n\r\n"
        try write(Array(head.utf8) + request.body)
        return try pending.withLock { try read(&$0) }
    }

    private func write(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Platform.send(descriptor, $0) }
            guard count > 0 else { throw TestFailure("the server has hung up while it was written to") }
            rest = rest.dropFirst(count)
        }
    }

    private func read(_ pending: inout [UInt8]) throws -> Call {
        var end: Int?
        var searched = 0
        while end == nil {
            end = Self.headEnd(pending, from: searched)
            if end == nil {
                searched = max(0, pending.count - 3)
                try fill(&pending)
            }
        }
        let headEnd = end ?? 0
        let lines = String(decoding: pending[..<headEnd], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw TestFailure("the reply has no status line")
        }
        var headers = HTTPHeaders()
        for line in lines.dropFirst() {
            let colon = line.firstIndex(of: ":") ?? line.endIndex
            headers.add(String(line[..<colon]), line[colon...].dropFirst().drop { $0 == " " }.description)
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while pending.count < headEnd + 4 + length { try fill(&pending) }
        var reply = FrontReply(
            status: status, requestID: "", contentType: "", body: Array(pending[(headEnd + 4)..<(headEnd + 4 + length)])
        )
        reply.headers = headers
        pending.removeFirst(headEnd + 4 + length)
        return Call(reply)
    }

    private static func headEnd(_ bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return (start...(max(start, bytes.count - 4))).first { place in
            place + 4 <= bytes.count && bytes[place..<place + 4].elementsEqual([13, 10, 13, 10])
        }
    }

    private func fill(_ pending: inout [UInt8]) throws {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw TestFailure("the server has hung up") }
        pending += chunk[..<count]
    }
}

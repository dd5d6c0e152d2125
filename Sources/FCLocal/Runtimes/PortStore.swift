import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The ports that the servers of custom runtimes listen on.
final class PortStore: Sendable {
    /// Who has a port.
    struct Holder: Sendable {
        /// The name of the function.
        var function: String
        /// Asks its instance to go, and waits until it has gone; false when it has to stay.
        var leave: @Sendable () async -> Bool
    }

    private let taken = Mutex<Set<Int>>([])
    private let holders = Mutex<[Int: Holder]>([:])

    /// A store of no ports.
    init() {}

    /// Says who has a port that was taken.
    func hold(_ port: Int, _ holder: Holder) {
        holders.withLock { $0[port] = holder }
    }

    /// Who of ours has a port.
    func holder(of port: Int) -> Holder? {
        holders.withLock { $0[port] }
    }

    /// A port for a server: the wanted one when nobody has it, else any free one; nil when there is none.
    func take(preferring wanted: Int) -> Int? {
        taken.withLock { taken in
            for candidate in [wanted, 0, 0, 0] where !taken.contains(candidate) {
                guard let port = Self.free(candidate), taken.insert(port).inserted else { continue }
                return port
            }
            return nil
        }
    }

    /// Takes a port unless somebody has it.
    func takeExactly(_ port: Int) -> Bool {
        taken.withLock { taken in
            !taken.contains(port) && Self.free(port) != nil && taken.insert(port).inserted
        }
    }

    /// Gives a port back.
    func release(_ port: Int) {
        holders.withLock { $0[port] = nil }
        taken.withLock { _ = $0.remove(port) }
    }

    /// The port when nobody listens on it, any free one for 0.
    private static func free(_ port: Int) -> Int? {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // Connections of an earlier server that are still being forgotten do not keep a port.
        var one = Int32(1)
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 ? getsockname(descriptor, address, &length) : -1
            }
        }
        return result == 0 ? Int(in_port_t(bigEndian: address.sin_port)) : nil
    }
}

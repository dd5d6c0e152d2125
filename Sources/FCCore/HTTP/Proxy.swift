/// A server that connections are made through, as the usual environment variables name it.
public struct Proxy: Sendable, Hashable {
    /// How to ask it for a connection.
    public enum Kind: Sendable, Hashable {
        /// With `CONNECT`.
        case http
        /// With SOCKS 5.
        case socks5
    }

    /// How to ask it.
    public var kind: Kind
    /// Its name or address.
    public var host: String
    /// Its port.
    public var port: Int
    /// Who asks, when it wants to know.
    public var username: String?
    /// The password that goes with the name.
    public var password: Secret?

    /// A proxy.
    public init(_ kind: Kind, host: String, port: Int, username: String? = nil, password: Secret? = nil) {
        self.kind = kind
        self.host = host
        self.port = port
        self.username = username
        self.password = password
    }

    /// Reads `http://user:password@host:port`, `socks5://host:port` or a bare `host:port`.
    /// - Returns: nil when the text names no proxy, or one that has to be reached over TLS, which is not supported.
    public init?(parsing text: String) {
        var rest = text[...]
        var kind = Kind.http
        if let mark = text.firstRange(of: "://") {
            switch text[..<mark.lowerBound].lowercased() {
            case "http": kind = .http
            case "socks5", "socks5h", "socks": kind = .socks5
            default: return nil
            }
            rest = rest[mark.upperBound...]
        }
        var user: Substring?
        if let mark = rest.lastIndex(of: "@") {
            user = rest[..<mark]
            rest = rest[rest.index(after: mark)...]
        }
        guard let server = try? Endpoint(parsing: "http://" + rest) else { return nil }
        let parts = user?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let decoded = parts?.map { String(decoding: PercentEncoding.decode($0), as: UTF8.self) }
        self.init(
            kind, host: server.host, port: server.port ?? (kind == .socks5 ? 1080 : 80), username: decoded?.first,
            password: decoded.map { Secret($0.count > 1 ? $0[1] : "") })
    }
}

/// Which hosts are reached without a proxy: the rules of `NO_PROXY`.
public struct ProxyExceptions: Sendable, Hashable {
    private var rules: [String]

    /// Reads a list of names, domains, addresses and IPv4 blocks, each perhaps with a port; `*` means every host.
    public init(parsing text: String) {
        rules = text.split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
    }

    /// Whether an endpoint is to be reached directly.
    public func include(_ endpoint: Endpoint) -> Bool {
        rules.contains { matches(rule: $0, endpoint) }
    }

    private func matches(rule: String, _ endpoint: Endpoint) -> Bool {
        if rule == "*" { return true }
        if let block = IPv4Block(parsing: rule), let address = IPv4Block.address(endpoint.host) {
            return block.contains(address)
        }
        var name = rule[...]
        if name.filter({ $0 == ":" }).count == 1 || name.contains("]:"), let mark = name.lastIndex(of: ":") {
            guard Int(name[name.index(after: mark)...]) == endpoint.effectivePort else { return false }
            name = name[..<mark]
        }
        if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
        if name.hasPrefix("*.") { name = name.dropFirst() }
        let domain = name.drop { $0 == "." }
        return !domain.isEmpty && (endpoint.host == domain || endpoint.host.hasSuffix("." + domain))
    }
}

/// A block of IPv4 addresses, `10.0.0.0/8`.
struct IPv4Block {
    private let base: UInt32
    private let mask: UInt32

    /// Reads a block; nil for anything else.
    init?(parsing text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = Self.address(String(parts[0])), let bits = Int(parts[1]),
            (0...32).contains(bits)
        else { return nil }
        mask = bits == 0 ? 0 : ~UInt32(0) << UInt32(32 - bits)
        base = address & mask
    }

    /// Whether an address lies in the block.
    func contains(_ address: UInt32) -> Bool { address & mask == base }

    /// The number behind `127.0.0.1`; nil for anything else.
    static func address(_ text: String) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard parts.count == 4 else { return nil }
        return parts.reduce(UInt32?(0)) { sum, part in
            guard let sum, let part else { return nil }
            return sum << 8 | UInt32(part)
        }
    }
}

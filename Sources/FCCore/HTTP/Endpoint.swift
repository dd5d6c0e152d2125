/// A server: how to speak to it and where it is.
public struct Endpoint: Sendable, Hashable {
    /// The protocols an endpoint may have.
    public enum Scheme: String, Sendable {
        case https, http

        /// The port that is meant when none is written.
        public var defaultPort: Int { self == .https ? 443 : 80 }
    }

    /// The protocol.
    public var scheme: Scheme
    /// The host's name or address in lower case, an IPv6 address without its brackets.
    public var host: String
    /// The port when it is not the protocol's own.
    public var port: Int?

    /// An endpoint; the protocol's own port is dropped.
    public init(scheme: Scheme = .https, host: String, port: Int? = nil) {
        self.scheme = scheme
        self.host = host
        self.port = port == scheme.defaultPort ? nil : port
    }

    /// The port to connect to.
    public var effectivePort: Int { port ?? scheme.defaultPort }

    /// What belongs in `Host`, and is signed: host and port, a default port left out.
    public var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port.map { "\(name):\($0)" } ?? name
    }

    /// The address without a path, `https://host:port`.
    public var url: String { "\(scheme.rawValue)://\(authority)" }
}

/// Why a text names no endpoint.
public enum EndpointError: Error, Sendable, Hashable {
    /// There is no host.
    case missingHost
    /// Something other than `http://` or `https://` stands in front.
    case unsupportedScheme(String)
    /// The host holds a character no host name has, or a bracket is missing.
    case invalidHost(String)
    /// The port is no number from 1 to 65535.
    case invalidPort(String)
    /// A user name, path, query or fragment follows the host; an endpoint has none.
    case extraPart(String)
    /// The region is no word of lower-case letters, digits and hyphens.
    case invalidRegion(String)
    /// The account's number is not a number.
    case invalidAccountID(String)
    /// The internal endpoint's host begins with the account's number, which is not known.
    case accountIDNeeded
}

extension Endpoint {
    /// Reads what a person gives as an endpoint: `http://…`, `https://…`, or a bare host, which means `https`.
    ///
    /// A port, an IPv6 address in brackets and a trailing slash are understood (docs: FC endpoints, custom endpoint).
    /// - Throws: ``EndpointError`` with the part that is wrong.
    public init(parsing text: String) throws(EndpointError) {
        let (scheme, remainder) = try Self.splitScheme(text)
        var authority = remainder
        if authority.utf8.last == UInt8(ascii: "/") { authority = authority.dropLast() }
        if let mark = authority.utf8.firstIndex(where: { Self.endsHost($0) }) {
            throw .extraPart(String(authority[mark] == "@" ? authority[...mark] : authority[mark...]))
        }
        let (host, port) = try Self.splitPort(authority)
        self.init(scheme: scheme, host: host.lowercased(), port: port)
    }

    private static func splitScheme(_ text: String) throws(EndpointError) -> (Scheme, Substring) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), text[colon...].hasPrefix("://") else {
            return (.https, text[...])
        }
        guard let scheme = Scheme(rawValue: text[..<colon].lowercased()) else {
            throw .unsupportedScheme(String(text[..<colon]))
        }
        return (scheme, text[colon...].dropFirst(3))
    }

    private static func endsHost(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@"): true
        default: false
        }
    }

    private static func splitPort(_ authority: Substring) throws(EndpointError) -> (host: Substring, port: Int?) {
        let bytes = authority.utf8
        if bytes.first == UInt8(ascii: "[") {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) else { throw .invalidHost(String(authority)) }
            let host = authority[bytes.index(after: authority.startIndex)..<bracket]
            guard isIPv6(host) else { throw .invalidHost(String(authority)) }
            return (host, try readPort(authority[bytes.index(after: bracket)...]))
        }
        let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? authority.endIndex
        let host = authority[..<colon]
        guard !host.isEmpty else { throw .missingHost }
        guard isHostName(host) else { throw .invalidHost(String(host)) }
        return (host, try readPort(authority[colon...]))
    }

    /// Reads `:8080`, or nothing.
    private static func readPort(_ text: Substring) throws(EndpointError) -> Int? {
        guard !text.isEmpty else { return nil }
        guard text.utf8.first == UInt8(ascii: ":") else { throw .invalidPort(String(text)) }
        let digits = text[text.utf8.index(after: text.startIndex)...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            (1...65535).contains(port)
        else { throw .invalidPort(String(digits)) }
        return port
    }

    private static func isHostName(_ text: Substring) -> Bool {
        text.utf8.count <= 253
            && Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { label in
                    !label.isEmpty && label.count <= 63 && label.first != 0x2D && label.last != 0x2D
                        && label.allSatisfy { isHostByte($0) }
                }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        text.utf8.filter { $0 == UInt8(ascii: ":") }.count >= 2
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x46, 0x61...0x66, UInt8(ascii: ":"), UInt8(ascii: "."): true
                default: false
                }
            }
    }
}

/// How connections are made: proxies, certificates, limits.
public struct TransportConfiguration: Sendable, Hashable {
    /// What one of the proxy variables says.
    public enum ProxySetting: Sendable, Hashable {
        /// Nothing.
        case none
        /// A proxy to use.
        case proxy(Proxy)
        /// A text that cannot be used: the name of the variable. Its value may hold a password.
        case invalid(variable: String)
    }

    /// The proxy for endpoints that begin with `http://`.
    public var httpProxy: ProxySetting = .none
    /// The proxy for endpoints that begin with `https://`.
    public var httpsProxy: ProxySetting = .none
    /// The hosts that are reached directly all the same.
    public var exceptions = ProxyExceptions(parsing: "")
    /// A PEM file with the certificates to trust; nil for the system's.
    public var caFile: String?
    /// How long connecting may take, the secure handshake included.
    public var connectLimit: Duration = .seconds(10)
    /// How long an open connection may be unused and still be used again.
    public var idleLimit: Duration = .seconds(10)
    /// How many connections to one server may be open at a time.
    public var connectionsPerHost = 1024

    /// No proxy, the system's certificates.
    public init() {}

    /// What the environment asks for: `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy` and `SSL_CERT_FILE`.
    ///
    /// Names are read in lower case first, then in upper case. `FCSH_CA_FILE` is stronger than `SSL_CERT_FILE`. A
    /// program that serves a web request (`REQUEST_METHOD` is set) ignores `HTTP_PROXY`, which its client could forge.
    public init(environment: [String: String]) {
        self.init()
        let isGateway = environment["REQUEST_METHOD"] != nil
        let all = Self.proxy(["all_proxy", "ALL_PROXY"], environment)
        let http = Self.proxy(isGateway ? ["http_proxy"] : ["http_proxy", "HTTP_PROXY"], environment)
        let https = Self.proxy(["https_proxy", "HTTPS_PROXY"], environment)
        httpProxy = http == .none ? all : http
        httpsProxy = https == .none ? all : https
        exceptions = ProxyExceptions(parsing: Self.first(["no_proxy", "NO_PROXY"], environment)?.value ?? "")
        caFile = Self.first(["FCSH_CA_FILE", "SSL_CERT_FILE"], environment)?.value
    }

    /// The proxy for an endpoint; nil when it is reached directly.
    ///
    /// This machine, addresses of the local link and the metadata service are never asked through a proxy.
    /// - Throws: ``TransportError`` when the variable that would decide cannot be understood.
    public func proxy(for endpoint: Endpoint) throws(TransportError) -> Proxy? {
        if Self.isNear(endpoint.host) || exceptions.include(endpoint) { return nil }
        switch endpoint.scheme == .https ? httpsProxy : httpProxy {
        case .none: return nil
        case .proxy(let proxy): return proxy
        case .invalid(let variable):
            throw TransportError(
                .proxy("\(variable) names no http or socks5 proxy"), host: endpoint.host, port: endpoint.effectivePort)
        }
    }

    private static func isNear(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        guard let address = IPv4Block.address(host) else { return false }
        return nearBlocks.contains { $0.contains(address) }
    }

    private static let nearBlocks = ["127.0.0.0/8", "169.254.0.0/16", "100.100.100.200/32"]
        .compactMap(IPv4Block.init(parsing:))

    private static func first(
        _ names: [String], _ environment: [String: String]
    ) -> (name: String, value: String)? {
        for name in names {
            if let value = environment[name], !value.isEmpty { return (name, value) }
        }
        return nil
    }

    private static func proxy(_ names: [String], _ environment: [String: String]) -> ProxySetting {
        guard let (name, value) = first(names, environment) else { return .none }
        return Proxy(parsing: value).map(ProxySetting.proxy) ?? .invalid(variable: name)
    }
}

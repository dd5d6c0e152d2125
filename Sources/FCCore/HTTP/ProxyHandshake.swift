/// What is said to a proxy and heard from it before the way to the server is free: `CONNECT` (RFC 9110, section 9.3.6)
/// or SOCKS 5 (RFC 1928, with RFC 1929 for name and password). No input or output happens here.
struct ProxyHandshake {
    /// What to do with what the proxy has said so far.
    enum Step: Hashable, Sendable {
        /// Read more.
        case wait
        case send([UInt8])
        /// The way is free.
        case open
        /// The proxy does not help, with its reason.
        case refused(String)
    }

    private enum Stage {
        case connectAnswer, socksMethod, socksPassword, socksAnswer
    }

    private static let needsPassword = "it asks for a name and password"
    private static let refusal = "it refuses to connect to the server"
    private static let longestHead = 16 << 10

    private let proxy: Proxy
    private let host: String
    private let port: Int
    private var stage: Stage
    private var received: [UInt8] = []

    /// A handshake that asks a proxy for a server.
    init(_ proxy: Proxy, host: String, port: Int) {
        self.proxy = proxy
        self.host = host
        self.port = port
        stage = proxy.kind == .http ? .connectAnswer : .socksMethod
    }

    /// What is sent first.
    var opening: [UInt8] {
        switch proxy.kind {
        case .http: connectRequest
        case .socks5: proxy.username == nil ? [5, 1, 0] : [5, 2, 0, 2]
        }
    }

    /// Takes the next bytes from the proxy.
    mutating func receive(_ bytes: [UInt8]) -> Step {
        received += bytes
        switch stage {
        case .connectAnswer: return connectAnswer()
        case .socksMethod: return socksMethod()
        case .socksPassword: return socksPassword()
        case .socksAnswer: return socksAnswer()
        }
    }
}

extension ProxyHandshake {
    private var connectRequest: [UInt8] {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        var text = "CONNECT \(name):\(port) HTTP/1.1\r\nhost: \(name):\(port)\r\n"
        if let user = proxy.username {
            let credentials = Array("\(user):\(proxy.password?.reveal() ?? "")".utf8)
            text += "proxy-authorization: Basic \(Base64.encode(credentials))\r\n"
        }
        return Array((text + "\r\n").utf8)
    }

    private func connectAnswer() -> Step {
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else {
            return received.count > Self.longestHead ? .refused("it does not answer like a proxy") : .wait
        }
        let line = received.prefix { $0 != 0x0D }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            return .refused("it does not answer like a proxy")
        }
        switch status {
        // The server never speaks first, so nothing may follow the proxy's answer.
        case 200..<300: return end.upperBound == received.count ? .open : .refused("it does not answer like a proxy")
        case 407: return .refused(Self.needsPassword + " (407)")
        default: return .refused(Self.refusal)
        }
    }
}

extension ProxyHandshake {
    private mutating func socksMethod() -> Step {
        guard received.count >= 2 else { return .wait }
        guard received[0] == 5 else { return .refused("it does not speak SOCKS 5") }
        switch received[1] {
        case 0: return askForServer()
        case 2 where proxy.username != nil:
            received = []
            stage = .socksPassword
            let name = Array((proxy.username ?? "").utf8.prefix(255))
            let password = Array((proxy.password?.reveal() ?? "").utf8.prefix(255))
            return .send([1, UInt8(name.count)] + name + [UInt8(password.count)] + password)
        default: return .refused(Self.needsPassword)
        }
    }

    private mutating func socksPassword() -> Step {
        guard received.count >= 2 else { return .wait }
        return received[1] == 0 ? askForServer() : .refused("it does not accept name and password")
    }

    /// The proxy resolves the name: it may know names that this machine does not.
    private mutating func askForServer() -> Step {
        received = []
        stage = .socksAnswer
        let name = Array(host.utf8.prefix(255))
        let address = IPv4Block.address(host).map { [1] + Self.bytes($0, 4) } ?? [3, UInt8(name.count)] + name
        return .send([5, 1, 0] + address + Self.bytes(UInt32(port), 2))
    }

    private static func bytes(_ number: UInt32, _ count: UInt32) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private func socksAnswer() -> Step {
        guard received.count >= 2 else { return .wait }
        guard received[0] == 5 else { return .refused("it does not speak SOCKS 5") }
        guard received[1] == 0 else { return .refused(Self.refusal) }
        guard received.count >= 5 else { return .wait }
        let address: Int
        switch received[3] {
        case 1: address = 4
        case 3: address = 1 + Int(received[4])
        case 4: address = 16
        default: return .refused("it does not speak SOCKS 5")
        }
        return received.count < 4 + address + 2 ? .wait : .open
    }
}

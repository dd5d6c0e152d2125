import Testing

@testable import FCCore

/// What is said to a proxy, byte by byte.
struct ProxyHandshakeTests {
    private let http = Proxy(.http, host: "proxy.test", port: 3128)
    private let socks = Proxy(.socks5, host: "proxy.test", port: 1080)
    private let socksWithPassword = Proxy(
        .socks5, host: "proxy.test", port: 1080, username: "me", password: Secret("FakeSecret"))

    @Test func connectNamesTheServer() {
        let handshake = ProxyHandshake(http, host: "fc.test", port: 443)
        let text = String(decoding: handshake.opening, as: UTF8.self)
        #expect(text == "CONNECT fc.test:443 HTTP/1.1\r\nhost: fc.test:443\r\n\r\n")
        let sixth = ProxyHandshake(http, host: "::1", port: 80)
        #expect(String(decoding: sixth.opening, as: UTF8.self).hasPrefix("CONNECT [::1]:80 HTTP/1.1\r\n"))
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200 Connection established\r\n\r\n", .open), ("HTTP/1.0 200\r\nvia: x\r\n\r\n", .open),
            ("HTTP/1.1 200 OK\r\n", .wait),
            ("HTTP/1.1 200 OK\r\n\r\nhello", .refused("it does not answer like a proxy")),
            ("HTTP/1.1 407 x\r\n\r\n", .refused("it asks for a name and password (407)")),
            ("HTTP/1.1 302 x\r\n\r\n", .refused("it refuses to connect to the server")),
            ("SSH-2.0-OpenSSH_9.2\r\n\r\n", .refused("it does not answer like a proxy")),
        ] as [(String, ProxyHandshake.Step)])
    func connectAnswers(answer: String, step: ProxyHandshake.Step) {
        var whole = ProxyHandshake(http, host: "fc.test", port: 443)
        #expect(whole.receive(Array(answer.utf8)) == step)
        var pieces = ProxyHandshake(http, host: "fc.test", port: 443)
        let last = answer.utf8.reduce(ProxyHandshake.Step.wait) { _, byte in pieces.receive([byte]) }
        if !answer.hasSuffix("hello") { #expect(last == step) }
    }

    @Test func endlessAnswerIsGivenUp() {
        var handshake = ProxyHandshake(http, host: "fc.test", port: 443)
        #expect(
            handshake.receive([UInt8](repeating: 0x41, count: 20_000)) == .refused("it does not answer like a proxy"))
    }

    @Test func socksByName() {
        var handshake = ProxyHandshake(socks, host: "fc.test", port: 443)
        #expect(handshake.opening == [5, 1, 0])
        #expect(handshake.receive([5]) == .wait)
        #expect(handshake.receive([0]) == .send([5, 1, 0, 3, 7] + Array("fc.test".utf8) + [1, 187]))
        #expect(handshake.receive([5, 0, 0, 1, 0, 0, 0, 0]) == .wait)
        #expect(handshake.receive([0, 0]) == .open)
    }

    @Test func socksByAddress() {
        var handshake = ProxyHandshake(socks, host: "10.1.2.3", port: 80)
        #expect(handshake.receive([5, 0]) == .send([5, 1, 0, 1, 10, 1, 2, 3, 0, 80]))
    }

    @Test func socksPassword() {
        var handshake = ProxyHandshake(socksWithPassword, host: "fc.test", port: 80)
        #expect(handshake.opening == [5, 2, 0, 2])
        #expect(handshake.receive([5, 2]) == .send([1, 2] + Array("me".utf8) + [10] + Array("FakeSecret".utf8)))
        var refused = handshake
        #expect(refused.receive([1, 1]) == .refused("it does not accept name and password"))
        #expect(handshake.receive([1, 0]) == .send([5, 1, 0, 3, 7] + Array("fc.test".utf8) + [0, 80]))
        #expect(handshake.receive([5, 5, 0, 1]) == .refused("it refuses to connect to the server"))
    }

    @Test func socksThatAsksForAPassword() {
        var handshake = ProxyHandshake(socks, host: "fc.test", port: 80)
        #expect(handshake.receive([5, 0xFF]) == .refused("it asks for a name and password"))
    }

    @Test func serverThatSpeaksNoSocks() {
        var handshake = ProxyHandshake(socks, host: "fc.test", port: 80)
        #expect(handshake.receive(Array("HTTP/1.1 400\r\n".utf8)) == .refused("it does not speak SOCKS 5"))
    }
}

import FCCore
import Testing

/// The usual environment variables, read by a pure function.
struct TransportConfigurationTests {
    @Test(
        arguments: [
            ("http://proxy:3128", Proxy(.http, host: "proxy", port: 3128)),
            ("proxy:3128", Proxy(.http, host: "proxy", port: 3128)),
            ("http://proxy", Proxy(.http, host: "proxy", port: 80)),
            ("socks5://proxy", Proxy(.socks5, host: "proxy", port: 1080)),
            ("socks5h://[::1]:9", Proxy(.socks5, host: "::1", port: 9)),
            (
                "http://me:p%40ss@proxy:1/",
                Proxy(.http, host: "proxy", port: 1, username: "me", password: Secret("p@ss"))
            ),
            ("http://me@proxy:1", Proxy(.http, host: "proxy", port: 1, username: "me", password: Secret(""))),
            ("https://proxy:1", nil), ("http://", nil), ("ftp://proxy", nil), ("http://proxy:port", nil),
        ] as [(String, Proxy?)])
    func proxies(text: String, proxy: Proxy?) {
        #expect(Proxy(parsing: text) == proxy)
    }

    @Test(arguments: [
        ("*", "https://any.host", true), ("", "https://any.host", false), ("example.com", "https://example.com", true),
        ("example.com", "https://www.example.com", true), (".example.com", "https://example.com", true),
        ("*.example.com", "https://a.example.com", true), ("example.com", "https://notexample.com", false),
        ("EXAMPLE.com", "https://example.com", true), ("example.com:8080", "http://example.com:8080", true),
        ("example.com:8080", "http://example.com", false), ("example.com:443", "https://example.com", true),
        ("10.0.0.0/8", "http://10.1.2.3", true), ("10.0.0.0/8", "http://11.1.2.3", false),
        ("1.2.3.4", "http://1.2.3.4", true),
        ("a.com, b.com\tc.com", "https://c.com", true), ("[fe80::1]", "http://[fe80::1]:80", true),
        ("fe80::1", "http://[fe80::1]", true), ("[fe80::1]:81", "http://[fe80::1]:82", false),
    ])
    func exceptions(list: String, endpoint: String, isDirect: Bool) throws {
        #expect(ProxyExceptions(parsing: list).include(try Endpoint(parsing: endpoint)) == isDirect)
    }

    @Test(
        arguments: [
            (["http_proxy": "p:1"], "http://a.com", "p:1"), (["http_proxy": "p:1"], "https://a.com", nil),
            (["HTTPS_PROXY": "p:1"], "https://a.com", "p:1"),
            (["https_proxy": "p:1", "HTTPS_PROXY": "q:2"], "https://a.com", "p:1"),
            (["https_proxy": "", "HTTPS_PROXY": "q:2"], "https://a.com", "q:2"),
            (["ALL_PROXY": "p:1"], "http://a.com", "p:1"),
            (["all_proxy": "p:1", "https_proxy": "q:2"], "https://a.com", "q:2"),
            (["https_proxy": "p:1", "NO_PROXY": "a.com"], "https://a.com", nil),
            (["https_proxy": "p:1", "no_proxy": "b.com", "NO_PROXY": "a.com"], "https://a.com", "p:1"),
            (["all_proxy": "p:1"], "http://127.0.0.1:9000", nil), (["all_proxy": "p:1"], "http://localhost", nil),
            (["all_proxy": "p:1"], "http://[::1]", nil), (["all_proxy": "p:1"], "http://100.100.100.200", nil),
            (["all_proxy": "p:1"], "http://169.254.169.254", nil),
            (["HTTP_PROXY": "p:1", "REQUEST_METHOD": "GET"], "http://a.com", nil),
            ([:], "https://a.com", nil),
        ] as [([String: String], String, String?)])
    func environment(variables: [String: String], endpoint: String, proxy: String?) throws {
        let configuration = TransportConfiguration(environment: variables)
        let chosen = try configuration.proxy(for: Endpoint(parsing: endpoint))
        #expect(chosen.map { "\($0.host):\($0.port)" } == proxy)
    }

    @Test func wrongProxyIsNamedWithoutItsValue() throws {
        let configuration = TransportConfiguration(environment: ["HTTPS_PROXY": "https://me:FakeSecret@proxy"])
        let error = try #require(throws: TransportError.self) {
            try configuration.proxy(for: Endpoint(parsing: "https://a.com"))
        }
        #expect(error.fact == .proxy("HTTPS_PROXY names no http or socks5 proxy"))
    }

    @Test func certificatesAndLimits() {
        #expect(TransportConfiguration(environment: ["SSL_CERT_FILE": "/a"]).caFile == "/a")
        #expect(TransportConfiguration(environment: ["SSL_CERT_FILE": "/a", "FCSH_CA_FILE": "/b"]).caFile == "/b")
        #expect(TransportConfiguration(environment: [:]).caFile == nil)
        #expect(TransportConfiguration().connectLimit == .seconds(10))
        #expect(TransportConfiguration().idleLimit == .seconds(10))
    }
}

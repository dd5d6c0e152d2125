import FCCore
import Testing

/// Endpoints as people write them, and as they are chosen.
struct EndpointTests {
    @Test(arguments: [
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000", "127.0.0.1:9000"),
        ("https://Example.COM/", "https://example.com", "example.com"),
        ("example.com", "https://example.com", "example.com"),
        ("example.com:8443", "https://example.com:8443", "example.com:8443"),
        ("https://example.com:443", "https://example.com", "example.com"),
        ("http://example.com:80/", "http://example.com", "example.com"),
        ("http://example.com:443", "http://example.com:443", "example.com:443"),
        ("[::1]:9000", "https://[::1]:9000", "[::1]:9000"), ("http://[FE80::1]", "http://[fe80::1]", "[fe80::1]"),
        ("HTTP://a_b.c", "http://a_b.c", "a_b.c"), ("localhost", "https://localhost", "localhost"),
    ])
    func reading(text: String, url: String, authority: String) throws {
        let endpoint = try Endpoint(parsing: text)
        #expect(endpoint.url == url)
        #expect(endpoint.authority == authority)
        #expect(try Endpoint(parsing: endpoint.url) == endpoint)
    }

    @Test(
        arguments: [
            ("", .missingHost), ("https://", .missingHost), (":80", .missingHost), ("/", .missingHost),
            ("ftp://example.com", .unsupportedScheme("ftp")), ("https://a b", .invalidHost("a b")),
            ("exa..mple", .invalidHost("exa..mple")), ("-a.com", .invalidHost("-a.com")),
            ("函数.com", .invalidHost("函数.com")),
            ("[::1", .invalidHost("[::1")), ("[abc]", .invalidHost("[abc]")), ("example.com:", .invalidPort("")),
            ("example.com:0", .invalidPort("0")), ("example.com:65536", .invalidPort("65536")),
            ("example.com:8o", .invalidPort("8o")), ("[::1]9000", .invalidPort("9000")),
            ("example.com:+80", .invalidPort("+80")),
            ("https://example.com/path", .extraPart("/path")), ("example.com?x=1", .extraPart("?x=1")),
            ("https://user:pass@example.com", .extraPart("user:pass@")), ("example.com//", .extraPart("/")),
            ("a:b:c", .invalidPort("b:c")),
        ] as [(String, EndpointError)])
    func refusing(text: String, reason: EndpointError) {
        #expect(throws: reason) { try Endpoint(parsing: text) }
    }

    @Test(
        arguments: [
            (nil, "1234567890123456", "cn-hangzhou", "https://1234567890123456.cn-hangzhou.fc.aliyuncs.com"),
            (nil, nil, "cn-hangzhou", "https://fcv3.cn-hangzhou.aliyuncs.com"),
            ("", "", "cn-hangzhou", "https://fcv3.cn-hangzhou.aliyuncs.com"),
            ("public", "12", "cn-shanghai", "https://12.cn-shanghai.fc.aliyuncs.com"),
            ("internal", "12", "cn-shanghai", "https://12.cn-shanghai-internal.fc.aliyuncs.com"),
            ("http://127.0.0.1:9000", "12", "cn-shanghai", "http://127.0.0.1:9000"),
            (nil, nil, "me-central-1", "https://me-central-1.fc.aliyuncs.com"),
            (nil, nil, "cn-hangzhou-finance", "https://cn-hangzhou-finance.fc.aliyuncs.com"),
            (nil, nil, "cn-shanghai-cloudspe", "https://fc.cn-shanghai-cloudspe.aliyuncs.com"),
            (nil, "12", "cn-heyuan-acdr-1", "https://12.cn-heyuan-acdr-1-internal.fc.aliyuncs.com"),
            (nil, nil, "xx-new-9", "https://fcv3.xx-new-9.aliyuncs.com"),
            (nil, nil, "ap-southeast-5", "https://fcv3.ap-southeast-5.aliyuncs.com"),
        ] as [(String?, String?, String, String)])
    func choosing(custom: String?, account: String?, region: String, url: String) throws {
        #expect(try Endpoint.choose(custom: custom, accountID: account, region: region).url == url)
    }

    @Test(
        arguments: [
            (nil, "https://fcv3.cn-hangzhou.aliyuncs.com"), ("public", "https://fcv3.cn-hangzhou.aliyuncs.com"),
            ("internal", "https://12.cn-hangzhou-internal.fc.aliyuncs.com"), ("example.com", "https://example.com"),
        ] as [(String?, String)])
    func management(custom: String?, url: String) throws {
        #expect(try Endpoint.chooseManagement(custom: custom, accountID: "12", region: "cn-hangzhou").url == url)
    }

    @Test(
        arguments: [
            ("internal", nil, "cn-hangzhou", .accountIDNeeded),
            (nil, "12.evil.com/", "cn-hangzhou", .invalidAccountID("12.evil.com/")),
            (nil, "12", "evil.com/#", .invalidRegion("evil.com/#")), (nil, nil, "", .invalidRegion("")),
            (nil, nil, "CN-Hangzhou", .invalidRegion("CN-Hangzhou")),
            ("nonsense://x", nil, "cn-hangzhou", .unsupportedScheme("nonsense")),
        ] as [(String?, String?, String, EndpointError)])
    func refusingToChoose(custom: String?, account: String?, region: String, reason: EndpointError) {
        #expect(throws: reason) { try Endpoint.choose(custom: custom, accountID: account, region: region) }
    }
}

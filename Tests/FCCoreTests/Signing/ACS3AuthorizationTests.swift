import FCCore
import Testing

/// `Authorization` headers taken apart, well-formed and not.
struct ACS3AuthorizationTests {
    private static let signature = String(repeating: "0a", count: 32)

    @Test func partsAndBack() throws {
        let text = "ACS3-HMAC-SHA256 Credential=FakeID,SignedHeaders=host;x-acs-date,Signature=\(Self.signature)"
        let parsed = try #require(ACS3Authorization.parse(text))
        #expect(parsed.credential == "FakeID")
        #expect(parsed.signedHeaders == ["host", "x-acs-date"])
        #expect(parsed.signature == Self.signature)
        #expect(parsed.text == text)
    }

    @Test func blanksAndCase() throws {
        let text = "ACS3-HMAC-SHA256  Credential=FakeID, SignedHeaders=Host;X-Acs-Date,  Signature=\(Self.signature)"
        #expect(try #require(ACS3Authorization.parse(text)).signedHeaders == ["host", "x-acs-date"])
    }

    @Test(arguments: [
        "", "ACS3-HMAC-SHA256", "Bearer abc", "ACS3-HMAC-SM3 Credential=a,SignedHeaders=b,Signature=\(signature)",
        "ACS3-HMAC-SHA256 Credential=,SignedHeaders=host,Signature=\(signature)",
        "ACS3-HMAC-SHA256 Credential=a,Signature=\(signature)", "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host",
        "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=abc",
        "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=\(String(repeating: "G", count: 64))",
        "ACS3-HMAC-SHA256 nonsense",
    ])
    func illFormed(_ text: String) {
        #expect(ACS3Authorization.parse(text) == nil)
    }
}

import Crypto
import FCCore
import FoundationEssentials
import Testing

@testable import FCLocal

/// Tokens of the callers of HTTP triggers.
@Suite struct TokenTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var key: Value
        var header: String
        var signature: String
    }

    /// The examples of RFC 7515, appendix A; their claims are the same.
    static let claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    static let expiry: Int64 = 1_300_819_380
    static let examples = [
        Example(
            testDescription: "HS256",
            key: [
                "kty": "oct",
                "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
            ], header: "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9",
            signature: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        Example(
            testDescription: "RS256",
            key: [
                "kty": "RSA", "alg": "RS256", "use": "sig", "e": "AQAB",
                "n": .string(
                    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4Ql"
                        + "L-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdb"
                        + "BYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK"
                        + "-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"),
            ], header: "eyJhbGciOiJSUzI1NiJ9",
            signature: "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
                + "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07"
                + "Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI"
                + "8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"),
        Example(
            testDescription: "ES256",
            key: [
                "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            ], header: "eyJhbGciOiJFUzI1NiJ9",
            signature: "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"),
    ]

    private static func reason(_ text: String, _ keys: Value, at seconds: Int64) -> String? {
        do throws(JSONWebToken.Refusal) {
            try JSONWebToken(text).verify(with: JSONWebKey.keys(of: keys), at: seconds * 1000)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(arguments: examples) func theExamplesOfTheStandardHold(example: Example) {
        let token = "\(example.header).\(Self.claims).\(example.signature)"
        let keys: Value = ["keys": [example.key]]
        #expect(Self.reason(token, keys, at: Self.expiry - 1) == nil)
        #expect(Self.reason(token, keys, at: Self.expiry) == "the token has expired")
        var forged = Array(example.signature)
        forged[8] = forged[8] == "A" ? "B" : "A"
        let wrong = "\(example.header).\(Self.claims).\(String(forged))"
        #expect(Self.reason(wrong, keys, at: Self.expiry - 1) == "the signature of the token is wrong")
        let others = Self.examples.filter { $0.header != example.header }.map(\.key)
        let found = Self.reason(token, ["keys": .array(others)], at: Self.expiry - 1)
        #expect(found?.hasPrefix("none of the keys of the trigger fits a token signed by") == true)
    }

    /// A token signed by HS256 with the test's own secret.
    static func token(_ claims: Value, header: Value = ["alg": "HS256", "kid": "one"]) -> String {
        let text = encode(JSONWriter.bytes(header)) + "." + encode(JSONWriter.bytes(claims))
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return text + "." + encode(Array(code))
    }

    static let secret = "FakeSecretOfTheTestsOfTokens"
    static let keys: Value = [
        "keys": [["kty": "oct", "kid": "one", "alg": "HS256", "use": "sig", "k": .string(encode(Array(secret.utf8)))]]
    ]

    static func encode(_ bytes: [UInt8]) -> String {
        var text = ""
        for character in Data(bytes).base64EncodedString() where character != "=" {
            text.append(character == "+" ? "-" : character == "/" ? "_" : character)
        }
        return text
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var claims: Value = [:]
        var header: Value = ["alg": "HS256", "kid": "one"]
        var reason: String?
    }

    static let cases = [
        Case(testDescription: "nothing but a signature"),
        Case(testDescription: "no key id", header: ["alg": "HS256"]),
        Case(testDescription: "valid a second longer", claims: ["exp": 1001]),
        Case(testDescription: "a fraction of a second", claims: ["exp": .number(.decimal(1000.5, places: 1))]),
        Case(testDescription: "valid since now", claims: ["nbf": 1000]),
        Case(testDescription: "expired now", claims: ["exp": 1000], reason: "the token has expired"),
        Case(testDescription: "too early", claims: ["nbf": 1001], reason: "the token is not valid yet"),
        Case(
            testDescription: "no number", claims: ["exp": "soon"], reason: "the claim exp of the token is not a number"),
        Case(
            testDescription: "another key", header: ["alg": "HS256", "kid": "two"],
            reason: "none of the keys of the trigger fits a token signed by HS256 with the key id 'two'"),
        Case(
            testDescription: "not signed", header: ["alg": "none"],
            reason: "none of the keys of the trigger fits a token signed by none"),
        Case(
            testDescription: "another algorithm", header: ["alg": "HS512"],
            reason: "none of the keys of the trigger fits a token signed by HS512"),
        Case(
            testDescription: "an extension", header: ["alg": "HS256", "crit": ["b64"]],
            reason: "the token needs extensions that are not supported"),
        Case(testDescription: "no algorithm", header: [:], reason: "the token does not say how it is signed"),
    ]

    @Test(arguments: cases) func claimsAndHeadersDecide(item: Case) {
        #expect(Self.reason(Self.token(item.claims, header: item.header), Self.keys, at: 1000) == item.reason)
    }

    @Test(arguments: ["", "a", "a.b", "e30.e30.", "e30.e30.e30.e30", "W10.e30.AA", "e30.W10.AA", "e+30.e30.AA"])
    func whatIsNoTokenIsRefused(text: String) {
        #expect(Self.reason(text, Self.keys, at: 1000) != nil)
    }

    @Test func settingsAreReadFromAStructureAndFromText() {
        let structure: Value = [
            "jwks": Self.keys,
            "tokenLookup": [
                ["readPosition": "header", "parameterName": "Authorization", "prefix": "Bearer "],
                ["readPosition": "cookie", "parameterName": "auth"],
            ],
            "claimPassBy": [
                ["claimName": "sub", "mappingParameterName": "uid", "mappingParameterPosition": "query"]
            ],
        ]
        let text: Value = .string(
            #"{"JWKS": \#(JSONWriter.text(Self.keys)), "TokenLookup": "header:Authorization:Bearer,cookie:auth", "#
                + #""ClaimPassBy": "query:sub:uid"}"#)
        for config in [structure, text] {
            let settings = TokenSettings(config)
            #expect(settings.keys.count == 1)
            #expect(
                settings.lookups == [
                    .init(position: .header, name: "Authorization", prefix: "Bearer"),
                    .init(position: .cookie, name: "auth"),
                ])
            #expect(settings.passings == [.init(claim: "sub", position: .query, name: "uid")])
        }
    }

    @Test func pathsMayBeLeftOpenOrSingledOut() {
        let open = TokenSettings(["whitelist": ["/login/*", "/health"]])
        #expect(!open.needsToken("/login/") && !open.needsToken("/login/a/b") && !open.needsToken("/health"))
        #expect(open.needsToken("/health/") && open.needsToken("/login") && open.needsToken("/"))
        let closed = TokenSettings(["blacklist": ["/admin/*"]])
        #expect(closed.needsToken("/admin/x") && !closed.needsToken("/"))
        #expect(TokenSettings([:]).needsToken("/"))
    }

    private static func check(
        _ request: FrontRequest, _ config: Value, path: String = "/"
    ) throws -> TokenCheck.Passed {
        try TokenCheck(settings: TokenSettings(config), time: 1_000_000).check(request, path: path)
    }

    @Test func aTokenIsFoundWhereTheTriggerSays() throws {
        let token = Self.token([:])
        let config: Value = [
            "jwks": Self.keys, "tokenLookup": "header:Authorization:Bearer,cookie:auth,query:token,form:token",
        ]
        var requests = [
            FrontRequest(method: "GET", rawPath: "/", headers: ["Authorization": "Bearer \(token)"]),
            FrontRequest(method: "GET", rawPath: "/", headers: ["Cookie": "a=b; auth=\(token); c=d"]),
            FrontRequest(method: "GET", rawPath: "/", rawQuery: "a=b&token=\(token)", headers: HTTPHeaders()),
            FrontRequest(
                method: "POST", rawPath: "/", headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: Array("token=\(token)".utf8)),
        ]
        for request in requests { #expect(try Self.check(request, config).token == token) }
        requests = [
            FrontRequest(method: "GET", rawPath: "/", headers: ["Authorization": token]),
            FrontRequest(method: "GET", rawPath: "/", headers: HTTPHeaders()),
            FrontRequest(method: "POST", rawPath: "/", headers: HTTPHeaders(), body: Array("token=\(token)".utf8)),
        ]
        for request in requests {
            #expect(throws: JSONWebToken.Refusal(reason: "the request brings no token")) {
                try Self.check(request, config)
            }
        }
        #expect(throws: JSONWebToken.Refusal.self) { try Self.check(requests[0], ["tokenLookup": "header:a"]) }
    }

    @Test func claimsReplaceWhatTheCallerHadPutInTheirPlace() throws {
        let token = Self.token(["sub": "me & you", "admin": false, "roles": ["a", "b"]])
        let config: Value = [
            "jwks": Self.keys, "tokenLookup": "header:x-token",
            "claimPassBy": "header:sub:X-User,query:admin:admin,cookie:roles:roles,form:sub:user,header:none:X-None",
        ]
        let request = FrontRequest(
            method: "POST", rawPath: "/", rawQuery: "admin=true&kept=1",
            headers: [
                "x-token": token, "x-user": "root", "X-User": "root", "x-none": "made up",
                "cookie": "roles=root; own=1",
                "content-type": "application/x-www-form-urlencoded",
            ], body: Array("user=root&more=2".utf8))
        let passed = try Self.check(request, config).request
        #expect(passed.headers.all("x-user") == ["me & you"])
        #expect(passed.headers["x-none"] == nil)
        #expect(passed.rawQuery == "kept=1&admin=false")
        #expect(passed.headers["cookie"] == "own=1; roles=%5B%22a%22%2C%22b%22%5D")
        #expect(String(decoding: passed.body, as: UTF8.self) == "more=2&user=me%20%26%20you")
    }
}

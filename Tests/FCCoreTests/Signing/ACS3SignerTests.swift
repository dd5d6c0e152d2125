import FoundationEssentials
import Testing

@testable import FCCore

/// The signer against frozen vectors, stage by stage, and from the side of a server.
struct ACS3SignerTests {
    @Test func everyVectorIsThere() {
        #expect(SigningVector.all.count == 49)
    }

    @Test(arguments: SigningVector.all)
    func stages(_ vector: SigningVector) throws {
        let segments = (vector.input["pathSegments"]?.arrayValue ?? []).compactMap(\.stringValue)
        let names = try policy(vector).names(in: vector.headers)
        let hash = ACS3Signer.payloadHash(vector.body)
        let uri = ACS3Signer.canonicalURI(segments: segments)
        let query = ACS3Signer.canonicalQuery(vector.query)
        let request = ACS3Signer.canonicalRequest(
            method: vector.text("method"), canonicalURI: uri, canonicalQuery: query, headers: vector.headers,
            signedHeaders: names, payloadHash: hash)
        let text = ACS3Signer.stringToSign(request)
        let signature = ACS3Signer.signature(secret: vector.credentials.accessKeySecret, stringToSign: text)
        #expect(hash == vector.expectation("payloadHash"))
        #expect(uri == vector.expectation("canonicalURI"))
        #expect(query == vector.expectation("canonicalQuery"))
        #expect(
            ACS3Signer.canonicalHeaders(vector.headers, signedHeaders: names)
                == vector.expectation("canonicalHeaders"))
        #expect(names.joined(separator: ";") == vector.expectation("signedHeaders"))
        #expect(request == vector.expectation("canonicalRequest"))
        #expect(text == vector.expectation("stringToSign"))
        #expect(signature == vector.expectation("signature"))
        let authorization = ACS3Authorization(
            credential: vector.credentials.accessKeyID, signedHeaders: names, signature: signature)
        #expect(authorization.text == vector.expectation("authorization"))
    }

    @Test(arguments: SigningVector.all)
    func wholeRequest(_ vector: SigningVector) throws {
        let own = [
            "host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256",
            "x-acs-accesskey-id", "x-acs-security-token",
        ]
        let others = vector.headers.fields.filter { !own.contains($0.name.lowercased()) }
        let request = HTTPRequest(
            method: vector.text("method"), endpoint: try Endpoint(parsing: vector.text("host")),
            path: vector.text("path"), query: vector.query, headers: HTTPHeaders(others), body: vector.body)
        let date = try #require(UTCTime(timestamp: vector.text("date"))).date
        let signed = ACS3Signer(credentials: vector.credentials, policy: try policy(vector)).sign(
            request, action: vector.text("action"), version: vector.text("version"), date: date,
            nonce: vector.text("nonce"))
        #expect(signed.request.target == vector.expectation("requestTarget"))
        #expect(signed.canonicalRequest == vector.expectation("canonicalRequest"))
        #expect(signed.stringToSign == vector.expectation("stringToSign"))
        #expect(signed.request.headers["authorization"] == vector.expectation("authorization"))
    }

    @Test(arguments: SigningVector.all)
    func serverSide(_ vector: SigningVector) throws {
        let authorization = try #require(ACS3Authorization.parse(vector.expectation("authorization")))
        let target = vector.expectation("requestTarget").split(separator: "?", maxSplits: 1)
        let rawQuery = target.count > 1 ? String(target[1]) : ""
        for query in [
            rawQuery, rawQuery.split(separator: "%20", omittingEmptySubsequences: false).joined(separator: "+"),
        ] {
            let signature = ACS3Signer.signature(
                secret: vector.credentials.accessKeySecret, method: vector.text("method"), rawPath: String(target[0]),
                rawQuery: query, headers: vector.headers, signedHeaders: authorization.signedHeaders,
                payloadHash: ACS3Signer.payloadHash(vector.body))
            #expect(ACS3Signer.areEqual(signature, authorization.signature))
        }
    }

    @Test func invocationsAreSignedWithTheirMeaning() {
        let headers: HTTPHeaders = [
            "Accept": "application/json", "User-Agent": "x", "X-Fc-Log-Type": "Tail", "content-type": "a",
            "X-Acs-Action": "b", "Host": "c", "x-fc-log-type": "None", "content-length": "1",
        ]
        #expect(
            SignedHeaderPolicy.acsAndFC.names(in: headers) == ["content-type", "host", "x-acs-action", "x-fc-log-type"])
        #expect(SignedHeaderPolicy.acs.names(in: headers) == ["content-type", "host", "x-acs-action"])
        #expect(SignedHeaderPolicy.all.names(in: headers).count == 7)
    }

    @Test func signingTwiceReplacesTheSignature() {
        let signer = ACS3Signer(credentials: Credentials(accessKeyID: "FakeID", accessKeySecret: Secret("FakeSecret")))
        let request = HTTPRequest(method: "GET", endpoint: Endpoint(host: "example.com"))
        let date = Date(timeIntervalSince1970: 0)
        let once = signer.sign(request, action: "A", version: "1", date: date, nonce: "n")
        let twice = signer.sign(once.request, action: "A", version: "1", date: date, nonce: "n")
        #expect(once.canonicalRequest == twice.canonicalRequest)
        #expect(twice.request.headers.all("Authorization").count == 1)
        #expect(once.request.headers == twice.request.headers)
    }

    @Test func streamsBringTheirHash() {
        let hash = String(repeating: "ab", count: 32)
        let body = RequestBody.stream(BodyStream(length: 3, sha256: hash, chunks: AsyncThrowingStream { nil }))
        #expect(ACS3Signer.payloadHash(body) == hash)
    }

    @Test(arguments: [
        ("a=1&b=2", "a=1&b=2"), ("b=2&a=1", "a=1&b=2"), ("a", "a="), ("a=", "a="), ("a=1&&b=2&", "a=1&b=2"),
        ("q=a+b%20c%2B", "q=a%20b%20c%2B"), ("q=%e5%87%bd", "q=%E5%87%BD"), ("q=%zz%4", "q=%25zz%254"), ("", ""),
        ("a=b=c", "a=b%3Dc"), ("a=2&a=1", "a=1&a=2"), ("%61=1", "a=1"), ("q=%FF", "q=%FF"),
    ])
    func receivedQueries(raw: String, canonical: String) {
        #expect(ACS3Signer.canonicalQuery(raw: raw) == canonical)
    }

    @Test(arguments: [("ab", "ab", true), ("ab", "ac", false), ("ab", "abc", false), ("", "", true)])
    func comparison(left: String, right: String, same: Bool) {
        #expect(ACS3Signer.areEqual(left, right) == same)
    }

    private func policy(_ vector: SigningVector) throws -> SignedHeaderPolicy {
        try #require(["acs": .acs, "acs+fc": .acsAndFC, "all": .all][vector.text("signPolicy")])
    }
}

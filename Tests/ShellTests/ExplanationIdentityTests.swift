import FCCore
import Testing

@testable import Shell

@Suite struct ExplanationIdentityTests {
    private static let ours = String(repeating: "a1", count: 32)
    private static let theirs = String(repeating: "b2", count: 32)

    @Test func bothClocksAreShown() throws {
        let server = try #require(UTCTime(timestamp: "2026-03-01T12:00:00Z"))
        var context = ExplanationTests.context
        context.signingTime = server.seconds - 1000
        let fault = ExplanationTests.fault(
            400, "InvalidTimeStamp.Expired", headers: ["date": "Sun, 01 Mar 2026 12:00:00 GMT"])
        let text = Explanation.of(fault, context).text.plain
        #expect(text.contains("  this machine: 2026-03-01T11:43:20Z\n  server: 2026-03-01T12:00:00Z\n"))
        #expect(text.contains("the clock of this machine is 16 min 40 s behind; 15 minutes are accepted"))
    }

    @Test func aBadSignatureWithAWrongClockIsTheClocksFault() throws {
        let server = try #require(UTCTime(timestamp: "2026-03-01T12:00:00Z"))
        var context = ExplanationTests.context
        context.signingTime = server.seconds + 2 * 86400 + 60
        let fault = ExplanationTests.fault(
            403, "SignatureNotMatch", headers: ["date": "Sun, 01 Mar 2026 12:00:00 GMT"])
        #expect(Explanation.of(fault, context).reason?.contains("2 d 1 min ahead") == true)
    }

    @Test(arguments: [
        (Optional(ours), "no hash", "blanks copied along"),
        (nil, "server string to sign is ACS3-HMAC-SHA256 \(theirs)", "blanks copied along"),
        (ours, "server string to sign is ACS3-HMAC-SHA256 \(theirs)", "changed the request"),
        (ours, "server string to sign is ACS3-HMAC-SHA256 \(ours)", "signed the same text"),
    ])
    func signatures(_ hash: String?, _ message: String, _ reason: String) {
        var context = ExplanationTests.context
        context.stringToSign = hash.map { "ACS3-HMAC-SHA256\n\($0)" }
        let explanation = Explanation.of(ExplanationTests.fault(403, "SignatureDoesNotMatch", message), context)
        #expect(explanation.sentence == "the signature is not accepted")
        #expect(explanation.reason?.contains(reason) == true)
        #expect(explanation.details.contains { $0.label == "read there" } == (reason == "changed the request"))
    }

    @Test(arguments: [
        ("InvalidAccessKeyId.NotFound", "the access key is not accepted"),
        ("InvalidSecurityToken.MismatchWithAccessKey", "the security token is not accepted"),
    ])
    func keys(_ code: String, _ sentence: String) {
        let explanation = Explanation.of(ExplanationTests.fault(404, code), ExplanationTests.context)
        #expect(explanation.sentence == sentence)
        #expect(explanation.next.first == "whoami")
    }

    @Test func anExpiredTokenIsNoMistake() {
        let fault = ExplanationTests.fault(403, "InvalidSecurityToken.Expired")
        let explanation = Explanation.of(fault, ExplanationTests.context)
        #expect(explanation.sentence == "the security token has expired")
        #expect(explanation.reason?.contains("the next call takes a new one") == true)
        #expect(explanation.next == ["again", "whoami --check"])
    }

    @Test func credentials() {
        let error = CredentialError(.noCredentials, "there are no credentials", hint: "add an alias with s config add")
        #expect(
            Explanation.of(error).text.plain
                == "there are no credentials\n  hint: add an alias with s config add\n  next: whoami\n")
    }
}

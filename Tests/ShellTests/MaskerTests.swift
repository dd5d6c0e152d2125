import FCCore
import Testing

@testable import Shell

@Suite struct MaskerTests {
    private func masker(_ secrets: String...) -> Masker {
        let masker = Masker()
        for secret in secrets { masker.register(Secret(secret)) }
        return masker
    }

    @Test(arguments: [
        ("plain", "the FakeKey9/+ here", "the ****** here"),
        ("twice", "FakeKey9/+FakeKey9/+", "************"),
        ("percent-encoded", "k=FakeKey9%2F%2B&x", "k=******&x"),
        ("percent-encoded in lower case", "k=FakeKey9%2f%2b&x", "k=******&x"),
        ("JSON with an escaped slash", #"{"k":"FakeKey9\/+"}"#, #"{"k":"******"}"#),
        ("beginning only", "FakeKey9/", "FakeKey9/"),
        ("nothing", "nothing here", "nothing here"),
        ("empty", "", ""),
    ])
    func spellings(_ name: String, _ text: String, _ expected: String) {
        #expect(masker("FakeKey9/+").mask(text) == expected)
    }

    @Test func escapedSpellingsInJSON() {
        let secret = "Test\"quote\nline é𝄞"
        let masker = masker(secret)
        #expect(masker.mask(JSONWriter.text(["k": .string(secret)])) == #"{"k":"******"}"#)
        #expect(masker.mask(#"{"k":"Test\"quote\nline \u00e9\ud834\udd1e"}"#) == #"{"k":"******"}"#)
        #expect(masker.mask(#"{"k":"Test\"quote\nline \u00E9\uD834\uDD1E"}"#) == #"{"k":"******"}"#)
    }

    @Test func theLongestWins() {
        #expect(masker("Test", "TestLonger").mask("TestLonger Test") == "****** ******")
        #expect(masker("TestLonger", "Test").mask("TestLonger Test") == "****** ******")
    }

    @Test func shortValuesAreNotSearchedFor() {
        let masker = masker("abc", "")
        #expect(masker.mask("abc abc") == "abc abc")
        #expect(!masker.holdsSecret("abc"))
    }

    @Test func fourCharactersAreEnough() {
        #expect(masker("密码密码").mask("x密码密码x") == "x******x")
    }

    @Test func holdsSecret() {
        let masker = masker("FakeKey9")
        #expect(masker.holdsSecret("invoke FakeKey9"))
        #expect(!masker.holdsSecret("invoke"))
        #expect(!Masker().holdsSecret("FakeKey9"))
    }

    @Test func styleMayChangeInsideASecret() {
        var text = StyledText("a Fake", .red)
        text.append("Key", .bold)
        text.append("9 b", .green)
        let masked = masker("FakeKey9").mask(text)
        #expect(masked.plain == "a ****** b")
        #expect(masked.fragments == [.init("a ******", .red), .init(" b", .green)])
    }

    @Test func aSecretRegisteredLaterIsFound() {
        let masker = masker("FakeKey1")
        #expect(masker.mask("FakeKey2") == "FakeKey2")
        masker.register(Secret("FakeKey2"))
        #expect(masker.mask("FakeKey1 FakeKey2") == "****** ******")
    }
}

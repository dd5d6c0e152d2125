import FCCore
import Testing

@testable import Shell

/// Two texts beside each other.
@Suite struct SideBySideTests {
    private func rows(_ left: [String], _ right: [String]) -> [String] {
        SideBySide(left, right).rows.map { "\($0.mark)|\($0.left)|\($0.right)" }
    }

    @Test func equalLinesStandOpposite() {
        #expect(rows(["a", "b", "c"], ["a", "x", "c", "d"]) == ["|a|a", "~|b|x", "|c|c", "+||d"])
        #expect(rows(["a", "b"], ["b"]) == ["-|a|", "|b|b"])
        #expect(rows([], ["a"]) == ["+||a"])
        #expect(rows([], []) == [])
    }

    @Test func aLongBeginningThatIsEqualIsCut() {
        let lines = (1...100).map { "\($0)" }
        var other = lines
        other[89] = "x"
        let shown = rows(lines, other)
        #expect(shown.first == "|…|…")
        #expect(shown[1] == "|87|87")
        #expect(shown.contains("~|90|x"))
        #expect(rows(lines, lines).count == 41)
    }

    @Test func secretsAreMaskedBeforeCellsAreCut() {
        let masker = Masker()
        masker.register(Secret("FakeSecretValue"))
        let long = "token FakeSecretValue " + String(repeating: "x", count: 80)
        let sink = SinkCapabilities(isTerminal: true, columns: 40)
        let text = SideBySide([long], ["b"]).table("%1 1", "%2 2", for: sink, masker: masker).plain
        #expect(!text.contains("Fake"))
        #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.of($0) <= 40 })
    }
}

import Testing

@testable import Shell

@Suite struct StyledTextTests {
    @Test func neighboursOfOneStyleAreJoined() {
        var text = StyledText("a", .red)
        text.append("b", .red)
        text.append("", .green)
        text.append("c")
        #expect(text.localized(in: .english).fragments == [.init("ab", .red), .init("c", .plain)])
        #expect(text.plain == "abc")
    }

    @Test(arguments: [
        (Style.plain, ""), (.red, "\u{1B}[31m"), (.bold, "\u{1B}[1m"), (.faint, "\u{1B}[2m"), (.underline, "\u{1B}[4m"),
        (.failure, "\u{1B}[1;31m"), (.cyan, "\u{1B}[36m"),
        (Style(.green, faint: true, underlined: true), "\u{1B}[2;4;32m"),
    ])
    func sequences(_ style: Style, _ expected: String) {
        #expect(style.openingSequence == expected)
    }

    @Test func colourNeverCrossesALineEnd() {
        let text = StyledText("a\n\nb", .red) + " c"
        #expect(text.rendered(colour: true) == "\u{1B}[31ma\u{1B}[0m\n\n\u{1B}[31mb\u{1B}[0m c")
        #expect(text.rendered(colour: false) == "a\n\nb c")
    }

    @Test func truncationKeepsStyles() {
        let text = StyledText("ab", .red) + StyledText("cd", .green) + StyledText("ef", .blue)
        #expect(text.truncated(to: 6) == text)
        #expect(text.truncated(to: 4).fragments == [.init("ab", .red), .init("c…", .green)])
        #expect(text.truncated(to: 3).fragments == [.init("ab", .red), .init("…", .green)])
        #expect(text.truncated(to: 0).isEmpty)
    }
}

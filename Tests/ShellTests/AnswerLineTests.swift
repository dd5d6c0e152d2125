import Testing

@testable import Shell

@Suite("Answers to questions")
struct AnswerLineTests {
    @Test(
        "Typed bytes become an answer",
        arguments: [
            ("yes\r", .text("yes"), "yes"), ("\n", .text(""), ""), ("密码\r", .text("密码"), "密码"),
            ("ab\u{7F}c\r", .text("ac"), "ab\u{8} \u{8}c"), ("码\u{7F}x\r", .text("x"), "码\u{8} \u{8}\u{8} \u{8}x"),
            ("ab\u{15}c\r", .text("c"), "ab\u{8} \u{8}\u{8} \u{8}c"), ("\u{7F}a\r", .text("a"), "a"),
            ("a\u{3}", .interrupted, "a^C"), ("\u{4}", .ended, ""), ("a\u{4}\r", .text("a"), "a"),
            ("a\u{1}b\r", .text("ab"), "ab"),
        ] as [(String, TerminalAnswer, String)])
    func answers(typed: String, expected: TerminalAnswer, echo: String) {
        var line = AnswerLine()
        var shown = ""
        var answer: TerminalAnswer?
        for byte in typed.utf8 where answer == nil {
            let step = line.take(byte)
            shown += step.echo
            answer = step.answer
        }
        #expect(answer == expected)
        #expect(shown == echo)
    }

    @Test(
        "Only a clear yes is one",
        arguments: [
            ("y", true), ("Yes", true), (" y ", true), ("是", true), ("", false), ("n", false), ("yeah", false),
            ("y y", false),
        ])
    func yes(answer: String, expected: Bool) {
        #expect(TerminalPerson.isYes(answer) == expected)
    }

    @Test("Nobody can be asked where there is no terminal")
    func noTerminal() async {
        let person = TerminalPerson(input: -1, output: -1, interrupts: nil)
        #expect(await person.confirms("really?") == false)
        await #expect(throws: Failure.self) { try await person.askSecret("password: ") }
    }
}

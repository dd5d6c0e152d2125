import Testing

@testable import ShellSyntax

/// A message keeps its template and what fills it.
@Suite struct MessageTests {
    @Test func literalsKeepTheirTemplate() {
        let name = "x"
        let message: Message = "there is no setting '\(name)' among \(3)"
        #expect(message.template == "there is no setting '‹1›' among ‹2›")
        #expect(message.description == "there is no setting 'x' among 3")
        #expect(message == "there is no setting 'x' among 3")
    }

    @Test func sumsNumberTheirHolesOn() {
        let message: Message = "one \(1)" + ", two \(2) and \(3)"
        #expect(message.template == "one ‹1›, two ‹2› and ‹3›")
        #expect(message.description == "one 1, two 2 and 3")
    }

    @Test func dataMayHoldWhatLooksLikeAHole() {
        let message: Message = "a \("‹2›") b \("x")"
        #expect(message.description == "a ‹2› b x")
    }

    @Test func partsMayBeMessages() {
        let place: Message = "in \("cn-hangzhou")"
        let message: Message = "function '\("f")' does not exist \(place)"
        #expect(message.description == "function 'f' does not exist in cn-hangzhou")
        #expect(["a", "b"].map { Message($0) }.joined(separator: ", ").description == "a, b")
    }

    @Test func onlyDataIsChangedByAMap() {
        let inner: Message = "value \("y")"
        let message: Message = "word \("x"): \(inner)"
        #expect(message.mapText { $0.uppercased() }.description == "word X: value Y")
        #expect(Message(verbatim: "z").mapText { $0.uppercased() }.description == "Z")
    }

    @Test(arguments: [("‹1› ‹2›", "a b"), ("‹2› ‹1›", "b a"), ("‹3› ‹1", "‹3› ‹1"), ("‹x› ‹1›", "‹x› a"), ("", "")])
    func holesAreFilledByTheirNumber(template: String, expected: String) {
        #expect(Message.fill(template, ["a", "b"]) == expected)
    }
}

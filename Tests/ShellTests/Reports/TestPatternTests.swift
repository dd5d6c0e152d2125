import Testing

@testable import Shell

@Suite struct TestPatternTests {
    @Test(
        arguments: [
            ("order", "An Order is created", true), ("order", "nothing", false), ("", "any", true),
            ("an*created", "An order is created", true), ("an*", "Can", false), ("*", "", true), ("?", "", false),
            ("a?c", "ABC", true), ("a[bx]c", "abc", true), ("a[!bx]c", "abc", false), ("a[a-c]c", "abc", true),
            ("a[b", "a[b", true), ("*a*b*c", "xaxbxbc", true), ("*a*b*c", "xaxbxb", false), ("函*", "函数", true),
        ] as [(String, String, Bool)])
    func matches(pattern: String, name: String, isExpected: Bool) {
        #expect(TestPattern(pattern).matches(name) == isExpected)
    }
}

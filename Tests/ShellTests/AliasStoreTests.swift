import Testing

@testable import Shell

/// Aliases replace the first word of a statement, once.
@Suite struct AliasStoreTests {
    private static func store() -> AliasStore {
        let store = AliasStore()
        store.set("ll", "functions --limit 5")
        store.set("loop", "loop again")
        return store
    }

    @Test(arguments: [
        ("ll", "functions --limit 5"), ("  ll -o json", "  functions --limit 5 -o json"),
        ("ll; print ll; ll", "functions --limit 5; print ll; functions --limit 5"), ("loop", "loop again"),
        ("print 'll'", "print 'll'"), ("try ll", "try functions --limit 5"), ("!ll", "!ll"), ("", ""),
        ("alias q = 'print x'\nq y", "alias q = 'print x'\nprint x y"), ("alias ll =\nll", "alias ll =\nll"),
    ])
    func expansion(line: String, expected: String) {
        #expect(Self.store().expand(line) == expected)
    }

    @Test(arguments: [
        (["x", "=", "print y"], "x", "print y"), (["x=print", "y"], "x", "print y"), (["x", "="], "x", nil),
        (["x="], "x", nil),
    ])
    func definitions(words: [String], name: String, text: String?) throws {
        let definition = try #require(AliasDefinition(words: words))
        #expect(definition.name == name)
        #expect(definition.text == text)
    }

    @Test func aWordAloneDefinesNothing() {
        #expect(AliasDefinition(words: ["x"]) == nil)
    }
}

import FCCore
import ShellSyntax
import ShellTestSupport
import Testing

@testable import Shell

@Suite struct SelectionTests {
    private static let body = """
        {"user": {"id": 5, "name": "Ann"}, "list": [10, 20, 30], "empty": {}, "text": "abc", "none": null,
         "rows": [{"id": 1}, {"id": 2}], "mixed": [{"id": 1}, {}], "k-1": 1, "$ref": 2, "a": 1, "a": 2, "deep": [[1], [2, 3]],
         "wide": {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1, "i": 1}}
        """

    private func select(_ path: String) throws -> Value {
        let selector = try #require(SelectorParser.parse(path))
        guard case .path(let steps) = selector.target else {
            throw ParsedPieces.Unexpected(text: path, diagnostics: [])
        }
        return try Selection.select(steps, in: JSONReader.read(Self.body))
    }

    @Test(
        arguments: [
            (".user.id", "5"), (#".["user"].name"#, #""Ann""#), (".list[0]", "10"), (".list[-1]", "30"),
            (".rows[*].id", "[1,2]"), (".list[*]", "[10,20,30]"), (".deep[*][0]", "[1,2]"),
            (".deep[*][*]", "[[1],[2,3]]"),
            (".k-1", "1"), (".$ref", "2"), (".a", "2"), (".none", "null"),
        ] as [(String, String)])
    func finds(path: String, json: String) throws {
        #expect(JSONWriter.text(try select(path)) == json)
    }

    @Test(
        arguments: [
            (".user.nmae", ".user", ".nmae", "did you mean .name?"),
            (".user.zzzzzz", ".user", ".zzzzzz", "the object has: id, name"),
            (".wide.zzzzzz", ".wide", ".zzzzzz", "the object has: a, b, c, d, e, f, g, h, …"),
            (".empty.x", ".empty", ".x", "the object is empty"),
            (".list[3]", ".list", "[3]", "the array has 3 elements"),
            (".list[-4]", ".list", "[-4]", "the array has 3 elements"),
            (".text.x", ".text", ".x", "it is a string, not an object"),
            (".none.x", ".none", ".x", "it is null, not an object"),
            (".list.x", ".list", ".x", "it is an array, not an object"),
            (".user[0]", ".user", "[0]", "it is an object, not an array"),
            (".text[*]", ".text", "[*]", "it is a string, not an array"),
            (".mixed[*].id", ".mixed[*]", ".id", "the object is empty"),
            (#".["odd key"]"#, ".", #"["odd key"]"#, "the object has:"),
            (".zzzzzz", ".", ".zzzzzz", "the object has:"),
        ] as [(String, String, String, String)])
    func sayWhatIsMissing(path: String, reached: String, step: String, reason: String) throws {
        let missing = try #require(throws: Selection.Missing.self) { try select(path) }
        #expect(missing.reached == reached)
        #expect(missing.step == step)
        #expect(missing.reason.hasPrefix(reason), "\(missing.reason)")
    }
}

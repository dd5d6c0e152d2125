import FCCore
import ShellSyntax
import Testing

@testable import Shell

@Suite struct DifferenceTests {
    private func lines(_ left: String, _ right: String, ignoring ignored: [String] = []) throws -> [String] {
        let paths = try ignored.map { text -> [PathStep] in
            guard case .path(let path)? = SelectorParser.parse(text)?.target else {
                throw TestProblem("no path: \(text)")
            }
            return path
        }
        let differences = Difference.between(
            try JSONReader.read(left), try JSONReader.read(right), ignoring: paths)
        return DifferenceText.lines(differences).plain.split(separator: "\n").map { String($0) }
    }

    @Test(
        arguments: [
            ("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}", []),
            ("{\"a\": 1.0}", "{\"a\": 1}", []),
            (
                "{\"a\": 12345678901234567890123}", "{\"a\": 12345678901234567890124}",
                ["~ .a  12345678901234567890123 → 12345678901234567890124"]
            ),
            ("{\"a\": 1}", "{\"a\": \"1\"}", ["~ .a  1 → \"1\""]),
            ("{\"a\": {\"b\": null}}", "{\"a\": {}}", ["- .a.b  null"]),
            ("{}", "{\"odd key\": [1]}", ["+ .[\"odd key\"]  [1]"]),
            ("[1, 2, 3]", "[1, 4]", ["~ .[1]  2 → 4", "- .[2]  3"]),
            ("{\"l\": [{\"n\": 1}]}", "{\"l\": [{\"n\": 2}, {\"n\": 3}]}", ["~ .l[0].n  1 → 2", "+ .l[1]  {\"n\":3}"]),
            ("1", "[1]", ["~ .  1 → [1]"]),
            ("{\"z\": 1, \"a\": 1}", "{\"a\": 2, \"z\": 2, \"b\": 2}", ["~ .z  1 → 2", "~ .a  1 → 2", "+ .b  2"]),
        ] as [(String, String, [String])])
    func findsWhatDiffers(_ left: String, _ right: String, _ expected: [String]) throws {
        #expect(try lines(left, right) == expected)
    }

    @Test(
        arguments: [
            (".a", ["~ .l[0].at  1 → 2", "~ .l[1].at  1 → 2", "~ .l[1].n  1 → 2"]),
            (".l[*].at", ["~ .a.b  1 → 2", "~ .l[1].n  1 → 2"]),
            (".l[-1]", ["~ .a.b  1 → 2", "~ .l[0].at  1 → 2"]),
            (".l", ["~ .a.b  1 → 2"]),
            (".", []),
        ] as [(String, [String])])
    func leavesOutWhatMayDiffer(_ ignored: String, _ expected: [String]) throws {
        let left = "{\"a\": {\"b\": 1}, \"l\": [{\"at\": 1, \"n\": 1}, {\"at\": 1, \"n\": 1}]}"
        let right = "{\"a\": {\"b\": 2}, \"l\": [{\"at\": 2, \"n\": 1}, {\"at\": 2, \"n\": 2}]}"
        #expect(try lines(left, right, ignoring: [ignored]) == expected)
    }

    @Test func aMissingKeyAndARepeatedOneCountOnce() throws {
        #expect(try lines("{\"a\": 1, \"a\": 2}", "{\"a\": 2}") == [])
    }

    @Test func showsControlCharactersAndCutsLongValues() {
        let long = Value.string(String(repeating: "x", count: 500))
        let text = DifferenceText.lines([
            Difference([.key("a")], .added("\u{1b}[31m")), Difference([.key("b")], .removed(long)),
        ]).plain
        #expect(!text.unicodeScalars.contains("\u{1b}"))
        #expect(text.contains("…"))
    }

    @Test func differencesAsObjects() {
        #expect(
            Difference([.key("a"), .index(0)], .changed(from: 1, to: 2)).value
                == ["path": ".a[0]", "change": "changed", "left": 1, "right": 2])
        #expect(Difference([], .added(1)).value == ["path": ".", "change": "added", "right": 1])
    }
}

/// What a test could not set up.
struct TestProblem: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

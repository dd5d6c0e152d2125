import FCCore
import Testing

@testable import fcsh

/// Adding to a `launch.json` without touching what is there.
@Suite struct LaunchFileTests {
    private static let entry: Value = ["name": "fcsh: hello", "port": 5678]

    @Test(
        arguments: [
            #"{"version": "0.2.0", "configurations": []}"#,
            "{\n\t\"configurations\": [\n\t\t{\"name\": \"a]\\\"\", \"args\": [1, [2]]}\n\t],\n\t\"inputs\": [ ]\n}\n",
            #"{"inputs": [{"configurations": [1]}], "configurations" : [{"name": "configurations"}], "x": {"y": []}}"#,
        ])
    func everythingElseStays(_ text: String) throws {
        let file = try #require(LaunchFile(Array(text.utf8)))
        let bytes = file.adding(Self.entry)
        let before = try JSONReader.read(Array(text.utf8))
        let after = try JSONReader.read(bytes)
        guard case .array(let old)? = before["configurations"], case .array(let new)? = after["configurations"] else {
            Issue.record("no configurations")
            return
        }
        #expect(new == old + [Self.entry])
        #expect(after.recordValue?.keys == before.recordValue?.keys)
        let tail = text.lastIndex(of: "]").map { text[text.index(after: $0)...] } ?? ""
        #expect(text.hasSuffix(tail))
        #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(tail))
        #expect(LaunchFile(bytes)?.configuration(named: "fcsh: hello") == Self.entry)
        #expect(file.configuration(named: "fcsh: hello") == nil)
    }

    @Test(arguments: [
        "", "{}", "[]", "// mine\n{\"configurations\": []}", "{\"configurations\": [1,]}", "{\"configurations\": 1}",
    ])
    func whatIsNoPlainListOfConfigurationsIsLeftAlone(_ text: String) {
        #expect(LaunchFile(Array(text.utf8)) == nil)
    }

    @Test func aNewFileHasOneConfiguration() {
        #expect(LaunchFile(LaunchFile.text(of: Self.entry))?.configuration(named: "fcsh: hello") == Self.entry)
    }
}

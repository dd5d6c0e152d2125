import FCCore
import FoundationEssentials
import Testing

@testable import Shell

/// The layout of the tool that people come from, with the deviations that were decided on.
@Suite struct InvocationRendererVectorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let id: String
        let isSilent: Bool
        let isAsynchronous: Bool
        let headers: [(String, String)]
        let log: String?
        let body: String
        let text: String

        var testDescription: String { id }

        init?(_ value: Value) {
            guard let id = value["id"]?.stringValue, let words = value["argv"]?.arrayValue?.compactMap(\.stringValue),
                let fields = value["response"]?["headers"]?.recordValue?.fields,
                let body = value["response"]?["body"]?.stringValue, let text = value["text"]?.stringValue
            else { return nil }
            self.id = id
            isSilent = words.contains("--silent")
            isAsynchronous = words.contains("Async")
            headers = fields.filter { $0.key != "x-fc-log-result" }.map { ($0.key, $0.value.stringValue ?? "") }
            log = fields.first { $0.key == "x-fc-log-result" }?.value.stringValue
            self.body = body
            self.text = text
        }
    }

    /// Lines for headers that did not come are left out, an asynchronous call ends after its ids, and the body of a
    /// silent call is all that is shown.
    private static let deviations = [
        "r3": "Qualifier: LATEST\nRequestId: 1-1\nAsyncTaskId: t1\n",
        "r4": "Qualifier: LATEST\nRequestId: 1-1\n\nInvoke Result:\nok",
        "r5": "{\"a\":1}",
    ]

    static func cases() throws -> [Case] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Vectors/invoke/render.json")
        let document = try JSONReader.read(Array(try Data(contentsOf: file)))
        let values = try #require(document["cases"]?.arrayValue)
        return try values.map { try #require(Case($0)) }
    }

    @Test func everyCaseIsThere() throws {
        #expect(try Self.cases().map(\.id) == ["r1", "r2", "r3", "r4", "r5"])
    }

    @Test func standardErrorAndOutputTogetherAreTheLayout() throws {
        for given in try Self.cases() {
            let result = InvocationRendererTests.result(
                given.body, headers: given.headers, log: given.log, asynchronous: given.isAsynchronous)
            let sink = BufferSink()
            let console = Console(
                output: sink, outputCapabilities: .pipe, error: sink, errorCapabilities: .pipe, masker: Masker())
            let options = InvocationRenderer.Options(.text, silent: given.isSilent)
            console.write(InvocationRenderer(options, output: .pipe, error: .pipe).render(result))
            #expect(sink.text == Self.deviations[given.id] ?? given.text, "\(given.id)")
        }
    }
}

import FCCore
import TestSupport
import Testing

@testable import Shell

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct ReportTests {
    private static let folder = FilePaths.resolve("../../Vectors/reports", from: FilePaths.directory(of: #filePath))

    /// The report of the sample run, letter by letter. `RECORD=1` writes what there is now, and fails.
    @Test(
        arguments: [(.junit, "junit.xml"), (.tap, "report.tap"), (.json, "report.json"), (.html, "report.html")]
            as [(ReportRequest.Kind, String)])
    func text(kind: ReportRequest.Kind, file: String) throws {
        let path = "\(Self.folder)/\(file)"
        let text = ReportRequest(kind, to: "-").text(of: SampleRun.record)
        if getenv("RECORD") != nil {
            try ReportFile(path, name: path).write(text)
            Issue.record("\(path) is written anew")
        }
        let expected = try DiskFiles().contents(of: path).map { String(decoding: $0, as: UTF8.self) }
        #expect(text == expected, "\(path) differs")
    }

    /// What another program's parser makes of the XML: the counts, and the names as they were.
    @Test func xmlIsWellFormed() async throws {
        let script = """
            import sys, xml.etree.ElementTree as tree
            root = tree.fromstring(sys.stdin.buffer.read())
            cases = list(root.iter("testcase"))
            print(root.get("tests"), root.get("failures"), root.get("errors"), root.get("skipped"), len(cases))
            print(cases[0].get("name"), cases[2].get("name"))
            """
        let outcome = try await Program.run(
            ["/usr/bin/env", "python3", "-c", script], input: Array(JUnitReport(SampleRun.record).text.utf8),
            environment: Program.environment(home: "/nonexistent"))
        #expect(outcome.text == "6 1 2 2 6\nadds <up> 函数\n", "\(outcome.errorText)")
    }

    @Test func jsonIsJSON() throws {
        let value = try JSONReader.read(JSONReport(SampleRun.record).text)
        #expect(value["tests"]?["failed"] == 2)
        #expect(value["files"]?[0]?["tests"]?[0]?["steps"]?[1]?["actual"] == "1")
    }

    @Test func htmlRunsNoScriptAndLoadsNothing() {
        let page = HTMLReport(SampleRun.record).text
        #expect(!page.contains("<script") && !page.contains("</script"))
        #expect(!page.contains("src=") && !page.contains("href=") && !page.contains("url("))
        #expect(page.contains("prefers-color-scheme: dark"))
        #expect(page.contains("<svg") && page.contains("adds &lt;up&gt;"))
        #expect(!page.unicodeScalars.contains("\u{1b}"))
    }

    @Test(arguments: ReportRequest.Kind.allCases)
    func secretsBecomeStars(kind: ReportRequest.Kind) {
        var record = RunRecord(began: "2026-01-02T03:04:05Z")
        var file = RunRecord.File("a.fcsh")
        file.tests = [RunRecord.Test("uses tok<&>1234", at: SampleRun.place)]
        file.tests[0].steps = [.call(CallRecord(SampleRun.result(#"{"t": "tok<&>1234"}"#, event: "tok<&>1234")))]
        file.tests[0].verdict = .broken(RunRecord.Fault(.noAnswer, "sent tok<&>1234", notes: ["tok<&>1234"]))
        record.files = [file]
        let masker = Masker()
        masker.register(Secret("tok<&>1234"))
        let text = ReportRequest(kind, to: "-").text(of: record.masked(by: masker))
        #expect(!text.contains("1234"))
        #expect(text.contains("******"))
    }

    /// The cut of a long text must not leave half a secret behind.
    @Test func aSecretAcrossTheCutIsNotShownInPart() throws {
        let secret = "secret-" + String(repeating: "s", count: 200)
        let end = CallRecord.textLimit + CallRecord.textMargin
        let text = String(repeating: "x", count: end - 100) + secret + "tail"
        var record = RunRecord(began: "")
        record.files = [RunRecord.File("a")]
        record.files[0].steps = [.call(CallRecord(SampleRun.result(text)))]
        let masker = Masker()
        masker.register(Secret(secret))
        guard case .call(let call) = try #require(record.masked(by: masker).files[0].steps.first) else { return }
        let body = try #require(call.body)
        #expect(body.isCut && !body.text.contains("secret"))
        #expect(body.byteCount == text.utf8.count)
    }
}

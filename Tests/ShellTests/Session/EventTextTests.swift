import ShellSyntax
import Testing

@testable import Shell

@Suite struct EventTextTests {
    @Test(arguments: [
        "", "hello", "007", "true", "{}", "[]", #"{"k": 1}"#, " \n[1, 2]", #"{"a": 1, "a": 2}"#, "\"text", "'{'",
    ])
    func isSent(text: String) throws {
        try EventText.check(text)
    }

    @Test(
        arguments: [
            ("{k:1}", 1, "outer shell ate the double quotes"), ("{'k': 1}", 1, "double quotes, not single"),
            (#"{"k": 1,}"#, 8, "comma before the closing bracket"), (#"{"k": 1"#, 7, "text was cut"),
            ("{\u{201C}k\u{201D}: 1}", 1, "typographic quotes"), ("[1, 2", 5, "text was cut"), (#"{"k" 1}"#, 5, nil),
            ("  {bad", 3, "outer shell"),
        ] as [(String, Int, String?)])
    func isRefused(text: String, offset: Int, cause: String?) throws {
        let failure = try #require(throws: Failure.self) { try EventText.check(text) }
        #expect(failure.status == .usage)
        #expect(failure.span?.start == offset, "\(failure.message)")
        #expect(failure.source?.name == "<event>")
        #expect(failure.next == "--raw-event sends it as it is")
        #expect(failure.notes.first == "nothing was sent")
        #expect(failure.notes.dropFirst().first?.contains(cause ?? "?") ?? (cause == nil), "\(failure.notes)")
    }

    @Test(arguments: [
        (32 << 20, false, true), ((32 << 20) + 1, false, false), (128 << 10, true, true),
        ((128 << 10) + 1, true, false),
    ])
    func size(count: Int, isAsynchronous: Bool, isAccepted: Bool) {
        let bytes = [UInt8](repeating: 0x20, count: count)
        var isRefused = false
        do throws(Failure) {
            try EventText.checkSize(bytes, isAsynchronous: isAsynchronous)
        } catch {
            isRefused = error.status.code == 2
        }
        #expect(isRefused != isAccepted)
    }
}

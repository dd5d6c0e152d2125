import TestSupport
import Testing

@Suite("Pasting")
struct PasteTests {
    private func pasted(_ text: String) -> String { "\u{1B}[200~\(text)\u{1B}[201~" }

    @Test("Newlines and tabs of a paste run nothing and complete nothing")
    func newlinesAndTabs() async throws {
        let session = try await EditorSession()
        try await session.terminal.send(pasted("one\r\ntwo\tin\rthree 函数"))
        try await session.terminal.waitForRow("three 函数")
        #expect(!session.terminal.transcript.contains("line \""))
        try await session.terminal.send(.enter)
        try await session.terminal.waitFor("line \"one\\ntwo\\tin\\nthree 函数\"")
    }

    @Test("Control characters of a paste are dropped, what follows it is typed")
    func controls() async throws {
        let session = try await EditorSession()
        try await session.terminal.send(pasted("a\u{1B}[31mb\u{07}c") + "d\r")
        try await session.terminal.waitFor("line \"a[31mbcd\"")
    }

    @Test("A long paste arrives whole")
    func long() async throws {
        let session = try await EditorSession()
        let text = String(repeating: "0123456789abcdef", count: 4000)
        try await session.terminal.send(pasted(text))
        try await session.terminal.send(.enter)
        try await session.terminal.waitForTranscript("long 64000")
        try await session.waitForPrompt()
        try await session.enter("after")
    }

    @Test("Lines pasted without brackets are read one after the other")
    func unbracketed() async throws {
        let session = try await EditorSession()
        try await session.terminal.send("first\rsecond\r")
        try await session.terminal.waitFor("line \"first\"")
        try await session.terminal.waitFor("line \"second\"")
    }
}

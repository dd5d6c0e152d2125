import TestSupport
import Testing

/// Where the page of the local endpoint is, as people at a terminal are told.
@Suite("The page's address at the prompt")
struct PageAddressTests {
    @Test("Start and status tell it, and so does another shell of the project")
    func address() async throws {
        let home = try ShellSession.project()
        let session = try await ShellSession(home: home)
        try await session.enter("local start", shows: "page http://127.0.0.1:")
        let page = try #require(Self.addresses(in: session).first)
        try await session.enter("local status", shows: page)
        let other = try await ShellSession(home: home)
        try await other.enter("local status", shows: page)
        try await other.enter("local status", shows: "calls of this shell go to it after `local start`")
        try await other.enter("local start", shows: "running endpoint")
        try await other.enter("local status", shows: page)
        #expect(Set(Self.addresses(in: other)) == [page])
    }

    private static func addresses(in session: ShellSession) -> [String] {
        session.terminal.transcript.matches(of: #/page (http://127\.0\.0\.1:\d+/page/[0-9a-f]{32}/)/#)
            .map { String($0.1) }
    }
}

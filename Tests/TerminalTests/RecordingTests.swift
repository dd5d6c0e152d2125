import TestSupport
import Testing

/// From the prompt to a script: what was typed runs again by itself.
@Suite("Recording at the prompt")
struct RecordingTests {
    @Test("A recording with a secret holds no secret and runs")
    func secret() async throws {
        let home = try ShellSession.project()
        let session = try await ShellSession(home: home)
        try await session.enter("local start", shows: "local endpoint")
        try await session.terminal.send("secret password\r")
        try await session.terminal.waitFor("password")
        try await session.terminal.send("FakeTypedSecret\r")
        try await session.waitForPrompt()
        try await session.enter("record smoke.fcsh", shows: "record")
        try await session.enter("use hello", shows: "use hello")
        try await session.enter("invoke -o none {\"user\": \"ci\", \"password\": ${password}}", shows: "invoke")
        try await session.enter("expect .got.user == \"ci\"", shows: "expect")
        try await session.enter("expect .got.user == \"nobody\"", shows: "it is \"ci\"")
        try await session.enter("capture user .got.user", shows: "capture")
        try await session.enter("record off", shows: "recorded 4 statements")
        let script = try home.read("smoke.fcsh")
        #expect(!script.contains("FakeTypedSecret"))
        #expect(!script.contains("nobody"))
        #expect(
            script.hasSuffix(
                """
                secret password = ${env.PASSWORD}
                use hello
                invoke -o none {"user": "ci", "password": ${password}}
                expect .got.user == "ci"
                capture user .got.user

                """), "\(script)")
        #expect(!session.terminal.transcript.contains("FakeTypedSecret"))
        try await run("smoke.fcsh", in: home, calls: 1)
    }

    @Test("With --expect answers become checks, volatile values by their type")
    func expectations() async throws {
        let home = try ShellSession.project()
        let session = try await ShellSession(home: home)
        try await session.enter("local start; use hello", shows: "local endpoint")
        try await session.enter("record checks.fcsh --expect", shows: "record")
        let event = "{\"city\": \"北京\", \"id\": 17, \"at\": \"2026-01-31T10:00:00Z\", \"n\": [1, 2.50]}"
        try await session.enter("invoke -o none \(event)", shows: "invoke")
        try await session.terminal.send("test \"inside\" do\rinvoke -o none {\"k\": true}\rend\r")
        try await session.terminal.waitFor("inside (")
        try await session.waitForPrompt()
        try await session.enter("record off", shows: "recorded 2 statements")
        let script = try home.read("checks.fcsh")
        #expect(
            script.hasSuffix(
                """
                invoke -o none \(event)
                expect ok
                expect .got.city == "北京"
                expect .got.id is number
                expect .got.at is string
                expect .got.n[0] == 1
                expect .got.n[1] == 2.5
                test "inside" do
                invoke -o none {"k": true}
                expect ok
                expect .got.k == true
                end

                """), "\(script)")
        try await run("checks.fcsh", in: home, calls: 2)
    }

    /// Runs a recorded script by itself, on this machine.
    private func run(_ script: String, in home: TemporaryFolder, calls: Int) async throws {
        var environment = Program.environment(home: home.path)
        environment["PASSWORD"] = "FakeOtherSecret"
        let outcome = try await Program.run(
            [BuiltProduct.path("fcsh"), "--local", "run", script], environment: environment, directory: home.path)
        #expect(outcome.status == .exited(0), "\(outcome.errorText)")
        #expect(outcome.errorText.contains("0 failed"))
        #expect(outcome.errorText.contains("\(calls) call"))
    }
}

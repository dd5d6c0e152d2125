import TestSupport

/// The shell itself on a terminal, in a folder with an s.yaml whose functions run on this machine.
struct ShellSession {
    let terminal: PseudoTerminal
    let home: TemporaryFolder

    /// A home with a project in it: `hello` answers its event, `slow` sleeps for a minute, `nap` for two seconds.
    static func project() throws -> TemporaryFolder {
        let home = try TemporaryFolder()
        try home.write(
            """
            edition: 3.0.0
            name: test
            resources:
              hello:
                component: fc3
                props: {region: cn-hangzhou, functionName: hello, runtime: python3.10, handler: index.hello, code: ./code}
              slow:
                component: fc3
                props: {region: cn-hangzhou, functionName: slow, runtime: python3.10, handler: index.slow, code: ./code, timeout: 100}
              nap:
                component: fc3
                props:
                  {region: cn-hangzhou, functionName: nap, runtime: python3.10, handler: index.nap, code: ./code,
                   asyncInvokeConfig: {asyncTask: true}}

            """, to: "s.yaml")
        try home.write(
            """
            import json, time

            def hello(event, context):
                return json.dumps({"got": json.loads(event)}, ensure_ascii=False)

            def slow(event, context):
                print("asleep", flush=True)
                time.sleep(60)

            def nap(event, context):
                time.sleep(2)
                return "rested"

            """, to: "code/index.py")
        return home
    }

    /// Starts the shell and waits for its first prompt.
    /// - Parameter prepare: puts files into the home before it starts.
    init(
        _ arguments: [String] = [], home: TemporaryFolder? = nil, environment: [String: String] = [:], rows: Int = 40,
        columns: Int = 80, prepare: (TemporaryFolder) throws -> Void = { _ in }
    ) async throws {
        self.home = try home ?? TemporaryFolder()
        try prepare(self.home)
        terminal = try PseudoTerminal(
            [BuiltProduct.path("fcsh")] + arguments, home: self.home.path, environment: environment, rows: rows,
            columns: columns)
        try await waitForPrompt()
    }

    /// Waits until the cursor stands behind an empty prompt.
    func waitForPrompt() async throws {
        try await terminal.waitFor("a prompt") { $0.cursorRow.hasSuffix(">") }
    }

    /// Types a line with Enter and waits for a text, then for the next prompt.
    func enter(_ line: String, shows text: String) async throws {
        try await terminal.send(line + "\r")
        try await terminal.waitFor(text)
        try await waitForPrompt()
    }

    /// The lines of the history file.
    var history: String {
        get throws { try home.read(".local/state/fcsh/history.jsonl") }
    }
}

import TestSupport

/// A program in tmux: a terminal emulator that is not ours, with a window that reflows its rows.
struct TmuxSession {
    private let home: TemporaryFolder
    private let socket: String

    /// Runs a program in a window of a size for as long as the body takes.
    static func run(
        _ program: String, home: TemporaryFolder? = nil, environment: [String: String] = [:], rows: Int = 24,
        columns: Int = 80, _ body: (TmuxSession) async throws -> Void
    ) async throws {
        let session = try await TmuxSession(
            program, home: home, environment: environment, rows: rows, columns: columns)
        do {
            try await body(session)
        } catch {
            _ = try? await session.run(["kill-server"])
            throw error
        }
        try await session.run(["kill-server"])
    }

    private init(
        _ program: String, home: TemporaryFolder?, environment: [String: String], rows: Int, columns: Int
    ) async throws {
        let home = try home ?? TemporaryFolder()
        self.home = home
        socket = home.path + "/tmux"
        var variables = Program.environment(home: home.path)
        variables["TERM"] = "xterm-256color"
        variables.merge(environment) { _, new in new }
        let assignments = variables.map { "\($0.key)='\($0.value)'" }.sorted().joined(separator: " ")
        try home.write(
            "set -g default-terminal tmux-256color\nset -g status off\nset -g history-limit 100\n", to: "tmux.conf")
        try await run(
            [
                "-f", home.path + "/tmux.conf", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c",
                home.path,
                "exec env -i \(assignments) TERM=tmux-256color \(program)",
            ])
    }

    private static let tmux = "/usr/bin/tmux"

    @discardableResult
    private func run(_ arguments: [String]) async throws -> String {
        // tmux refuses to draw anything but ASCII without a UTF-8 locale.
        let outcome = try await Program.run(
            [Self.tmux, "-u", "-S", socket] + arguments, environment: ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"])
        guard outcome.status == .exited(0) else {
            throw TestFailure("tmux \(arguments.joined(separator: " ")): \(outcome.errorText)")
        }
        return outcome.text
    }

    /// Types a text as it is.
    func type(_ text: String) async throws {
        try await run(["send-keys", "-l", text])
    }

    /// Presses keys by tmux's names for them: `Enter`, `Up`, `C-c`.
    func press(_ keys: String...) async throws {
        try await run(["send-keys"] + keys)
    }

    /// Pastes a text as a terminal does it.
    func paste(_ text: String) async throws {
        try home.write(text, to: "paste")
        try await run(["load-buffer", home.path + "/paste"])
        try await run(["paste-buffer", "-p", "-r"])
    }

    func resize(rows: Int, columns: Int) async throws {
        try await run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// What the window shows, without blanks at the ends of rows and empty rows at the end; the cursor's place in a row
    /// of its own.
    func screen() async throws -> String {
        let cursor = try await run(["display-message", "-p", "#{cursor_y},#{cursor_x}"])
        var rows = try await run(["capture-pane", "-p"]).split(separator: "\n", omittingEmptySubsequences: false)
            .map { row in String(row.reversed().drop { $0 == " " }.reversed()) }
        while rows.last?.isEmpty == true { rows.removeLast() }
        return rows.joined(separator: "\n") + "\n-- cursor \(cursor)"
    }

    /// Waits until a row of the window ends so.
    func waitFor(_ text: String) async throws {
        let deadline = ContinuousClock.now.advanced(by: PseudoTerminal.patience)
        while !(try await screen()).contains(text) {
            guard ContinuousClock.now < deadline else {
                throw TestFailure("waited for '\(text)'\n\(try await screen())")
            }
            try await Task.sleep(for: .milliseconds(30))
        }
    }

    /// Compares the window with a recorded one, waiting for it to look so. With `RECORD=1` it is recorded anew, and the
    /// test fails.
    func compare(with name: String) async throws {
        let recorded = Screens(name)
        let deadline = ContinuousClock.now.advanced(by: recorded.isRecording ? .seconds(1) : PseudoTerminal.patience)
        var shown = try await screen()
        while shown != recorded.content, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(30))
            shown = try await screen()
        }
        guard shown != recorded.content else { return }
        if recorded.isRecording { try recorded.record(shown) }
        throw TestFailure("the screen '\(name)' differs:\n\(shown)\n--- recorded\n\(recorded.content ?? "nothing")")
    }
}

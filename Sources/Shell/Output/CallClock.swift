import FCCore
import ShellSyntax

/// How long a call has been running: a line on the terminal that is painted over and taken away, for calls one has to
/// wait for.
struct CallClock {
    /// A call that is over before this shows no clock.
    static let patience = Duration.milliseconds(500)
    /// From here on it says what can be done.
    private static let remedyAfter = Duration.seconds(3)

    let console: Console
    /// What is called.
    let name: String
    let isShown: Bool

    /// - Parameters:
    ///   - isWanted: whether lines may be painted over: not in accessible mode, not in a block that has its own line.
    ///   - terminal: `TERM`; a dumb terminal cannot take a line away.
    init(_ console: Console, name: String, isWanted: Bool, terminal: String?) {
        self.console = console
        self.name = VisibleText.singleLine(name)
        let isDumb = terminal.map { $0.isEmpty || $0 == "dumb" } ?? true
        isShown = isWanted && !isDumb && console.errorCapabilities.isTerminal
    }

    /// Does something with the clock running beside it.
    func running<Value>(_ body: () async -> Value) async -> Value {
        guard isShown else { return await body() }
        let start = ContinuousClock.now
        let ticking = Task { await tick(from: start) }
        let value = await body()
        ticking.cancel()
        await ticking.value
        return value
    }

    private func tick(from start: ContinuousClock.Instant) async {
        var next = start.advanced(by: Self.patience)
        var isPainted = false
        while (try? await Task.sleep(until: next, clock: .continuous)) != nil {
            console.paint(text(after: start.duration(to: .now)))
            isPainted = true
            // Tenths of a second are worth watching at first; later a second is as good.
            next = next.advanced(by: .milliseconds(start.duration(to: next) < .seconds(10) ? 100 : 1000))
        }
        if isPainted { console.paint("") }
    }

    /// The line, which never fills a row: one that wrapped could not be taken away.
    func text(after elapsed: Duration) -> String {
        let tenths = Int((elapsed.milliseconds / 100).rounded(.down))
        let time = tenths < 100 ? "\(tenths / 10).\(tenths % 10) s" : Self.long(seconds: tenths / 10)
        let line: Message =
            elapsed >= Self.remedyAfter
            ? "\(name) \(time) · Ctrl-C stops waiting" : Message(verbatim: "\(name) \(time)")
        let columns = console.errorCapabilities.columns
        return DisplayWidth.truncate(line.text(in: console.language), to: columns > 1 ? columns - 1 : 79)
    }

    private static func long(seconds: Int) -> String {
        guard seconds >= 60 else { return "\(seconds) s" }
        let rest = seconds % 60
        return "\(seconds / 60) m \(rest < 10 ? "0" : "")\(rest) s"
    }
}

import Synchronization

/// The two places output goes to and what their readers can do.
///
/// Everything but an answer's bytes passes the masker. Nothing is buffered, so what was written to standard error is
/// out before a body follows on standard output. A failed write is remembered, not thrown: whoever runs statements asks
/// for ``failure`` after each and ends the run, with status 141 when a reader went away.
package final class Console: Sendable {
    /// Which of the two.
    package enum Stream: Sendable, Hashable {
        case output, error
    }

    private struct State {
        var output: SinkCapabilities
        var error: SinkCapabilities
        var failure: SinkError?
        /// Prints above a line that is being edited.
        var printAbove: (@Sendable (String) -> Void)?
        /// Whether a line stands on the terminal that the next one takes the place of.
        var isPainted = false
        /// Whether a text longer than the window may be handed to a pager: not in a script.
        var allowsPaging = false
        var pager: Pager?
        /// What waits for the pager.
        var page: [UInt8] = []
    }

    /// Hides secrets; shared with whoever learns of new ones.
    package let masker: Masker
    private let outputSink: any OutputSink
    private let errorSink: any OutputSink
    private let state: Mutex<State>

    package init(
        output: any OutputSink, outputCapabilities: SinkCapabilities, error: any OutputSink,
        errorCapabilities: SinkCapabilities, masker: Masker
    ) {
        outputSink = output
        errorSink = error
        self.masker = masker
        state = Mutex(State(output: outputCapabilities, error: errorCapabilities))
    }

    /// What standard output's reader can do.
    package var outputCapabilities: SinkCapabilities { state.withLock { $0.output } }

    /// What standard error's reader can do.
    package var errorCapabilities: SinkCapabilities { state.withLock { $0.error } }

    /// The first write that failed.
    package var failure: SinkError? { state.withLock { $0.failure } }

    /// What people read here.
    package var language: Language { errorCapabilities.language }

    /// Notes a new size of the terminal, or another wish about colours.
    package func update(_ stream: Stream, _ change: (inout SinkCapabilities) -> Void) {
        state.withLock { state in
            switch stream {
            case .output: change(&state.output)
            case .error: change(&state.error)
            }
        }
    }

    /// A console that shares standard error and masker and writes standard output elsewhere: `> file`, `| command`.
    package func redirected(to sink: any OutputSink, capabilities: SinkCapabilities = .pipe) -> Console {
        Console(
            output: sink, outputCapabilities: capabilities, error: errorSink, errorCapabilities: errorCapabilities,
            masker: masker)
    }

    /// Writes bytes of an answer to standard output exactly as they are.
    package func writeAnswer(_ bytes: [UInt8]) {
        send(bytes, to: .output)
    }

    /// Writes text to standard output.
    package func write(_ text: StyledText) {
        send(text, to: .output)
    }

    /// Writes text to standard output with a newline behind it.
    package func writeLine(_ text: StyledText) {
        send(text + "\n", to: .output)
    }

    /// Lets texts longer than the window go through the pager from now on: somebody sits there and reads.
    package func allowPaging() {
        state.withLock { $0.allowsPaging = true }
    }

    /// Takes another pager, or none.
    func use(_ pager: Pager?) {
        state.withLock { $0.pager = pager }
    }

    /// Shows what waits for the pager and comes back when the reader leaves it.
    package func showPage() async {
        let (pager, page) = state.withLock { state in
            defer { state.page = [] }
            return (state.pager, state.page)
        }
        guard !page.isEmpty else { return }
        if let pager, await pager.show(page) { return }
        send(page, to: .output)
    }

    /// Keeps a text for the pager when it does not fit the window, or when something is kept already.
    private func keep(_ rendered: String, plain: String) -> Bool {
        state.withLock { state in
            let sink = state.output
            guard state.allowsPaging, state.pager != nil, sink.isTerminal, sink.rows > 0 else { return false }
            guard !state.page.isEmpty || !DisplayWidth.fits(plain, sink) else { return false }
            state.page += rendered.utf8
            return true
        }
    }

    /// Paints a line over the last one on standard error; for terminals only. Whatever is written next takes its place.
    /// A reader who hears the output hears no repainted line.
    package func paint(_ line: String) {
        if errorCapabilities.isAccessible { return }
        let isPainted = state.withLock { state in
            defer { state.isPainted = !line.isEmpty }
            return state.isPainted
        }
        guard isPainted || !line.isEmpty else { return }
        send(Array("\r\u{1b}[K\(masker.mask(line))".utf8), to: .error)
    }

    /// Writes text to standard error and ends its line.
    package func notice(_ text: StyledText) {
        guard !text.isEmpty else { return }
        paint("")
        var line = text
        line.endLine()
        let (sink, printAbove) = state.withLock { ($0.error, $0.printAbove) }
        // Whoever edits a line knows how to put the text above it, and when none is edited.
        guard sink.isTerminal, let printAbove else { return send(line, to: .error) }
        printAbove(masker.mask(line.localized(in: sink.language)).rendered(colour: sink.colour))
    }

    /// Gives notices to whoever edits lines on the same terminal: some come from tasks of which the line knows nothing.
    package func sendNotices(to printAbove: @escaping @Sendable (String) -> Void) {
        state.withLock { $0.printAbove = printAbove }
    }

    /// Writes `warning:` and the text to standard error.
    package func warning(_ text: StyledText) {
        notice(StyledText("warning:", .caution) + " " + text)
    }

    /// Writes `error:` and the text to standard error.
    package func error(_ text: StyledText) {
        notice(StyledText("error:", .failure) + " " + text)
    }

    /// Writes what went wrong to standard error, behind `error:`.
    package func explain(_ explanation: Explanation) {
        error(explanation.text)
    }

    /// Writes a table to standard output. Secrets are masked before cells are cut: half a secret would not be found.
    package func write(_ table: TableRenderer, _ rows: [[StyledText]]) {
        let sink = outputCapabilities
        let shown = rows.map { row in row.map { masker.mask($0.localized(in: sink.language)) } }
        write(table.render(shown, for: sink))
    }

    private func send(_ text: StyledText, to stream: Stream) {
        guard !text.isEmpty else { return }
        let sink = stream == .output ? outputCapabilities : errorCapabilities
        guard sink.colour else {
            // Where no styles are seen they need not be kept while secrets are looked for.
            let plain = masker.mask(text.plain(in: sink.language))
            if stream == .output, keep(plain, plain: plain) { return }
            return send(Array(plain.utf8), to: stream)
        }
        let shown = masker.mask(text.localized(in: sink.language))
        let rendered = shown.rendered(colour: true)
        if stream == .output, keep(rendered, plain: shown.plain) { return }
        send(Array(rendered.utf8), to: stream)
    }

    /// After standard output broke nothing more goes there; standard error stays in use for the reason.
    private func send(_ bytes: [UInt8], to stream: Stream) {
        guard !bytes.isEmpty else { return }
        do {
            switch stream {
            case .output where failure == nil: try outputSink.write(bytes)
            case .output: return
            case .error: try errorSink.write(bytes)
            }
        } catch {
            state.withLock { state in
                if state.failure == nil, stream == .output { state.failure = error }
            }
        }
    }
}

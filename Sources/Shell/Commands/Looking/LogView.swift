import FCCore

/// Shows lines of a log, and follows it.
struct LogView: Sendable {
    let console: Console
    let format: OutputFormat
    /// Whether each line begins with its time.
    var showsTimes = false
    let alarms: Alarms

    /// Shows what there is, and goes on with what comes until the task is cancelled.
    /// - Returns: how many lines were shown of what there was.
    func show(
        _ source: inout some LogSource, limit: Int?, follows: Bool
    ) async throws(Failure) -> Int {
        var count = 0
        var listing: [Value] = []
        let collects = !follows && format != .text && format != .raw && format != .jsonl
        try await source.past(limit: limit, follows: follows) { entries in
            count += entries.count
            if collects { listing += entries.map(\.value) } else { write(entries, isLive: follows) }
        }
        if collects, format != .none {
            console.write(ValueRenderer.render(listing: listing, as: format, for: console.outputCapabilities))
        }
        guard follows else { return count }
        while await alarms.sleep(until: .now.advanced(by: source.pause)) {
            do throws(Failure) {
                write(try await source.news(), isLive: true)
            } catch {
                // Ctrl-C is how following ends.
                if Task.isCancelled { break }
                throw error
            }
            if console.failure != nil { break }
        }
        return count
    }

    /// Lines as they are; on a terminal with their control characters spelled out.
    func write(_ entries: [LogEntry], isLive: Bool) {
        guard !entries.isEmpty, format != .none else { return }
        let text = entries.map { line(of: $0) }.joined()
        // Lines that come one by one must not wait for a pager.
        if isLive {
            console.writeAnswer(Array(console.masker.mask(text).utf8))
        } else {
            console.write(StyledText(text))
        }
    }

    private func line(of entry: LogEntry) -> String {
        let isTerminal = console.outputCapabilities.isTerminal
        switch format {
        case .json, .jsonl, .yaml:
            return ValueRenderer.render(entry.value, as: .jsonl, for: console.outputCapabilities).plain
        case .text, .raw, .none:
            let message = isTerminal ? VisibleText.of(entry.message) : entry.message
            return (showsTimes ? "\(entry.timestamp) \(message)" : message) + "\n"
        }
    }
}

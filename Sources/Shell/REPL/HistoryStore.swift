package import FCCore
import Synchronization

/// The history of the shell: one JSON object a line in a file that running shells share.
///
/// Nothing is read before it is asked for, and then from the end, so the length of the file costs nothing at the start.
/// What other shells add is read when ``refresh()`` is called. A damaged line is passed over and stays where it is.
package final class HistoryStore: Sendable {
    let file: String?
    /// Marks the entries of this shell among those of others.
    let sessionID: String
    let state: Mutex<HistoryState>

    /// Secrets shorter than this are not searched for: they would hit by chance.
    package static let shortestSecret = 4

    /// Opens a history.
    /// - Parameters:
    ///   - file: the path of `history.jsonl`; it and its folder are made when the first entry comes. Nil keeps the
    ///     history of this session in memory.
    ///   - sessionID: a text no other shell has.
    package init(file: String?, sessionID: String = HistoryStore.newSessionID()) {
        self.file = file
        self.sessionID = sessionID
        state = Mutex(HistoryState(file: file, sessionID: sessionID))
    }

    /// A text no other shell has.
    package static func newSessionID() -> String {
        var generator = SystemRandomNumberGenerator()
        return String(generator.next() as UInt64, radix: 36)
    }

    /// Adds an entry, on disk too if that is possible.
    ///
    /// A line that begins with a space or a tab is not kept, nor is an empty one, nor one that holds a secret.
    /// - Returns: whether it was kept.
    @discardableResult
    package func append(_ entry: HistoryEntry, secrets: [Secret] = []) -> Bool {
        guard Self.isKept(entry.text, secrets: secrets) else { return false }
        var entry = entry
        if entry.sessionID == nil { entry.sessionID = sessionID }
        let place = file.flatMap { HistoryFile.append(entry.value, to: $0) }
        state.withLock { $0.add(entry, at: place) }
        return true
    }

    /// Whether a line may be kept.
    package static func isKept(_ text: String, secrets: [Secret]) -> Bool {
        guard let first = text.first, first != " ", first != "\t" else { return false }
        guard text.contains(where: { !$0.isWhitespace }) else { return false }
        return !secrets.contains { secret in
            let hidden = secret.reveal()
            guard hidden.count >= shortestSecret else { return false }
            return text.contains(hidden) || text.contains(JSONWriter.escaped(hidden))
        }
    }

    /// Takes in what other shells have added or erased meanwhile. Meant to be called before each prompt.
    package func refresh() {
        state.withLock { $0.follow() }
    }

    /// The line so many steps back: those of this session first, then everything else, the newest first.
    /// - Parameter age: 0 is the newest.
    /// - Returns: nil beyond the oldest.
    package func recall(_ age: Int) -> String? {
        state.withLock { state in
            while state.knownCount <= age, !state.hasReadAll { state.readOlder() }
            return state.line(age)
        }
    }

    /// The newest line that begins with a text and goes on after it, in the order of ``recall(_:)``.
    ///
    /// Meant to be asked at every key: see ``HistorySuggestion``. The line may have several rows.
    package func suggestion(for typed: String) -> String? {
        state.withLock { state in
            var suggestion = HistorySuggestion()
            swap(&suggestion, &state.suggestion)
            defer { swap(&suggestion, &state.suggestion) }
            return suggestion.line(beginningWith: typed, line: { state.line($0) }, readMore: { state.readOlder() })
        }
    }
}

package import FCCore
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The history of the shell: one JSON object a line in a file that is only ever appended to.
///
/// Several shells may write at once, because an entry is one `write` to a file opened for appending. Nothing is read
/// before it is asked for, and then from the end, so the length of the file costs nothing at the start. A damaged line is
/// passed over and stays where it is.
package final class HistoryStore: Sendable {
    struct State {
        /// What this shell has run, oldest first.
        var session: [HistoryEntry] = []
        /// What was there before, newest first, as far as it has been read.
        var older: [String] = []
        /// Where reading goes on; nil before the first read.
        var reader: BackwardLineReader?
        var hasReadAll = false
        /// Whether entries reach the file; a file that cannot be written leaves a history of this session alone.
        var isWritable = true
        /// How far the search for a suggestion has come.
        var suggestion = HistorySuggestion()

        /// The line so many steps back, if it has been read.
        func line(_ age: Int) -> String? {
            if age < session.count { return session[session.count - 1 - age].text }
            let index = age - session.count
            return index < older.count ? older[index] : nil
        }
    }

    let file: String?
    /// The file's size when this shell began: everything before it is older than the session.
    let initialSize: Int
    let state = Mutex(State())

    /// Secrets shorter than this are not searched for: they would hit by chance.
    package static let shortestSecret = 4

    /// Opens a history.
    /// - Parameter file: the path of `history.jsonl`; it and its folder are made when the first entry comes. Nil keeps
    ///   the history of this session in memory.
    package init(file: String?) {
        self.file = file
        initialSize = file.map(Self.size) ?? 0
    }

    /// Adds an entry, on disk too if that is possible.
    ///
    /// A line that begins with a space or a tab is not kept, nor is an empty one, nor one that holds a secret.
    /// - Returns: whether it was kept.
    @discardableResult
    package func append(_ entry: HistoryEntry, secrets: [Secret] = []) -> Bool {
        guard Self.isKept(entry.text, secrets: secrets) else { return false }
        state.withLock { state in
            state.session.append(entry)
            state.suggestion.reset()
            guard state.isWritable, let file else { return }
            state.isWritable = HistoryFile.append(entry, to: file)
        }
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

    /// The line so many steps back: those of this session first, then everything from before it.
    /// - Parameter age: 0 is the newest.
    /// - Returns: nil beyond the oldest.
    package func recall(_ age: Int) -> String? {
        state.withLock { state in
            while state.session.count + state.older.count <= age, !state.hasReadAll { readMore(&state) }
            return state.line(age)
        }
    }

    func readMore(_ state: inout State) {
        guard let file, initialSize > 0 else {
            state.hasReadAll = true
            return
        }
        var reader = state.reader ?? BackwardLineReader(file: file, end: initialSize)
        var count = 0
        while count < HistorySuggestion.portion {
            guard let line = reader.next() else {
                state.hasReadAll = true
                break
            }
            if let text = HistoryEntry.text(ofLine: line) { state.older.append(text) }
            count += 1
        }
        state.reader = reader
    }

    static func size(_ file: String) -> Int {
        var facts = stat()
        return stat(file, &facts) == 0 ? Int(facts.st_size) : 0
    }
}

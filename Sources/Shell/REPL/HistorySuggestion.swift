/// Finds the newest line that begins with what is being typed: the grey text behind the cursor.
///
/// It answers while a key waits. What is typed grows by a character at a time, so a search goes on where the one before
/// ended: a line that did not fit a shorter beginning fits no longer one. What has not been read yet is read in small
/// portions, one for each key at most.
struct HistorySuggestion {
    /// A beginning that was looked for, and how far the search came.
    private struct Step {
        var beginning: String
        /// How far back the next line to look at is; the found one when there is one.
        var age: Int
        var found: String?
    }

    /// How many lines one key may bring in from the file.
    static let portion = 64
    /// How far back the search goes at most.
    static let depth = 50_000

    /// The beginnings typed so far, each of which begins with the one before.
    private var steps: [Step] = []

    /// Begins anew: for another line, or when lines were added.
    mutating func reset() {
        steps.removeAll()
    }

    /// The newest line that begins with a text and goes on after it.
    /// - Parameters:
    ///   - typed: what stands before the cursor; an empty one has no suggestion.
    ///   - line: the line so many steps back; nil beyond the oldest that has been read.
    ///   - readMore: reads a portion of older lines.
    mutating func line(
        beginningWith typed: String, line: (Int) -> String?, readMore: () -> Void
    ) -> String? {
        guard !typed.isEmpty else { return nil }
        while let last = steps.last, !typed.utf8.starts(with: last.beginning.utf8) { steps.removeLast() }
        var step = steps.last ?? Step(beginning: "", age: 0)
        if step.beginning == typed, step.found != nil { return step.found }
        if step.beginning == typed { steps.removeLast() }
        step.beginning = typed
        step.found = nil
        var mayRead = true
        while step.age < Self.depth {
            guard let candidate = line(step.age) else {
                guard mayRead else { break }
                mayRead = false
                readMore()
                continue
            }
            if candidate.utf8.count > typed.utf8.count, candidate.utf8.starts(with: typed.utf8) {
                step.found = candidate
                break
            }
            step.age += 1
        }
        steps.append(step)
        return step.found
    }
}

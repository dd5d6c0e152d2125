/// Walking through history with Up and Down, starting from the line that is being typed.
struct HistoryRecall {
    private let entry: (Int) -> String?
    /// How far back the walk is; nil on the line that was being typed.
    private var age: Int?
    /// What was being typed before the walk began.
    private var draft = ""
    /// Lines that were changed on the way, by age: they are found again when the walk comes back.
    private var edits: [Int: String] = [:]

    /// - Parameter entry: the line so many steps back, nil beyond the oldest.
    init(entry: @escaping (Int) -> String?) {
        self.entry = entry
    }

    /// The next older line that differs from the current one and begins with a prefix.
    /// - Returns: nil when there is none; the walk stays where it is then.
    mutating func older(than current: String, prefix: String = "") -> String? {
        var candidate = age.map { $0 + 1 } ?? 0
        while let text = entry(candidate) {
            let shown = edits[candidate] ?? text
            if shown != current, shown.hasPrefix(prefix) {
                leave(current)
                age = candidate
                return shown
            }
            candidate += 1
        }
        return nil
    }

    /// The next newer line, and after the newest what was being typed.
    /// - Returns: nil when the walk is there already.
    mutating func newer(than current: String, prefix: String = "") -> String? {
        guard let from = age else { return nil }
        var candidate = from - 1
        while candidate >= 0 {
            if let text = entry(candidate) {
                let shown = edits[candidate] ?? text
                if shown != current, shown.hasPrefix(prefix) {
                    leave(current)
                    age = candidate
                    return shown
                }
            }
            candidate -= 1
        }
        leave(current)
        age = nil
        return draft
    }

    private mutating func leave(_ current: String) {
        guard let age else {
            draft = current
            return
        }
        if entry(age) != current { edits[age] = current }
    }
}

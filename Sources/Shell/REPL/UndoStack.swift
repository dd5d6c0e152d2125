/// The earlier states of a line, and those that were undone. libedit's emacs mode has no undo, so each change is noted
/// before the next key.
struct UndoStack {
    /// A text with the place of the cursor in it, in characters of libedit.
    struct Snapshot: Equatable {
        var text: [Int32]
        var cursor: Int
    }

    /// How many steps are kept.
    private static let limit = 200
    /// Longer texts have no undo: every key would copy them.
    private static let longestText = 20_000

    private var snapshots: [Snapshot] = []
    /// What was undone, the newest last; a new change makes it unreachable.
    private var undone: [Snapshot] = []
    /// Where the next typed character would belong to the last step: a word is one step.
    private var growsAt: Int?

    /// Notes the state; only a changed text makes a step.
    mutating func note(_ text: UnsafeBufferPointer<Int32>, cursor: Int) {
        guard text.count <= Self.longestText else { return }
        if let last = snapshots.last, last.text.elementsEqual(text) {
            snapshots[snapshots.count - 1].cursor = cursor
            return
        }
        undone.removeAll()
        let isTyped = isOneMore(text, cursor)
        if isTyped, growsAt == cursor - 1, !Self.isBlank(text[cursor - 1]) { snapshots.removeLast() }
        growsAt = isTyped ? cursor : nil
        snapshots.append(Snapshot(text: Array(text), cursor: cursor))
        if snapshots.count > Self.limit { snapshots.removeFirst() }
    }

    /// Whether a text is the last one with a character put in before the cursor.
    private func isOneMore(_ text: UnsafeBufferPointer<Int32>, _ cursor: Int) -> Bool {
        guard let last = snapshots.last?.text, text.count == last.count + 1, cursor > 0 else { return false }
        return text[..<(cursor - 1)].elementsEqual(last[..<(cursor - 1)])
            && text[cursor...].elementsEqual(last[(cursor - 1)...])
    }

    private static func isBlank(_ character: Int32) -> Bool {
        character == 0x20 || character == 0x09 || character == 0x0A
    }

    /// The state before the present one; nil when there is none.
    mutating func undo() -> Snapshot? {
        growsAt = nil
        guard snapshots.count > 1 else { return nil }
        undone.append(snapshots.removeLast())
        return snapshots.last
    }

    /// The state that was undone last; nil when nothing was, or the text has changed since.
    mutating func redo() -> Snapshot? {
        growsAt = nil
        guard let state = undone.popLast() else { return nil }
        snapshots.append(state)
        return state
    }
}

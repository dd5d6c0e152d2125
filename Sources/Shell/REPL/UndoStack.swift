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

    /// Notes the state; only a changed text makes a step.
    mutating func note(_ text: UnsafeBufferPointer<Int32>, cursor: Int) {
        guard text.count <= Self.longestText else { return }
        if let last = snapshots.last, last.text.elementsEqual(text) {
            snapshots[snapshots.count - 1].cursor = cursor
            return
        }
        undone.removeAll()
        snapshots.append(Snapshot(text: Array(text), cursor: cursor))
        if snapshots.count > Self.limit { snapshots.removeFirst() }
    }

    /// The state before the present one; nil when there is none.
    mutating func undo() -> Snapshot? {
        guard snapshots.count > 1 else { return nil }
        undone.append(snapshots.removeLast())
        return snapshots.last
    }

    /// The state that was undone last; nil when nothing was, or the text has changed since.
    mutating func redo() -> Snapshot? {
        guard let state = undone.popLast() else { return nil }
        snapshots.append(state)
        return state
    }
}

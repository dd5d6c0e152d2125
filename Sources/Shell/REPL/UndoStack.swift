/// The earlier states of a line. libedit's emacs mode has no undo, so each change is noted before the next key.
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

    /// Notes the state; only a changed text makes a step.
    mutating func note(_ text: UnsafeBufferPointer<Int32>, cursor: Int) {
        guard text.count <= Self.longestText else { return }
        if let last = snapshots.last, last.text.elementsEqual(text) {
            snapshots[snapshots.count - 1].cursor = cursor
            return
        }
        snapshots.append(Snapshot(text: Array(text), cursor: cursor))
        if snapshots.count > Self.limit { snapshots.removeFirst() }
    }

    /// The state before the present one, which is forgotten; nil when there is none.
    mutating func undo() -> Snapshot? {
        guard snapshots.count > 1 else { return nil }
        snapshots.removeLast()
        return snapshots.last
    }
}

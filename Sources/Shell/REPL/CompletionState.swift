import Synchronization

/// Hands the world of the current line to the editor's thread.
package final class CompletionState: Sendable {
    private let world = Mutex<CompletionWorld?>(nil)

    package init() {}

    /// The world of the current line; nil before the first one.
    var current: CompletionWorld? { world.withLock { $0 } }

    /// Takes over the world of the next line.
    package func update(_ world: CompletionWorld) {
        self.world.withLock { $0 = world }
    }

    /// What Tab offers; nothing before the first line.
    package func answer(_ text: String, cursor: Int) -> CompletionAnswer {
        guard let world = current else { return .none(at: cursor) }
        return Completer(world: world).answer(text, cursor: cursor)
    }
}

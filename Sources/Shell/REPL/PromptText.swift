import Synchronization

/// Text that a command leaves for the next prompt, where a person looks at it before it runs.
package final class PromptText: Sendable {
    private let text = Mutex<String?>(nil)

    package init() {}

    /// Leaves a text; the last one counts.
    package func leave(_ text: String) {
        self.text.withLock { $0 = text }
    }

    /// The text, once.
    func take() -> String? {
        text.withLock { text in
            defer { text = nil }
            return text
        }
    }
}

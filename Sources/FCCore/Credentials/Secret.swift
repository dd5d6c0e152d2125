/// A text that must not be shown: a key, a token, a secret variable.
///
/// It prints as stars wherever it is printed, interpolated or dumped. Only ``reveal()`` gives the text, so every place
/// that needs it can be found by that name.
public struct Secret: Sendable, Hashable {
    private let text: String

    /// Wraps a text.
    public init(_ text: String) {
        self.text = text
    }

    /// The text itself, for signing and for masking output.
    public func reveal() -> String { text }

    /// Whether there is no text.
    public var isEmpty: Bool { text.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "******" }
    public var debugDescription: String { "******" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

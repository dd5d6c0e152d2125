package import FCCore
import Synchronization

/// The bytes of an answer, and their value once somebody asks for it.
///
/// Reading JSON costs more than many calls need, so it happens on first use and only once.
package final class AnswerBody: Sendable {
    /// What the bytes turned out to be.
    package enum Content: Sendable {
        case json(Value)
        case text(String)
        case binary

        /// The name `-o json` gives it in `bodyEncoding`.
        package var encodingName: String {
            switch self {
            case .json: "json"
            case .text: "text"
            case .binary: "base64"
            }
        }
    }

    /// The bytes exactly as they came.
    package let bytes: [UInt8]
    private let known = Mutex<Content?>(nil)

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What the bytes are: JSON if they read as JSON, else text if they are UTF-8, else neither.
    package var content: Content {
        known.withLock { known in
            if let content = known { return content }
            let content = Self.classify(bytes)
            known = content
            return content
        }
    }

    /// The value a selector works on: the JSON value, or the text as a string; nil for other bytes.
    package var value: Value? {
        switch content {
        case .json(let value): value
        case .text(let text): .string(text)
        case .binary: nil
        }
    }

    private static func classify(_ bytes: [UInt8]) -> Content {
        if let value = try? JSONReader.read(bytes) { return .json(value) }
        if let text = String(validating: bytes, as: UTF8.self) { return .text(text) }
        return .binary
    }
}

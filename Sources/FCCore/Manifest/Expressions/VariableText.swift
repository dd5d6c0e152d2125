/// A text with `${…}` in it, taken apart. The first `}` behind `${` ends an expression; `${` without one is text.
enum VariableText {
    /// How long a text may grow through what is put into it, in bytes.
    static let lengthLimit = 4 << 20

    /// A part of the text.
    enum Piece: Sendable, Hashable {
        case text(String)
        /// What stands between the braces.
        case expression(String)
    }

    /// The parts in order; a text without expressions is one part.
    static func pieces(of text: String) -> [Piece] {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return [.text(text)] }
        var pieces: [Piece] = []
        let bytes = Array(text.utf8)
        var plain = 0
        var position = 0
        while let start = opening(in: bytes, from: position) {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "}")) else { break }
            if start > plain { pieces.append(.text(String(decoding: bytes[plain..<start], as: UTF8.self))) }
            pieces.append(.expression(String(decoding: bytes[(start + 2)..<end], as: UTF8.self)))
            position = end + 1
            plain = position
        }
        if plain < bytes.count || pieces.isEmpty {
            pieces.append(.text(String(decoding: bytes[plain...], as: UTF8.self)))
        }
        return pieces
    }

    /// Whether there is an expression in the text.
    static func hasExpression(_ text: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return false }
        let bytes = Array(text.utf8)
        guard let start = opening(in: bytes, from: 0) else { return false }
        return bytes[start...].contains(UInt8(ascii: "}"))
    }

    /// The expressions of a text as they stand there, braces included.
    static func expressions(in text: String) -> [String] {
        pieces(of: text).compactMap { piece in
            if case .expression(let content) = piece { "${\(content)}" } else { nil }
        }
    }

    private static func opening(in bytes: [UInt8], from start: Int) -> Int? {
        var position = start
        while position + 1 < bytes.count {
            if bytes[position] == UInt8(ascii: "$"), bytes[position + 1] == UInt8(ascii: "{") { return position }
            position += 1
        }
        return nil
    }
}

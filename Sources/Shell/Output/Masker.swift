package import FCCore
import Synchronization

/// Replaces secrets by stars in everything fcsh writes itself.
///
/// A secret is found as it is, as it stands in a JSON string (with or without everything outside ASCII escaped), and
/// percent-encoded as in a URL. Values of less than four characters are not searched for: they would star out ordinary
/// text. Where secrets overlap the longest wins.
package final class Masker: Sendable {
    /// What a secret is replaced by; its length says nothing about the secret's.
    package static let stars = "******"
    /// Shorter values are not searched for.
    package static let minimumLength = 4

    private let table = Mutex(PatternTable())

    package init() {}

    /// Hides a value from now on.
    package func register(_ secret: Secret) {
        let text = secret.reveal()
        guard text.count >= Self.minimumLength else { return }
        table.withLock { $0.insert(text) }
    }

    /// Whether the text holds a secret, as a line of history must not.
    package func holdsSecret(_ text: String) -> Bool {
        let table = table.withLock { $0 }
        guard !table.isEmpty else { return false }
        return !table.matches(in: Array(text.utf8), atMost: 1).isEmpty
    }

    /// The text with its secrets replaced by stars.
    package func mask(_ text: String) -> String {
        let table = table.withLock { $0 }
        guard !table.isEmpty else { return text }
        let bytes = Array(text.utf8)
        let matches = table.matches(in: bytes)
        guard !matches.isEmpty else { return text }
        return String(decoding: Self.replacing(matches, in: bytes, offset: 0), as: UTF8.self)
    }

    /// The same for bytes, which need not be text.
    package func mask(_ bytes: [UInt8]) -> [UInt8] {
        let table = table.withLock { $0 }
        guard !table.isEmpty else { return bytes }
        return Self.replacing(table.matches(in: bytes), in: bytes, offset: 0)
    }

    /// The same for styled text; a secret is also found across a change of style.
    package func mask(_ text: StyledText) -> StyledText {
        let table = table.withLock { $0 }
        guard !table.isEmpty else { return text }
        let matches = table.matches(in: Array(text.plain.utf8))
        guard !matches.isEmpty else { return text }
        var masked = StyledText()
        var offset = 0
        for fragment in text.fragments {
            let bytes = Array(fragment.text.utf8)
            let text = String(decoding: Self.replacing(matches, in: bytes, offset: offset), as: UTF8.self)
            masked.append(text, fragment.style)
            offset += bytes.count
        }
        return masked
    }

    /// Replaces the matches that touch these bytes, which stand at `offset` of the searched text. The stars go where a
    /// match begins.
    private static func replacing(_ matches: [Range<Int>], in bytes: [UInt8], offset: Int) -> [UInt8] {
        var output: [UInt8] = []
        var position = 0
        for match in matches where match.upperBound > offset && match.lowerBound < offset + bytes.count {
            let start = max(0, match.lowerBound - offset)
            output += bytes[position..<start]
            if match.lowerBound >= offset { output += stars.utf8 }
            position = min(bytes.count, match.upperBound - offset)
        }
        output += bytes[position...]
        return output
    }
}

/// The byte sequences to look for, found by their first byte.
private struct PatternTable {
    /// For each first byte its patterns, the longest first.
    private var byFirstByte: [[[UInt8]]] = []
    /// Whether a pattern begins with a byte.
    private var begins: [Bool] = []
    private var secrets: Set<String> = []

    var isEmpty: Bool { byFirstByte.isEmpty }

    /// Adds every spelling of a secret, unless that has been done: the same ones come with every call.
    mutating func insert(_ secret: String) {
        guard secrets.insert(secret).inserted else { return }
        if byFirstByte.isEmpty {
            byFirstByte = Array(repeating: [], count: 256)
            begins = Array(repeating: false, count: 256)
        }
        for pattern in SecretSpelling.all(of: secret).map({ Array($0.utf8) }) {
            guard let first = pattern.first else { continue }
            var known = byFirstByte[Int(first)]
            guard !known.contains(pattern) else { continue }
            let place = known.firstIndex { $0.count < pattern.count } ?? known.endIndex
            known.insert(pattern, at: place)
            byFirstByte[Int(first)] = known
            begins[Int(first)] = true
        }
    }

    /// The places of secrets from left to right, without overlaps.
    func matches(in bytes: [UInt8], atMost limit: Int = .max) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var position = 0
        while position < bytes.count, found.count < limit {
            guard begins[Int(bytes[position])], let length = lengthOfMatch(in: bytes, at: position) else {
                position += 1
                continue
            }
            found.append(position..<(position + length))
            position += length
        }
        return found
    }

    private func lengthOfMatch(in bytes: [UInt8], at position: Int) -> Int? {
        byFirstByte[Int(bytes[position])].first { pattern in
            position + pattern.count <= bytes.count && bytes[position...].starts(with: pattern)
        }?.count
    }
}

/// Ctrl-R: looks for a text in history while it is typed.
///
/// libedit's own search compares the low byte of a character, which ends the search on many a Chinese one.
struct HistorySearch {
    private let entry: (Int) -> String?
    /// What is looked for.
    private(set) var query = ""
    /// How far back the match is; nil while nothing has matched.
    private(set) var age: Int?
    /// The matching line.
    private(set) var match: String?
    /// Whether the last step found nothing; the match before it stays.
    private(set) var hasFailed = false

    /// - Parameter entry: the line so many steps back, nil beyond the oldest.
    init(entry: @escaping (Int) -> String?) {
        self.entry = entry
    }

    /// Adds to what is looked for; a match that still fits stays.
    mutating func append(_ text: String) {
        query += text
        find(from: age ?? 0)
    }

    /// Takes the last character back and looks again from the newest line.
    mutating func removeLast() {
        guard !query.isEmpty else { return }
        query.removeLast()
        age = nil
        match = nil
        if query.isEmpty { hasFailed = false } else { find(from: 0) }
    }

    /// Goes on to the next older line that differs.
    mutating func findOlder() {
        guard !query.isEmpty else { return }
        find(from: age.map { $0 + 1 } ?? 0, differingFrom: match)
    }

    /// Goes back to the next newer line that differs.
    mutating func findNewer() {
        guard !query.isEmpty, let from = age else { return }
        let test = LineTest(query)
        var candidate = from - 1
        while candidate >= 0 {
            if let text = entry(candidate), text != match, contains(text, test) { return accept(text, at: candidate) }
            candidate -= 1
        }
        hasFailed = true
    }

    /// Where the query stands in a line. Capital letters count only if the query has some.
    func range(in text: String) -> Range<String.Index>? {
        let pattern = Array(query)
        guard !pattern.isEmpty else { return nil }
        let ignoresCase = !query.contains(where: \.isUppercase)
        var start = text.startIndex
        while start < text.endIndex {
            var index = start
            var matched = 0
            while matched < pattern.count, index < text.endIndex, same(text[index], pattern[matched], ignoresCase) {
                index = text.index(after: index)
                matched += 1
            }
            if matched == pattern.count { return start..<index }
            start = text.index(after: start)
        }
        return nil
    }

    private mutating func find(from start: Int, differingFrom last: String? = nil) {
        let test = LineTest(query)
        var candidate = start
        while let text = entry(candidate) {
            if text != last, contains(text, test) { return accept(text, at: candidate) }
            candidate += 1
        }
        hasFailed = true
    }

    private mutating func accept(_ text: String, at age: Int) {
        self.age = age
        match = text
        hasFailed = false
    }

    /// What is asked of very many lines, worked out once.
    private struct LineTest {
        let needle: ByteNeedle
        /// Whether letters outside ASCII may differ in case, for which bytes are not enough; Chinese ones cannot.
        let needsLetters: Bool

        init(_ query: String) {
            let ignoresCase = !query.contains(where: \.isUppercase)
            needle = ByteNeedle(query, ignoresCase: ignoresCase)
            needsLetters = ignoresCase && query.unicodeScalars.contains { !$0.isASCII && $0.properties.isCased }
        }
    }

    private func contains(_ text: String, _ test: LineTest) -> Bool {
        test.needsLetters ? range(in: text) != nil : test.needle.stands(in: text)
    }

    private func same(_ left: Character, _ right: Character, _ ignoresCase: Bool) -> Bool {
        left == right || (ignoresCase && left.lowercased() == right.lowercased())
    }
}

/// Bytes that are looked for in many texts; letters of ASCII may differ in case.
struct ByteNeedle {
    private let bytes: [UInt8]
    private let ignoresCase: Bool

    init(_ text: String, ignoresCase: Bool) {
        self.ignoresCase = ignoresCase
        bytes = text.utf8.map { Self.folded($0, ignoresCase) }
    }

    /// Whether the bytes stand somewhere in a text.
    func stands(in text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { stands(in: $0) } ?? stands(in: Array(text.utf8))
    }

    private func stands(in text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { stands(in: $0) }
    }

    private func stands(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        var start = 0
        while start + bytes.count <= text.count {
            if Self.folded(text[start], ignoresCase) == first, continues(in: text, from: start) { return true }
            start += 1
        }
        return false
    }

    private func continues(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        var offset = 1
        while offset < bytes.count, Self.folded(text[start + offset], ignoresCase) == bytes[offset] { offset += 1 }
        return offset == bytes.count
    }

    private static func folded(_ byte: UInt8, _ ignoresCase: Bool) -> UInt8 {
        ignoresCase && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}

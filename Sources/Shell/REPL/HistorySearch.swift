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
        var candidate = from - 1
        while candidate >= 0 {
            if let text = entry(candidate), text != match, contains(text) { return accept(text, at: candidate) }
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
        var candidate = start
        while let text = entry(candidate) {
            if text != last, contains(text) { return accept(text, at: candidate) }
            candidate += 1
        }
        hasFailed = true
    }

    private mutating func accept(_ text: String, at age: Int) {
        self.age = age
        match = text
        hasFailed = false
    }

    private func contains(_ text: String) -> Bool {
        let ignoresCase = !query.contains(where: \.isUppercase)
        // Bytes are enough unless letters outside ASCII may differ in case; Chinese ones cannot.
        let needsLetters = ignoresCase && query.unicodeScalars.contains { !$0.isASCII && $0.properties.isCased }
        guard !needsLetters else { return range(in: text) != nil }
        return text.utf8.containsRun(query.utf8, ignoringCase: ignoresCase)
    }

    private func same(_ left: Character, _ right: Character, _ ignoresCase: Bool) -> Bool {
        left == right || (ignoresCase && left.lowercased() == right.lowercased())
    }
}

extension String.UTF8View {
    /// Whether bytes stand somewhere in these; letters of ASCII may differ in case.
    fileprivate func containsRun(_ pattern: String.UTF8View, ignoringCase: Bool) -> Bool {
        func folded(_ byte: UInt8) -> UInt8 {
            ignoringCase && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
        }
        let needle = pattern.map(folded)
        let found = withContiguousStorageIfAvailable { bytes -> Bool in
            guard let first = needle.first, bytes.count >= needle.count else { return needle.isEmpty }
            for start in 0...(bytes.count - needle.count) where folded(bytes[start]) == first {
                if needle.indices.allSatisfy({ folded(bytes[start + $0]) == needle[$0] }) { return true }
            }
            return false
        }
        return found ?? false
    }
}

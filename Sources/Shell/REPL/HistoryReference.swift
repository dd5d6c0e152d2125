/// A line that stands for an earlier one: `!!`, `!12`, `!-2`.
package enum HistoryReference: Sendable, Hashable {
    /// The entry of this number.
    case number(Int)
    /// So many entries back; 1 is the last one.
    case back(Int)

    /// Reads a line that is a reference and nothing else; nil for every other line, `!command` included.
    package init?(_ line: String) {
        let word = line.trimmingBlanks()
        guard word.first == "!" else { return nil }
        let rest = word.dropFirst()
        if rest == "!" {
            self = .back(1)
        } else if rest.first == "-", let count = Self.positive(rest.dropFirst()) {
            self = .back(count)
        } else if let number = Self.positive(rest) {
            self = .number(number)
        } else {
            return nil
        }
    }

    private static func positive(_ digits: Substring) -> Int? {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(digits).flatMap { $0 > 0 ? $0 : nil }
    }
}

extension String {
    /// The text without spaces and tabs at its ends.
    fileprivate func trimmingBlanks() -> Substring {
        var rest = self[...]
        while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}

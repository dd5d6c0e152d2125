/// Long texts that stand in the line as one character each, drawn as `[pasted: 200 lines]`: a line of a megabyte could
/// not be seen, and would be laid out anew for every key.
struct PasteStore {
    /// A text of more lines or more bytes gets a stand-in.
    static let longestInLine = (lines: 20, bytes: 16 << 10)
    /// Where the characters that stand in begin: the last plane, which no script and no font uses.
    private static let firstCode: UInt32 = 0x100000
    private static let codeCount = 4096

    private var texts: [String] = []

    /// The text as it goes into the line: itself, or the character that stands for it.
    mutating func shortened(_ text: String) -> String {
        let newlines = text.utf8.count { $0 == 0x0A }
        let lines = newlines + (text.hasSuffix("\n") ? 0 : 1)
        guard lines > Self.longestInLine.lines || text.utf8.count > Self.longestInLine.bytes,
            texts.count < Self.codeCount, let code = Unicode.Scalar(Self.firstCode + UInt32(texts.count))
        else { return text }
        texts.append(text)
        return String(code)
    }

    /// What a character stands for.
    func text(of scalar: Unicode.Scalar) -> String? {
        guard scalar.value >= Self.firstCode else { return nil }
        let index = Int(scalar.value - Self.firstCode)
        return index < texts.count ? texts[index] : nil
    }

    /// How a character that stands for a text is drawn.
    func label(of scalar: Unicode.Scalar) -> String? {
        guard let text = text(of: scalar) else { return nil }
        let lines = text.utf8.count { $0 == 0x0A } + (text.hasSuffix("\n") ? 0 : 1)
        return lines > 1 ? "[pasted: \(lines) lines]" : "[pasted: \(max(1, text.utf8.count >> 10)) KB]"
    }

    /// The line with every text in its place.
    func expanded(_ line: String) -> String {
        guard holdsStandIn(line) else { return line }
        var whole = ""
        for scalar in line.unicodeScalars {
            if let text = text(of: scalar) { whole += text } else { whole.unicodeScalars.append(scalar) }
        }
        return whole
    }

    /// Whether a line has a character that stands for a text.
    func holdsStandIn(_ line: String) -> Bool {
        !texts.isEmpty && line.unicodeScalars.contains { text(of: $0) != nil }
    }
}

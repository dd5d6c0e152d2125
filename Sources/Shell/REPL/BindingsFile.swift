/// The user's editrc file, sorted by when its lines have to run.
///
/// `bind -e` and `bind -v` reset every binding, so the mode they choose is set first; the other lines follow the
/// editor's own conveniences, and what the shell cannot live without comes last.
struct BindingsFile: Equatable {
    /// The mode the file chooses, if it does.
    private(set) var mode: EditingManner.KeyMode?
    /// All other lines, in order.
    private(set) var lines: [String] = []
    /// Escape sequences the file binds, without the escape character.
    private(set) var sequences: Set<[UInt8]> = []

    /// - Parameters:
    ///   - text: the content of the file.
    ///   - program: lines that begin with another program's name and a colon are not for us.
    init(_ text: String, program: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            if let colon = first.firstIndex(of: ":") {
                guard first[..<colon] == program || first[..<colon] == "*" else { continue }
                words[0] = String(first[first.index(after: colon)...])
                if words[0].isEmpty { words.removeFirst() }
            }
            if words.first == "bind", words.dropFirst().contains("-v") {
                mode = .vi
            } else if words.first == "bind", words.dropFirst().contains("-e") {
                mode = .emacs
            } else if !words.isEmpty {
                lines.append(words.joined(separator: " "))
                note(words)
            }
        }
    }

    private mutating func note(_ words: [String]) {
        guard words[0] == "bind" else { return }
        let key = words.dropFirst().first { !$0.hasPrefix("-") }
        guard let bytes = key.map(Self.bytes), bytes.first == 0x1B, bytes.count > 2 else { return }
        sequences.insert(Array(bytes.dropFirst()))
    }

    /// The characters a key is spelled with: `^[`, `\e`, `\033`.
    private static func bytes(_ key: String) -> [UInt8] {
        var rest = Array(key.utf8.filter { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") })[...]
        var bytes: [UInt8] = []
        for spelling in ["^[", "\\e", "\\E", "\\033"] where rest.starts(with: spelling.utf8) {
            bytes.append(0x1B)
            rest = rest.dropFirst(spelling.utf8.count)
            break
        }
        return bytes + rest
    }
}

import ShellSyntax

/// Finds the template of a finished English sentence.
///
/// Parts of the program that know no languages, such as the reader of an s.yaml, give sentences as text. What filled
/// their holes is found by the words around it; the template with the most words of its own wins.
package struct TemplateRecognizer: Sendable {
    /// The recogniser of the catalogue, made when the first such sentence has to be shown.
    static let chinese = TemplateRecognizer(ChineseCatalogue.templates)

    private struct Pattern: Sendable {
        let template: String
        /// The words between the holes, the first and last of which stand at the ends of the sentence.
        let words: [[UInt8]]
        let weight: Int
    }

    /// Fewer letters than this around holes would be found in anything.
    private static let minimumWeight = 6

    private let patterns: [Pattern]

    package init(_ templates: some Sequence<String>) {
        patterns = templates.compactMap { template in
            let words = Self.words(of: template)
            let weight = words.reduce(0) { $0 + $1.count { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A } }
            guard words.count > 1, weight >= Self.minimumWeight else { return nil }
            return Pattern(template: template, words: words, weight: weight)
        }.sorted { ($0.weight, $1.template) > ($1.weight, $0.template) }
    }

    /// A text in Chinese, line by line; a line that begins with a name and a colon is looked at behind it. What is not
    /// recognised stays as it is.
    func chinese(_ text: String) -> String {
        if let message = message(for: text) { return message.text(in: .chinese) }
        if text.contains("\n") {
            return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                let blanks = line.prefix { $0 == " " }
                return blanks + chinese(String(line.dropFirst(blanks.count)))
            }.joined(separator: "\n")
        }
        guard let colon = text.firstRange(of: ": ") else { return text }
        let name = String(text[..<colon.lowerBound])
        let rest = chinese(String(text[colon.upperBound...]))
        return "\(ChineseCatalogue.template(for: name) ?? name): \(rest)"
    }

    /// The sentence as a message, with its arguments looked at in the same way; nil when nothing fits.
    package func message(for sentence: String) -> Message? {
        if ChineseCatalogue.template(for: sentence) != nil { return Message(template: sentence) }
        let bytes = Array(sentence.utf8)
        for pattern in patterns {
            guard let holes = Self.holes(in: bytes, between: pattern.words) else { continue }
            let arguments = holes.map { hole -> Message.Argument in
                let text = String(decoding: bytes[hole], as: UTF8.self)
                guard text.contains(" "), let message = message(for: text) else { return .text(text) }
                return .message(message)
            }
            return Message(template: pattern.template, arguments: arguments)
        }
        return nil
    }

    /// The places of the holes, each as short as what follows allows.
    private static func holes(in bytes: [UInt8], between words: [[UInt8]]) -> [Range<Int>]? {
        guard let first = words.first, let last = words.last, bytes.starts(with: first) else { return nil }
        var position = first.count
        var holes: [Range<Int>] = []
        for word in words.dropFirst().dropLast() {
            guard let start = find(word, in: bytes, from: position) else { return nil }
            holes.append(position..<start)
            position = start + word.count
        }
        let end = bytes.count - last.count
        guard end >= position, bytes[end...].elementsEqual(last) else { return nil }
        return holes + [position..<end]
    }

    private static func find(_ word: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start + word.count <= bytes.count else { return nil }
        return (start...(bytes.count - word.count)).first { bytes[$0...].starts(with: word) }
    }

    /// The words around the holes of a template whose holes are in order.
    private static func words(of template: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var rest = template[...]
        while let hole = rest.firstRange(of: Message.hole(words.count + 1)) {
            words.append(Array(rest[..<hole.lowerBound].utf8))
            rest = rest[hole.upperBound...]
        }
        return words + [Array(rest.utf8)]
    }
}

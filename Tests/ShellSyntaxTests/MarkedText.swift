import ShellSyntax

/// Text in which `«…»` mark the places a test is about, so that no column is counted by hand.
struct MarkedText {
    var text: String
    var spans: [SourceSpan]

    init(_ marked: String) {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        spans = []
        for character in marked {
            switch character {
            case "«": starts.append(bytes.count)
            case "»": if let start = starts.popLast() { spans.append(SourceSpan(start, bytes.count)) }
            default: bytes.append(contentsOf: String(character).utf8)
            }
        }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The text with the spans of faults marked, to compare with what a test wrote.
    static func mark(_ text: String, _ spans: [SourceSpan]) -> String {
        var bytes: [UInt8] = []
        let source = Array(text.utf8)
        for offset in 0...source.count {
            for span in spans where span.end == offset && !span.isEmpty { _ = span; bytes += Array("»".utf8) }
            for span in spans where span.start == offset {
                bytes += Array("«".utf8)
                if span.isEmpty { bytes += Array("»".utf8) }
            }
            if offset < source.count { bytes.append(source[offset]) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Parses a text without a name.
func parse(_ text: String) -> Script {
    Parser.parse(SourceText(name: "test", text))
}

/// Writes values as JSON text; order, repeated keys and digits come out as they went in.
public struct JSONWriter: Sendable {
    /// How the text is laid out.
    public enum Layout: Sendable {
        /// One line, no blanks.
        case compact
        /// One element a line, two blanks for each level; empty arrays and objects stay on one line.
        case pretty
    }

    private var output: [UInt8] = []
    private let layout: Layout

    private init(layout: Layout) {
        self.layout = layout
    }

    /// The JSON text of a value. Text outside ASCII is written as it is, control characters are escaped.
    public static func text(_ value: Value, layout: Layout = .compact) -> String {
        String(decoding: bytes(value, layout: layout), as: UTF8.self)
    }

    /// The same as UTF-8 bytes.
    public static func bytes(_ value: Value, layout: Layout = .compact) -> [UInt8] {
        var writer = JSONWriter(layout: layout)
        writer.write(value, level: 0)
        return writer.output
    }

    /// A text as a JSON string with its quotes.
    public static func quoted(_ text: String) -> String {
        "\"" + escaped(text) + "\""
    }

    /// A text as it stands between the quotes of a JSON string.
    public static func escaped(_ text: String) -> String {
        var writer = JSONWriter(layout: .compact)
        writer.writeEscaped(text)
        return String(decoding: writer.output, as: UTF8.self)
    }

    private mutating func write(_ value: Value, level: Int) {
        switch value {
        case .null: output += "null".utf8
        case .bool(let truth): output += (truth ? "true" : "false").utf8
        case .number(let number): output += number.text.utf8
        case .string(let text): writeString(text)
        case .array(let elements):
            writeList("[", "]", elements, level: level) { writer, element in
                writer.write(element, level: level + 1)
            }
        case .object(let record):
            writeList("{", "}", record.fields, level: level) { writer, field in
                writer.writeString(field.key)
                writer.output += (writer.layout == .pretty ? ": " : ":").utf8
                writer.write(field.value, level: level + 1)
            }
        }
    }

    private mutating func writeList<Element>(
        _ opening: String, _ closing: String, _ elements: [Element], level: Int,
        _ writeElement: (inout JSONWriter, Element) -> Void
    ) {
        output += opening.utf8
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            newLine(level + 1)
            writeElement(&self, element)
        }
        if !elements.isEmpty { newLine(level) }
        output += closing.utf8
    }

    private mutating func newLine(_ level: Int) {
        guard layout == .pretty else { return }
        output.append(0x0A)
        output.append(contentsOf: repeatElement(0x20, count: level * 2))
    }

    private mutating func writeString(_ text: String) {
        output.append(UInt8(ascii: "\""))
        writeEscaped(text)
        output.append(UInt8(ascii: "\""))
    }

    private mutating func writeEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output += "\\\"".utf8
            case UInt8(ascii: "\\"): output += "\\\\".utf8
            case 0x0A: output += "\\n".utf8
            case 0x0D: output += "\\r".utf8
            case 0x09: output += "\\t".utf8
            case 0x08: output += "\\b".utf8
            case 0x0C: output += "\\f".utf8
            case 0..<0x20, 0x7F:
                let digits = String(byte, radix: 16)
                output += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
            default: output.append(byte)
            }
        }
    }
}

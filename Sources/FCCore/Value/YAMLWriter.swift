/// Writes values as YAML text that readers of YAML 1.2 and of the older 1.1 read back as the same values.
///
/// Strings that either version would take for something else are quoted, several lines stand as a literal block where
/// that loses nothing. Of a repeated key the last value is written: YAML has no repeated keys.
public struct YAMLWriter: Sendable {
    private var output = ""

    private init() {}

    /// The YAML text of a value, with a line end at its end.
    public static func text(_ value: Value) -> String {
        var writer = YAMLWriter()
        writer.write(value, indent: 0, position: .line)
        return writer.output
    }

    /// What stands before a value on its line.
    private enum Position {
        /// Nothing, or the dash of a list: a mapping or list may begin right here.
        case line
        /// A key and its colon: a blank is due, a mapping or list begins on the next line.
        case key
    }

    private mutating func write(_ value: Value, indent: Int, position: Position) {
        switch value {
        case .array(let elements) where !elements.isEmpty:
            if position == .key { output += "\n" }
            for (index, element) in elements.enumerated() {
                if index > 0 || position == .key { output += blanks(indent) }
                output += "- "
                write(element, indent: indent + 2, position: .line)
            }
        case .object(let record) where !record.isEmpty:
            if position == .key { output += "\n" }
            for (index, field) in Self.lastFields(record).enumerated() {
                if index > 0 || position == .key { output += blanks(indent) }
                write(field, indent: indent)
            }
        default:
            if position == .key { output += " " }
            output += scalar(value, indent: indent) + "\n"
        }
    }

    private mutating func write(_ field: Record.Field, indent: Int) {
        let key = YAMLText.oneLine(field.key)
        // A key before a colon may be 1024 characters long; a longer one needs the question mark.
        let isLong = key.unicodeScalars.count > 1000
        output += isLong ? "? \(key)\n\(blanks(indent)):" : "\(key):"
        write(field.value, indent: indent + 2, position: .key)
    }

    private func scalar(_ value: Value, indent: Int) -> String {
        switch value {
        case .null: "null"
        case .bool(let truth): truth ? "true" : "false"
        case .number(let number): YAMLText.number(number)
        case .string(let text):
            YAMLText.literalBlock(text, indent: blanks(max(indent, 2))) ?? YAMLText.oneLine(text)
        case .array: "[]"
        case .object: "{}"
        }
    }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    /// The fields without repetitions: each key where it stood first, with its last value.
    private static func lastFields(_ record: Record) -> [Record.Field] {
        var places: [String: Int] = [:]
        var fields: [Record.Field] = []
        for field in record.fields {
            if let place = places[field.key] {
                fields[place].value = field.value
            } else {
                places[field.key] = fields.count
                fields.append(field)
            }
        }
        return fields
    }
}

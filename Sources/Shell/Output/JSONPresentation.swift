package import FCCore

/// JSON as people read it on a terminal: indented and in colours, with order, digits and repeated keys as they came.
///
/// Characters that would steer a terminal are written as `\uXXXX`, so what is shown is still the same JSON.
package struct JSONPresentation {
    /// An array that is folded shows this many elements.
    static let foldedCount = 20

    private var text = StyledText()
    private let isFolded: Bool

    private init(isFolded: Bool) {
        self.isFolded = isFolded
    }

    /// The value in lines, without a newline at the end.
    /// - Parameter isFolded: whether of a long array the first elements are shown, and how many more there are.
    package static func styled(_ value: Value, isFolded: Bool = false) -> StyledText {
        var presentation = JSONPresentation(isFolded: isFolded)
        presentation.write(value, level: 0)
        return presentation.text
    }

    private mutating func write(_ value: Value, level: Int) {
        switch value {
        case .null: text.append(String("null"), .magenta)
        case .bool(let truth): text.append(truth ? "true" : "false", .magenta)
        case .number(let number): text.append(number.text, .yellow)
        case .string(let string): text.append(Self.quoted(string), .green)
        case .array(let elements):
            writeList("[", "]", elements, level: level) { presentation, element in
                presentation.write(element, level: level + 1)
            }
        case .object(let record):
            writeList("{", "}", record.fields, level: level) { presentation, field in
                presentation.text.append(Self.quoted(field.key), .cyan)
                presentation.text.append(": ")
                presentation.write(field.value, level: level + 1)
            }
        }
    }

    private mutating func writeList<Element>(
        _ opening: String, _ closing: String, _ elements: [Element], level: Int,
        _ writeElement: (inout JSONPresentation, Element) -> Void
    ) {
        text.append(opening)
        let indent = String(repeating: "  ", count: level + 1)
        // To fold a few would save nothing.
        let isCut = isFolded && opening == "[" && elements.count > Self.foldedCount + 5
        for (index, element) in elements.prefix(isCut ? Self.foldedCount : .max).enumerated() {
            text.append((index > 0 ? ",\n" : "\n") + indent)
            writeElement(&self, element)
        }
        if isCut {
            text.append(",\n" + indent)
            text.append("… \(elements.count - Self.foldedCount) more", .faint)
        }
        if !elements.isEmpty { text.append("\n" + String(repeating: "  ", count: level)) }
        text.append(closing)
    }

    private static func quoted(_ string: String) -> String {
        VisibleText.inJSON(JSONWriter.quoted(string))
    }
}

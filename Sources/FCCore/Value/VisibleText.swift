/// Makes characters visible that would steer a terminal instead of being shown.
///
/// What a function answers is data: no escape sequence of it may reach a terminal. Such a character is spelled
/// `\x1b` or `\u{202e}`: plain ASCII that every font has, that can be searched for and be pasted into a program, where
/// the control pictures (`␛`) are too small to read and exist for neither C1 nor the bidirectional controls. Newline,
/// tab and the carriage return of a CR LF stay. Text for a pipe or a file is not passed through here.
package enum VisibleText {
    /// The text with its control characters spelled out.
    package static func of(_ text: String) -> String {
        replacingControls(in: text, with: spelling)
    }

    /// The same with every newline and tab as a blank: for a value that has to stay on one line.
    package static func singleLine(_ text: String) -> String {
        let flat = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        return of(flat)
    }

    /// Text of a JSON string, already escaped by JSON's rules, with the remaining controls as `\uXXXX`: still JSON.
    package static func inJSON(_ escaped: String) -> String {
        replacingControls(in: escaped) { scalar in
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    }

    /// Whether a terminal would act on the character instead of showing it.
    package static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00..<0x20, 0x7F..<0xA0: true
        case 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func spelling(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        guard scalar.value < 0x100 else { return "\\u{\(digits)}" }
        return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
    }

    private static func replacingControls(in text: String, with spell: (Unicode.Scalar) -> String) -> String {
        guard mayHoldControls(text) else { return text }
        var output = String.UnicodeScalarView()
        let scalars = text.unicodeScalars
        var position = scalars.startIndex
        while position < scalars.endIndex {
            let scalar = scalars[position]
            position = scalars.index(after: position)
            let endsLine = scalar == "\r" && position < scalars.endIndex && scalars[position] == "\n"
            if endsLine || !isControl(scalar) {
                output.append(scalar)
            } else {
                output.append(contentsOf: spell(scalar).unicodeScalars)
            }
        }
        return String(output)
    }

    /// A quick look at the bytes: C0, DEL, and the first bytes of the encodings of the others.
    private static func mayHoldControls(_ text: String) -> Bool {
        text.utf8.contains { byte in
            switch byte {
            case 0x09, 0x0A: false
            case 0x00..<0x20, 0x7F, 0xC2, 0xE2: true
            default: false
            }
        }
    }
}

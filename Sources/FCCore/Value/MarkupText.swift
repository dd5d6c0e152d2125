/// Text for XML and HTML.
package enum MarkupText {
    /// The text with everything escaped that markup would act on.
    ///
    /// XML cannot hold most control characters, not even escaped; they are spelled out, as on a terminal.
    package static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in VisibleText.of(text).unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "'": output += "&#39;"
            case "\u{FFFE}", "\u{FFFF}": output += "\\u{\(String(scalar.value, radix: 16))}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// The same for an attribute, where a reader would turn a line end into a blank.
    package static func attribute(_ text: String) -> String {
        var output = ""
        for scalar in escaped(text).unicodeScalars {
            switch scalar {
            case "\n": output += "&#10;"
            case "\r": output += "&#13;"
            case "\t": output += "&#9;"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }
}

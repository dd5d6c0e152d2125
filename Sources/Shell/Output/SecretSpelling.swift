import FCCore

/// The ways a secret's text is commonly written inside other text.
enum SecretSpelling {
    /// Every spelling, the text itself included; repetitions are possible.
    static func all(of text: String) -> [String] {
        let json = JSONWriter.escaped(text)
        return [
            text, json, json.replacing("/", with: "\\/"), asciiJSON(json, uppercase: false),
            asciiJSON(json, uppercase: true), percentEncoded(text, uppercase: true),
            percentEncoded(text, uppercase: false),
        ]
    }

    /// Escaped JSON text with everything outside ASCII as `\uXXXX`, as Python and others write it.
    private static func asciiJSON(_ escaped: String, uppercase: Bool) -> String {
        var output = ""
        for unit in escaped.utf16 {
            if let scalar = Unicode.Scalar(unit), scalar.isASCII {
                output.unicodeScalars.append(scalar)
            } else {
                let digits = String(unit, radix: 16, uppercase: uppercase)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return output
    }

    /// Everything but letters, digits and `-._~` as `%XX` (RFC 3986, 2.3).
    private static func percentEncoded(_ text: String, uppercase: Bool) -> String {
        var output = ""
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            let character = Character(scalar)
            if scalar.isASCII, character.isLetter || character.isNumber || "-._~".contains(character) {
                output.append(character)
            } else {
                let digits = String(byte, radix: 16, uppercase: uppercase)
                output += (digits.utf8.count < 2 ? "%0" : "%") + digits
            }
        }
        return output
    }
}

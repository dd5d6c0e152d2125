/// The variables of the older format, which stand without quotes: `${env(X)}`, `${env.X}`, `${config(X)}`, `${file(p)}`,
/// `${vars.x}`, `${SERVICE.props.x}`.
enum LegacyVariable {
    /// The same as an expression of the present format; nil for what is no variable and stays as it is.
    /// - Parameters:
    ///   - content: what stands between the braces.
    ///   - resources: the services there are.
    static func expression(for content: String, resources: [ResourceEntry]) -> String? {
        let text = trimmed(content)
        for function in ["env", "config", "file"] {
            if text.hasPrefix(function + "("), text.hasSuffix(")") {
                let inner = text.dropFirst(function.count + 1).dropLast()
                let words = inner.split(separator: ",", maxSplits: 1).map { quoted(trimmed(String($0))) }
                return words.isEmpty ? nil : "\(function)(\(words.joined(separator: ", ")))"
            }
            if text.hasPrefix(function + "."), function != "file" {
                return "\(function)(\(quoted(String(text.dropFirst(function.count + 1)))))"
            }
        }
        if text.hasPrefix("vars.") { return text }
        for service in resources where text.hasPrefix(service.name + ".props.") {
            return "resources[\(quoted(service.name))].props.\(text.dropFirst(service.name.count + ".props.".count))"
        }
        return nil
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text.drop { $0.isWhitespace }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return String(rest)
    }

    /// A word as a literal; one that is quoted already stays as it is.
    private static func quoted(_ word: String) -> String {
        if let quote = word.first, quote == "'" || quote == "\"", word.count > 1, word.last == quote { return word }
        return "'" + word.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
    }
}

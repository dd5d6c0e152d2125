/// The text in front of the line: where a call would go, and how the last one ended.
package struct ShellPrompt: Sendable, Hashable {
    /// Alias, profile, or `local`; nil when nothing was chosen.
    package var access: String?
    package var region: String?
    package var function: String?
    package var qualifier: String?
    /// The word of `guard` that the target carries.
    package var guardedWord: String?
    /// How the last line ended, when not well.
    package var lastFailure: String?
    /// The text of `set prompt`.
    package var template: String?

    package init() {}

    /// The prompt of these settings.
    package init(_ settings: Settings, isLocal: Bool, lastFailure: String?) {
        access = isLocal ? "local" : settings[.access] ?? settings[.profile]
        region = settings[.region]
        function = settings[.function]
        qualifier = settings[.qualifier]
        guardedWord = settings.guardedWord
        template = settings[.prompt]
        self.lastFailure = lastFailure
    }

    /// The prompt as it is drawn.
    package var text: StyledText {
        var text = StyledText()
        // The word is the sign for those who see no colour.
        if guardedWord != nil { text.append("[guarded]", Style(.red, bold: true)) }
        if guardedWord != nil { text.append(" ") }
        if let template { return text + StyledText(Self.shown(filled(template)), targetStyle(.plain)) }
        text += target
        if let lastFailure { text.append(" [\(Self.shown(lastFailure))]", .red) }
        text.append("> ")
        return text
    }

    /// `default·cn-hangzhou/hello:prod`, as far as it is known.
    private var target: StyledText {
        var text = StyledText()
        if let access { text.append(Self.shown(access), targetStyle(.cyan)) }
        if let region { text.append((text.isEmpty ? "" : "·") + Self.shown(region), targetStyle(.cyan)) }
        if let function { text.append((text.isEmpty ? "" : "/") + Self.shown(function), targetStyle(.bold)) }
        if function != nil, let shownQualifier {
            text.append(":" + Self.shown(shownQualifier), targetStyle(.bold))
        }
        if text.isEmpty { text.append("fcsh", targetStyle(.plain)) }
        return text
    }

    private func targetStyle(_ style: Style) -> Style {
        guardedWord == nil ? style : Style(.red, bold: true)
    }

    /// LATEST is what everybody expects, so it is not shown.
    private var shownQualifier: String? { qualifier == "LATEST" ? nil : qualifier }

    /// A template with its signs replaced; an unknown one stays as it is.
    private func filled(_ template: String) -> String {
        var filled = ""
        var rest = template[...]
        while let sign = rest.firstIndex(of: "%") {
            filled += rest[..<sign]
            rest = rest[rest.index(after: sign)...]
            guard let letter = rest.first else { return filled + "%" }
            rest.removeFirst()
            switch letter {
            case "a": filled += access ?? ""
            case "r": filled += region ?? ""
            case "f": filled += function ?? ""
            case "q": filled += qualifier ?? ""
            case "%": filled += "%"
            default: filled += "%\(letter)"
            }
        }
        return filled + rest
    }

    /// Names come from files of other people: no control character may reach the terminal.
    private static func shown(_ text: String) -> String { VisibleText.of(text) }
}

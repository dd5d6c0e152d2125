import FCCore

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
        if let template { return text + filled(template) }
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

    /// A template with its signs replaced; one that means nothing stays as it is.
    private func filled(_ template: String) -> StyledText {
        var text = StyledText()
        for part in PromptTemplate(template).parts {
            switch part {
            case .text(let words): text.append(Self.shown(words), targetStyle(.plain))
            case .placeholder(.newline): text.append("\n")
            case .placeholder(.outcome): text.append(Self.shown(lastFailure ?? ""), .red)
            case .placeholder(let placeholder): text.append(Self.shown(value(of: placeholder)), targetStyle(.plain))
            }
        }
        return text
    }

    private func value(of placeholder: PromptTemplate.Placeholder) -> String {
        switch placeholder {
        case .access: access ?? ""
        case .region: region ?? ""
        case .function: function ?? ""
        case .qualifier: qualifier ?? ""
        case .percent: "%"
        case .outcome, .newline: ""
        }
    }

    /// Names come from files of other people: no control character may reach the terminal.
    private static func shown(_ text: String) -> String { VisibleText.of(text) }
}

import ShellSyntax

extension StyledText {
    /// The text as a reader of the language sees it: no messages are left in it, and its width is what will be shown.
    package func localized(in language: Language) -> StyledText {
        guard fragments.contains(where: { $0.message != nil }) else { return self }
        var text = StyledText()
        for fragment in fragments {
            text.append(fragment.message?.text(in: language) ?? fragment.text, fragment.style)
        }
        return text
    }

    /// The same without any style.
    func plain(in language: Language) -> String {
        language == .english ? plain : localized(in: language).plain
    }

    /// Adds a run as it is, with its message.
    mutating func append(_ fragment: Fragment) {
        if let message = fragment.message {
            append(message, fragment.style)
        } else {
            append(fragment.text, fragment.style)
        }
    }

    /// Texts are equal when they say the same in English and look the same, however they were put together.
    package static func == (left: StyledText, right: StyledText) -> Bool {
        left.localized(in: .english).runs == right.localized(in: .english).runs
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(plain) }

    private var runs: [Fragment] { fragments }
}

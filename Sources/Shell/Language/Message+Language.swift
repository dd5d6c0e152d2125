package import ShellSyntax

extension Message {
    /// The sentence in a language; in English where the catalogue has none.
    package func text(in language: Language) -> String {
        guard language == .chinese else { return description }
        switch origin {
        case .verbatim: return description
        case .literal: return filled(in: language)
        case .sentence: return TemplateRecognizer.chinese.chinese(template)
        }
    }

    /// Whether a translation is thinkable: blanks and signs alone are the same everywhere.
    var isTranslatable: Bool {
        switch origin {
        case .verbatim: false
        case .sentence: true
        case .literal: hasLetters || arguments.contains(where: \.isMessage)
        }
    }

    /// Most templates have a letter of English, which is quick to see.
    private var hasLetters: Bool {
        template.utf8.contains { (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) }
            || template.utf8.contains { $0 >= 0x80 } && template.contains(where: \.isLetter)
    }

    private func filled(in language: Language) -> String {
        guard !arguments.isEmpty else { return ChineseCatalogue.template(for: template) ?? template }
        let fillings = arguments.map { argument in
            switch argument {
            case .text(let text): text
            case .message(let message): message.text(in: language)
            }
        }
        return Message.fill(ChineseCatalogue.template(for: template) ?? template, fillings)
    }
}

extension Message.Argument {
    fileprivate var isMessage: Bool {
        if case .message = self { true } else { false }
    }
}

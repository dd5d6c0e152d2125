/// The text of `set prompt`, taken apart: words and signs that stand for the state.
package struct PromptTemplate: Sendable, Hashable {
    /// What a sign stands for.
    package enum Placeholder: Character, Sendable, CaseIterable {
        case access = "a"
        case region = "r"
        case function = "f"
        case qualifier = "q"
        /// How the last line ended, when not well.
        case outcome = "o"
        case newline = "n"
        case percent = "%"
    }

    package enum Part: Sendable, Hashable {
        case text(String)
        case placeholder(Placeholder)
    }

    /// The parts in order; a sign that means nothing is text.
    package private(set) var parts: [Part] = []
    /// The signs that mean nothing, for whoever sets them.
    package private(set) var unknown: [String] = []

    package init(_ template: String) {
        var text = ""
        var rest = template[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                text.append(character)
                continue
            }
            guard let letter = rest.popFirst() else {
                unknown.append("%")
                text.append("%")
                break
            }
            if let placeholder = Placeholder(rawValue: letter) {
                if !text.isEmpty { parts.append(.text(text)) }
                text = ""
                parts.append(.placeholder(placeholder))
            } else {
                unknown.append("%\(letter)")
                text += "%\(letter)"
            }
        }
        if !text.isEmpty { parts.append(.text(text)) }
    }
}

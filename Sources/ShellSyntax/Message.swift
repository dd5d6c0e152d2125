/// A sentence for people that knows how it was made: a template with numbered holes and what fills them.
///
/// A literal of this type reads like any other text, `"there is no setting '\(name)'"`, and has the English sentence
/// for its description. Whoever renders it for people looks its ``template`` up in a catalogue and fills the holes of
/// what is found there; the order of words may differ. Reports and other output for machines take the description.
package struct Message: Sendable {
    /// What fills a hole.
    package indirect enum Argument: Sendable {
        /// Data, the same in every language.
        case text(String)
        /// A sentence or a part of one, to be rendered in the same language.
        case message(Message)
    }

    /// How much is known of the making.
    package enum Origin: Sendable {
        /// The template is the source's own.
        case literal
        /// A finished sentence of a part of the program that knows no languages; its template can be recognised.
        case sentence
        /// Somebody else's words.
        case verbatim
    }

    /// The English text with `‹1›`, `‹2›` … in the places of the arguments.
    package let template: String
    package let arguments: [Argument]
    package let origin: Origin
    /// The English sentence.
    package let description: String

    package init(template: String, arguments: [Argument] = [], origin: Origin = .literal) {
        self.template = template
        self.arguments = arguments
        self.origin = origin
        description = arguments.isEmpty ? template : Self.fill(template, arguments.map { $0.description })
    }

    /// A finished sentence of the program's own, from where only text is made.
    package init(_ sentence: some StringProtocol) {
        self.init(template: String(sentence), origin: .sentence)
    }

    /// Somebody else's words, shown as they are.
    package init(verbatim text: some StringProtocol) {
        self.init(template: String(text), origin: .verbatim)
    }

    /// The hole of a number, counted from 1.
    package static func hole(_ number: Int) -> String { "‹\(number)›" }

    /// A template with its holes filled; a hole without a filling stays.
    package static func fill(_ template: String, _ fillings: [String]) -> String {
        var text = ""
        var rest = template[...]
        while let start = rest.firstIndex(of: "‹") {
            text += rest[..<start]
            guard let end = rest[start...].firstIndex(of: "›"),
                let number = Int(rest[rest.index(after: start)..<end]), fillings.indices.contains(number - 1)
            else {
                text.append("‹")
                rest = rest[rest.index(after: start)...]
                continue
            }
            text += fillings[number - 1]
            rest = rest[rest.index(after: end)...]
        }
        return text + rest
    }

    /// The same sentence with its data changed, such as control characters spelled out.
    package func mapText(_ change: (String) -> String) -> Message {
        guard origin == .literal else { return Message(template: change(template), origin: origin) }
        guard !arguments.isEmpty else { return self }
        let changed = arguments.map { argument -> Argument in
            switch argument {
            case .text(let text): .text(change(text))
            case .message(let message): .message(message.mapText(change))
            }
        }
        return Message(template: template, arguments: changed)
    }
}

extension Message.Argument: CustomStringConvertible {
    package var description: String {
        switch self {
        case .text(let text): text
        case .message(let message): message.description
        }
    }
}

extension Message: CustomStringConvertible, Hashable {
    /// Messages are equal when they say the same in English, however they were made.
    package static func == (left: Message, right: Message) -> Bool { left.description == right.description }

    package static func == (left: Message, right: String) -> Bool { left.description == right }

    package func hash(into hasher: inout Hasher) { hasher.combine(description) }

    package var isEmpty: Bool { description.isEmpty }

    /// Whether the English sentence holds a text.
    package func contains(_ text: some StringProtocol) -> Bool {
        description.indices.contains { description[$0...].hasPrefix(text) } || text.isEmpty
    }

    package func hasPrefix(_ text: String) -> Bool { description.hasPrefix(text) }

    package func hasSuffix(_ text: String) -> Bool { description.hasSuffix(text) }
}

extension Message? {
    /// Whether there is a message that says this in English, or neither is there.
    package static func == (left: Message?, right: String?) -> Bool { left?.description == right }
}

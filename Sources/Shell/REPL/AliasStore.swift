import ShellSyntax
import Synchronization

/// The aliases of the prompt: short names for the beginning of a line.
package final class AliasStore: Sendable {
    private let texts = Mutex<[String: String]>([:])

    package init() {}

    /// Every alias by name.
    package var all: [(name: String, text: String)] {
        texts.withLock { texts in texts.sorted { $0.key < $1.key }.map { (name: $0.key, text: $0.value) } }
    }

    package subscript(name: String) -> String? { texts.withLock { $0[name] } }

    /// Makes an alias, or forgets it with nil.
    package func set(_ name: String, _ text: String?) {
        texts.withLock { $0[name] = text }
    }

    /// The text with every statement's first word replaced when it is an alias: once, the result is not looked at again.
    ///
    /// An alias that the text itself makes counts from the next statement on, as in the start-up script.
    package func expand(_ text: String) -> String {
        var known = texts.withLock { $0 }
        let source = SourceText(name: "", text)
        var expanded: [UInt8] = []
        var position = 0
        for statement in Parser.parse(source).statements {
            guard let command = statement.command else { continue }
            if let definition = AliasDefinition(command) { known[definition.name] = definition.text }
            guard let alias = known[command.name.text] else { continue }
            let span = command.name.span
            expanded += source.bytes[position..<span.start] + Array(alias.utf8)
            position = span.end
        }
        guard position > 0 else { return text }
        return String(decoding: expanded + source.bytes[position...], as: UTF8.self)
    }
}

extension Statement {
    /// The command that stands alone or behind `try`.
    fileprivate var command: CommandStatement? {
        if case .command(let command) = kind { command } else { nil }
    }
}

/// `alias NAME = 'text'` as it stands in a text, when all of it is literal.
struct AliasDefinition: Hashable {
    let name: String
    /// What it stands for; nil when the alias is removed.
    let text: String?

    init?(_ statement: CommandStatement) {
        guard statement.name.text == "alias" else { return nil }
        self.init(words: statement.arguments.compactMap(\.literalText))
    }

    /// The definition that words make, with or without blanks around the `=`; nil when they make none.
    init?(words: [String]) {
        let line = words.joined(separator: " ")
        guard let equals = line.firstIndex(of: "=") else { return nil }
        name = String(line[..<equals].drop { $0 == " " }.prefix { $0 != " " })
        let rest = line[line.index(after: equals)...].drop { $0 == " " }
        text = rest.isEmpty ? nil : String(rest)
    }
}

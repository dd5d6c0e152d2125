import ShellSyntax

/// What a command still takes, shown behind the cursor while it is typed: `use ` is followed by `FUNCTION[:QUALIFIER]`.
package struct UsageHint: Sendable {
    private let catalog: Catalog

    package init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// The hint for a text whose end the cursor is at; nil where there is none.
    package func hint(for text: String) -> String? {
        guard !text.isEmpty, text.utf8.count <= 4096 else { return nil }
        let source = SourceText(name: "<prompt>", text)
        let context = CursorContext.at(source.bytes.count, in: source)
        switch context.kind {
        case .command:
            // A whole name whose blank is not typed yet.
            guard !context.prefix.isEmpty else { return nil }
            return forms(of: context.prefix).map { " " + $0 }
        case .operand(let command, _):
            guard context.prefix.isEmpty, context.quoting == .none, endsInBlank(text) else { return nil }
            return rest(of: command, words: context.words)
        case .optionValue(let command, let option):
            guard context.prefix.isEmpty, context.quoting == .none else { return nil }
            guard let spec = catalog[command]?.spec else { return nil }
            if let placeholder = spec.option(named: option)?.placeholder { return placeholder }
            return endsInBlank(text) ? rest(of: command, words: context.words) : nil
        default:
            let words = text.split(separator: " ", omittingEmptySubsequences: true)
            guard words.count == 1, endsInBlank(text) else { return nil }
            return Self.keywordForms[String(words[0])]
        }
    }

    private func endsInBlank(_ text: String) -> Bool { text.last == " " }

    private func forms(of name: String) -> String? {
        if let spec = catalog[name]?.spec { return form(spec.operands[...], hasOptions: !spec.options.isEmpty) }
        return Self.keywordForms[name]
    }

    /// The operands that have not been given, and whether there are options.
    private func rest(of command: String, words: [Word]) -> String? {
        guard let spec = catalog[command]?.spec else { return nil }
        var operands = spec.operands
        var isValue = false
        for word in words {
            if isValue {
                isValue = false
            } else if word.isOption {
                isValue = word.literalText.flatMap { spec.option(named: $0) }?.takesValue ?? false
            } else if let index = operands.firstIndex(where: { $0.accepts(ArgumentWord(word)) }),
                operands[index].arity != .rest
            {
                operands.remove(at: index)
            }
        }
        return form(operands[...], hasOptions: !spec.options.isEmpty)
    }

    private func form(_ operands: ArraySlice<OperandDeclaration>, hasOptions: Bool) -> String? {
        var parts = operands.map { operand in
            switch operand.arity {
            case .required: operand.name
            case .optional: "[\(operand.name)]"
            case .rest: "[\(operand.name)…]"
            }
        }
        if hasOptions { parts.append("[option…]") }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private static let keywordForms: [String: String] = [
        "let": "NAME = VALUE", "secret": "NAME [= VALUE]", "capture": "[--secret] NAME SELECTOR",
        "expect": "ok | error | SELECTOR [not] PREDICATE", "test": "\"NAME\" do … end",
        "repeat": "COUNT [parallel COUNT] [every D] [for D] COMMAND | do … end",
        "retry": "COUNT [every D] [for D] COMMAND | do … end", "try": "CALL", "source": "FILE [ARGUMENT…]",
        "on": "error stop | continue", "wait": "[%N | all] [for D]",
    ]
}

package import ShellSyntax

/// Which word is which parameter, before anything is expanded.
package struct Binding: Sendable {
    /// A parameter with the word that gives its value.
    struct Item: Sendable {
        var key: String
        var name: String
        var word: ArgumentWord
        var parse: OptionDeclaration.Parse
    }

    package init() {}

    var items: [Item] = []
    var flags: [(key: String, span: SourceSpan)] = []

    /// What `-o` says, when it can be told without running anything.
    var format: OutputFormat? {
        let word = items.last { $0.key == TargetOptions.output.declaration.key }?.word
        return word?.literalText.flatMap { OutputFormat(rawValue: $0.lowercased()) }
    }

    /// The words after expansion, read as their kinds say.
    package func evaluate(by expander: Expander, source: SourceText) throws(Failure) -> Arguments {
        var arguments = Arguments()
        for flag in flags { arguments.append(true, for: flag.key, at: flag.span) }
        for item in items {
            let text = try item.word.evaluated(by: expander, source: source)
            do {
                arguments.append(try item.parse(text), for: item.key, at: item.word.span)
            } catch {
                throw Failure(.usage, "\(item.name): \(error.message)", at: item.word.span, next: error.next)
            }
        }
        return arguments
    }
}

/// Binds words to the parameters a command declares. Nothing is guessed: unknown options are errors.
package struct Binder: Sendable {
    private let spec: CommandSpec
    /// Options that every command takes on the command line of the process.
    private let commonOptions: [OptionDeclaration]

    package init(_ spec: CommandSpec, commonOptions: [OptionDeclaration] = []) {
        self.spec = spec
        self.commonOptions = commonOptions
    }

    /// What binding came to.
    package struct Outcome: Sendable {
        package var binding = Binding()
        package var diagnostics: [Diagnostic] = []
        /// The words of options that belong to the process rather than the command.
        package var commonItems = Binding()
    }

    /// Binds the words of one command.
    /// - Parameters:
    ///   - words: everything behind the command's name.
    ///   - nameSpan: where the name stands; a missing operand is reported there.
    package func bind(_ words: [ArgumentWord], nameSpan: SourceSpan) -> Outcome {
        var outcome = Outcome()
        var operands: [ArgumentWord] = []
        var rest = words[...]
        var optionsEnded = false
        while let word = rest.popFirst() {
            if optionsEnded || !(word.isOption || word.isExactly("--")) {
                operands.append(word)
            } else if word.isExactly("--") {
                optionsEnded = true
            } else {
                bindOption(word, &rest, into: &outcome)
            }
        }
        bindOperands(operands, nameSpan: nameSpan, into: &outcome)
        return outcome
    }

    private func bindOption(_ word: ArgumentWord, _ rest: inout ArraySlice<ArgumentWord>, into outcome: inout Outcome) {
        let literal = word.leadingLiteral
        let (name, inlineValue) = split(word)
        guard let (option, isCommon) = find(name) else {
            outcome.diagnostics.append(unknownOption(name, word))
            return
        }
        // `--region"x"`: nothing that was typed is dropped.
        guard inlineValue != nil || word.isExactly(name) else {
            outcome.diagnostics.append(
                Diagnostic("option-value", "\(name) has something stuck to it", at: word.span, next: "\(name)=VALUE"))
            return
        }
        guard let parse = option.parse else {
            if inlineValue != nil {
                outcome.diagnostics.append(
                    Diagnostic("option-value", "\(name) takes no value", at: word.span))
                return
            }
            if isCommon {
                outcome.commonItems.flags.append((option.key, word.span))
            } else {
                outcome.binding.flags.append((option.key, word.span))
            }
            return
        }
        guard let value = inlineValue ?? rest.popFirst() else {
            outcome.diagnostics.append(
                Diagnostic(
                    "missing-value", "missing value for \(literal)", at: word.span,
                    notes: [Diagnostic.Note("usage: \(literal) \(option.placeholder ?? "VALUE")")]))
            return
        }
        let item = Binding.Item(key: option.key, name: name, word: value, parse: parse)
        if isCommon {
            outcome.commonItems.items.append(item)
        } else {
            outcome.binding.items.append(item)
        }
    }

    /// The option's name and the value glued to it: `--name=value`, `-nvalue`.
    private func split(_ word: ArgumentWord) -> (name: String, value: ArgumentWord?) {
        let literal = word.leadingLiteral
        if literal.hasPrefix("--") {
            guard let equals = literal.firstIndex(of: "=") else { return (literal, nil) }
            let name = String(literal[..<equals])
            return (name, word.dropping(name.count + 1))
        }
        let short = String(literal.prefix(2))
        if word.isExactly(short) || find(literal) != nil && word.isExactly(literal) { return (literal, nil) }
        guard let (option, _) = find(short), option.takesValue else { return (literal, nil) }
        let rest = word.dropping(2)
        return (short, rest.leadingLiteral.hasPrefix("=") ? rest.dropping(1) : rest)
    }

    private func find(_ name: String) -> (option: OptionDeclaration, isCommon: Bool)? {
        if let own = spec.option(named: name) { return (own, false) }
        if let common = commonOptions.first(where: { $0.names.contains(name) }) { return (common, true) }
        return nil
    }

    private func unknownOption(_ name: String, _ word: ArgumentWord) -> Diagnostic {
        let known = (spec.options + commonOptions).flatMap(\.names)
        // One letter is near every other.
        let near = name.hasPrefix("--") ? NearestName.suggestion(for: name, among: known) : nil
        let remedy: Message =
            near.map { "did you mean \($0)?" }
            ?? "help \(spec.name) lists its options; -- before a word that begins with -"
        var fix: Diagnostic.Fix?
        if let near, case .word = word.content {
            let span = SourceSpan(word.span.start, word.span.start + name.utf8.count)
            fix = Diagnostic.Fix("did you mean \(near)?", replacing: span, with: near)
        }
        return Diagnostic(
            "unknown-option", "\(spec.name) has no option \(name)", at: word.span,
            fix: fix, next: remedy)
    }

    private func bindOperands(_ words: [ArgumentWord], nameSpan: SourceSpan, into outcome: inout Outcome) {
        var open = spec.operands[...]
        for word in words {
            guard let position = open.firstIndex(where: { $0.accepts(word) }) else {
                outcome.diagnostics.append(surplus(word))
                continue
            }
            let operand = open[position]
            outcome.binding.items.append(
                Binding.Item(key: operand.name, name: operand.name, word: word, parse: operand.parse))
            if operand.arity != .rest { open.remove(at: position) }
        }
        for operand in open where operand.arity == .required {
            outcome.diagnostics.append(
                Diagnostic(
                    "missing-operand", "\(spec.name) needs \(operand.name)", at: nameSpan,
                    notes: [
                        Diagnostic.Note("usage: \(spec.usage)"),
                        Diagnostic.Note("\(operand.name): \(operand.summary)"),
                    ]))
        }
    }

    private func surplus(_ word: ArgumentWord) -> Diagnostic {
        var diagnostic = Diagnostic(
            "surplus-operand", "\(spec.name) has no use for this word", at: word.span,
            notes: [Diagnostic.Note("usage: \(spec.usage)")])
        // A text that is not JSON is no operand: people try it all the same.
        guard let event = spec.option(named: "--event"), event.takesValue, let short = event.names.last,
            let text = word.literalText
        else {
            let isPathless =
                spec.operands.contains { $0.shape == .path } && !OperandDeclaration.isMethod(word.literalText)
            if isPathless, let text = word.literalText {
                diagnostic.next = "/\(text) if it is the path"
            }
            return diagnostic
        }
        let written = "\(short) \(WordQuoting.singleQuoted(text))"
        if case .word = word.content {
            diagnostic.fix = Diagnostic.Fix(
                "\(written) sends it as the event", replacing: word.span, with: written)
        } else {
            diagnostic.next = "\(written) sends it as the event"
        }
        return diagnostic
    }
}

extension OperandDeclaration {
    /// Whether a text is a method that needs no `-X`, in capitals or not.
    static func isMethod(_ text: String?) -> Bool {
        text.map { HTTPCommand.methods.contains($0.uppercased()) } ?? false
    }

    /// Whether what a word begins with makes it a path; a word that begins with an expansion has no such text.
    static func isPath(_ beginning: String) -> Bool { beginning.isEmpty || beginning.hasPrefix("/") }

    /// Whether a word looks like this operand.
    func accepts(_ word: ArgumentWord) -> Bool {
        switch shape {
        case .any: true
        case .json: word.isJSON
        case .plain: !word.isJSON
        case .method: Self.isMethod(word.literalText)
        case .path: !word.isJSON && Self.isPath(word.leadingLiteral)
        case .name: !word.isJSON && !Self.isMethod(word.literalText) && !Self.isPath(word.leadingLiteral)
        }
    }
}

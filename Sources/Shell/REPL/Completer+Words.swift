import FCCore
import ShellSyntax

/// Commands, keywords, options and operands.
extension Completer {
    /// What may begin a statement.
    func statements(isInsideBlock: Bool) -> [Choice] {
        let keywords = HelpText.keywordSummaries.map { Choice($0.0, $0.1) }
        let end = isInsideBlock ? [Choice("end", "end of the block")] : []
        let aliases = world.aliases.map { Choice($0.text, $0.description) }
        return end + (commands + keywords + aliases).sorted { $0.text < $1.text }
    }

    /// Every command.
    var commands: [Choice] {
        world.catalog.commands.map { Choice($0.spec.name, $0.spec.summary) }
    }

    /// What `try` may stand before.
    var tried: [Choice] {
        world.catalog.commands.map { $0.spec }.filter(\.makesResult).map { Choice($0.name, $0.summary) }
    }

    /// The options of a command that were not given yet; a short name is offered only when it was typed.
    func options(of command: String, _ words: [Word], _ prefix: String) -> [Choice] {
        guard let spec = world.catalog[command]?.spec else { return [] }
        let given = Set(words.compactMap { Self.optionName($0) })
        return spec.options.filter { given.isDisjoint(with: $0.names) }.flatMap { option in
            option.names.filter { $0.hasPrefix("--") || $0 == prefix }.map { Choice($0, option.summary) }
        }
    }

    private static func optionName(_ word: Word) -> String? {
        guard word.isOption, let text = word.literalText else { return nil }
        return text.split(separator: "=", maxSplits: 1).first.map { String($0) }
    }

    /// What may be the value of an option; of one that takes none, the next operand.
    func optionValue(_ command: String, _ name: String, _ words: [Word], _ place: Place) -> Offer {
        guard let spec = world.catalog[command]?.spec else { return Offer([]) }
        guard let option = spec.option(named: name), option.takesValue else {
            return operand(of: command, words, place)
        }
        return offer(from: option.completion, setting: nil, place, StatementTarget(spec, words))
    }

    /// What may be the next operand.
    func operand(of command: String, _ words: [Word], _ place: Place) -> Offer {
        guard let spec = world.catalog[command]?.spec else { return Offer([]) }
        let given = Self.operands(in: words, of: spec)
        guard let declaration = Self.declaration(after: given, in: spec) else { return Offer([]) }
        let setting = given.first?.literalText.flatMap { Setting(rawValue: $0) }
        return offer(from: declaration.completion, setting: setting, place, StatementTarget(spec, words))
    }

    /// The words that are neither options nor their values.
    static func operands(in words: [Word], of spec: CommandSpec) -> [Word] {
        var operands: [Word] = []
        var takesNext = false
        var endsOptions = false
        for word in words {
            if takesNext {
                takesNext = false
            } else if !endsOptions, word.isOption, let text = word.literalText {
                endsOptions = text == "--"
                takesNext = !text.contains("=") && spec.option(named: text)?.takesValue == true
            } else {
                operands.append(word)
            }
        }
        return operands
    }

    /// The operand whose turn it is: JSON words fill those for JSON, others the rest.
    private static func declaration(after given: [Word], in spec: CommandSpec) -> OperandDeclaration? {
        if spec.operands.contains(where: { $0.shape == .method }) { return request(after: given, in: spec) }
        let plain = spec.operands.filter { operand in
            if case .json = operand.shape { false } else { true }
        }
        let count = spec.operands.count == plain.count ? given.count : given.count { $0.json == nil }
        if count < plain.count { return plain[count] }
        guard let last = plain.last, case .rest = last.arity else { return nil }
        return last
    }

    /// Words of a request tell by their look which operands they are; what is named already is not offered again.
    private static func request(after given: [Word], in spec: CommandSpec) -> OperandDeclaration? {
        var open = spec.operands
        for word in given {
            if let place = open.firstIndex(where: { $0.accepts(ArgumentWord(word)) }) { open.remove(at: place) }
        }
        let names = open.contains { $0.shape == .method } && open.contains { $0.shape == .path }
        return names ? open.first { $0.shape == .name || $0.shape == .method } : nil
    }

    /// What a declaration says.
    func offer(
        from source: CompletionSource, setting: Setting?, _ place: Place, _ target: StatementTarget
    ) -> Offer {
        switch source {
        case .nothing: return Offer([])
        case .files: return Offer(files(place.prefix), isWord: true)
        case .settingValues:
            guard let setting else { return Offer([]) }
            return offer(from: setting.completion, setting: nil, place, target)
        case .functions: return Offer(functions(place.prefix, target), isWord: true)
        case .requestTargets:
            let methods = HTTPCommand.methods.map { Choice($0, "method of HTTP") }
            return Offer(methods + functions(place.prefix, target), isWord: true)
        case .eventChanges: return Offer([])
        default: return Offer(names(of: source, target), isWord: true)
        }
    }

    private func names(of source: CompletionSource, _ target: StatementTarget) -> [Choice] {
        switch source {
        case .qualifiers: return qualifiers(of: world.functionName(target.function), target)
        case .tasks: return tasks(of: world.functionName(target.function), target)
        case .results: return results
        case .regions: return Region.all.map { Choice($0.id, $0.englishName) }
        case .accessAliases: return world.accessAliases().map { Choice($0) }
        case .profiles: return world.profiles().map { Choice($0) }
        case .settings: return Setting.allCases.map { Choice($0.rawValue, $0.summary) }
        case .variables: return world.variables.map { Choice($0.text, $0.description) }
        case .commands: return topics
        case .eventKinds: return EventKind.allCases.map { Choice($0.rawValue, $0.summary) }
        case .choices(let words): return words.map { Choice($0) }
        case .nothing, .files, .functions, .requestTargets, .settingValues, .eventChanges: return []
        }
    }

    /// What `help` knows.
    private var topics: [Choice] {
        let described = commands + HelpText.keywordSummaries.map { Choice($0.0, $0.1) }
        let known = Set(described.map(\.text))
        let others = HelpText(catalog: world.catalog).topicNames.filter { !known.contains($0) }
        return described + others.sorted().map { Choice($0) }
    }
}

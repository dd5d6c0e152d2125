import ShellSyntax

/// What the words of an unfinished command say about where it goes.
struct StatementTarget: Sendable, Hashable {
    /// The function as it is written, without its qualifier; nil when none is named.
    var function: String?
    /// Settings that its options change.
    var options = SettingValues()

    /// The settings that say where names are looked for.
    private static let settings: Set<Setting> = [.function, .region, .access, .profile, .endpoint]

    init() {}

    /// - Parameter words: those before the cursor.
    init(_ spec: CommandSpec, _ words: [Word]) {
        for (setting, option) in TargetOptions.all where Self.settings.contains(setting) {
            let names = option.declaration.names
            if spec.option(named: names[0]) != nil { options[setting] = Self.value(of: names, in: words) }
        }
        let operands = Completer.operands(in: words, of: spec)
        let position = spec.operands.firstIndex { $0.completion == .functions }
        if let position, let word = operands.indices.contains(position) ? operands[position] : nil,
            let name = word.literalText
        {
            function = String(name.prefix { $0 != ":" })
        }
        if let named = options[.function] { function = named }
        options[.function] = nil
    }

    /// The value that follows an option, or stands behind its `=`; the last one counts.
    private static func value(of names: [String], in words: [Word]) -> String? {
        var value: String?
        for (index, word) in words.enumerated() {
            guard word.isOption, let text = word.literalText else { continue }
            if names.contains(text), index + 1 < words.count {
                value = words[index + 1].literalText
            } else if let equal = text.firstIndex(of: "="), names.contains(String(text[..<equal])) {
                value = String(text[text.index(after: equal)...])
            }
        }
        return value
    }
}

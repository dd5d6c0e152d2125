/// Values of some settings.
///
/// Settings are few and a call asks for most of them several times, so the values lie in a row: a hash table costs more
/// for each question, and its first use in a process costs more than all questions of a single call.
package struct SettingValues: Sendable, ExpressibleByDictionaryLiteral {
    private var entries: [(setting: Setting, value: String)] = []

    package init() {}

    package init(dictionaryLiteral elements: (Setting, String)...) {
        for (setting, value) in elements { self[setting] = value }
    }

    /// A setting's value; nil when it has none here.
    package subscript(setting: Setting) -> String? {
        get { entries.first { $0.setting == setting }?.value }
        set {
            entries.removeAll { $0.setting == setting }
            if let newValue { entries.append((setting, newValue)) }
        }
    }

    /// The values of these settings alone.
    package func only(_ settings: [Setting]) -> SettingValues {
        var kept = self
        kept.entries.removeAll { !settings.contains($0.setting) }
        return kept
    }

    /// These values, with others in their place where there are any.
    package func overlaid(with others: SettingValues) -> SettingValues {
        var sum = self
        for (setting, value) in others.entries { sum[setting] = value }
        return sum
    }
}

extension SettingValues: Hashable {
    /// Equal when every setting has the same value, in whichever order they were given.
    package static func == (left: SettingValues, right: SettingValues) -> Bool {
        left.entries.count == right.entries.count && left.entries.allSatisfy { right[$0.setting] == $0.value }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(entries.count)
    }
}

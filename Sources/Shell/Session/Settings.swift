/// The settings of a session in their layers; the strongest that speaks decides.
///
/// Option of the command › `set` in the session › option of the process › s.yaml › environment › profile › default.
package struct Settings: Sendable {
    /// A value with its origin.
    package struct Resolved: Sendable, Hashable {
        package var value: String?
        package var source: SettingSource
    }

    /// What the options of the running command say; empty between commands.
    package var options = SettingValues()
    /// What `set` and `use` said.
    package private(set) var session = SettingValues()
    /// What the options of the process said.
    package var process = SettingValues()
    /// What the chosen resource of the s.yaml says.
    package var manifest = SettingValues()
    /// The resource ``manifest`` is about.
    package var manifestResource: String?
    /// The region of the credentials' profile.
    package var profileRegion: String?
    /// What the environment says, found once: it stays the same, and every call asks.
    private let environment: [Named]
    /// The language of the locale, when it is another than English.
    private let locale: Named?

    /// A setting's value with the variable that gives it.
    private struct Named {
        var setting: Setting
        var variable: String
        var value: String
    }

    package init(environment: [String: String]) {
        self.environment = Setting.allCases.compactMap { setting in
            for name in setting.environmentNames {
                guard let value = environment[name], !value.isEmpty else { continue }
                return Named(setting: setting, variable: name, value: value)
            }
            return nil
        }
        locale = Language.ofLocale(environment).flatMap { name, language in
            language == .english ? nil : Named(setting: .language, variable: name, value: language.rawValue)
        }
    }

    /// A setting's value and where it comes from.
    package func resolve(_ setting: Setting) -> Resolved {
        if let value = options[setting] { return Resolved(value: value, source: .option) }
        if let value = session[setting] { return Resolved(value: value, source: .session) }
        if let value = process[setting] { return Resolved(value: value, source: .processOption) }
        if let value = manifest[setting] {
            return Resolved(value: value, source: .manifest(resource: manifestResource))
        }
        let named = environment.first { $0.setting == setting } ?? (setting == .language ? locale : nil)
        if let named { return Resolved(value: named.value, source: .environment(variable: named.variable)) }
        if setting == .region, let region = profileRegion { return Resolved(value: region, source: .profile) }
        if let value = setting.defaultValue { return Resolved(value: value, source: .defaultValue) }
        return Resolved(value: nil, source: .unset)
    }

    /// A setting's value.
    package subscript(setting: Setting) -> String? { resolve(setting).value }

    /// Sets a value for the session.
    package mutating func set(_ setting: Setting, _ value: String) {
        session[setting] = value
    }

    /// Forgets what the session set; weaker layers speak again.
    package mutating func unset(_ setting: Setting) {
        session[setting] = nil
    }
}

extension Settings {
    /// How long to wait for an answer, when somebody said so.
    package var timeout: Duration? { self[.timeout].flatMap { Duration(secondsOrLiteral: $0) } }

    /// How answers are shown.
    package var output: OutputFormat { self[.output].flatMap { OutputFormat(rawValue: $0) } ?? .text }

    /// What people read.
    package var language: Language { self[.language].flatMap { Language(rawValue: $0) } ?? .english }

    /// Whether an on/off setting is on.
    package func isOn(_ setting: Setting) -> Bool { self[setting] == "on" }

    /// The words of `guard`.
    package var guardedWords: [String] {
        (self[.guard] ?? "").split { $0 == "," || $0 == " " }.map { String($0) }
    }

    /// The guarded word the current target carries, nil when it is not guarded.
    package var guardedWord: String? {
        let target = [Setting.access, .profile, .region, .function, .qualifier].compactMap { self[$0] }
        return guardedWords.first { target.contains($0) }
    }
}

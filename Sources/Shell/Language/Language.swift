/// A language that fcsh speaks with people.
package enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"

    /// The language of a locale's name, such as `zh_CN.UTF-8`; every language that is not spoken here is English.
    package init(locale: String) {
        let language = locale.lowercased().prefix { $0.isLetter }
        self = language == "zh" ? .chinese : .english
    }

    /// The language that the environment asks for: `FCSH_LANGUAGE`, then the locale of messages as POSIX finds it.
    package init(environment: [String: String]) {
        if let own = environment["FCSH_LANGUAGE"].flatMap({ Language(rawValue: $0.lowercased()) }) {
            self = own
        } else {
            self = Self.ofLocale(environment)?.language ?? .english
        }
    }

    /// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty, and its language.
    package static func ofLocale(_ environment: [String: String]) -> (variable: String, language: Language)? {
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            if let locale = environment[name], !locale.isEmpty { return (name, Language(locale: locale)) }
        }
        return nil
    }
}

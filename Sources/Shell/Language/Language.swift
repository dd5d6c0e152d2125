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
            self = Self.ofLocale(environment)
        }
    }

    /// The language of `LC_ALL`, `LC_MESSAGES` or `LANG`; the first that is not empty decides.
    package static func ofLocale(_ environment: [String: String]) -> Language {
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
        let locale = names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return Language(locale: locale ?? "")
    }
}

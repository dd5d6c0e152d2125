/// The Chinese of every message, by its English template.
///
/// The tables are static text; the dictionary over them is made when the first Chinese sentence is shown, and never for
/// a reader of English. A hole may stand elsewhere in the Chinese sentence, or be left out when it is an English ending.
package enum ChineseCatalogue {
    /// English template and Chinese template, one area of the program after the other.
    package static let tables: [KeyValuePairs<String, String>] = [
        syntax, credentials, core, calling, looking, shell, evaluation, session, events, explanations, help, prompt,
        output, program,
    ]

    private static let byTemplate: [String: String] = {
        var found: [String: String] = [:]
        found.reserveCapacity(tables.reduce(0) { $0 + $1.count })
        for table in tables {
            for (english, chinese) in table { found[english] = chinese }
        }
        return found
    }()

    /// Every English template.
    static var templates: Dictionary<String, String>.Keys { byTemplate.keys }

    /// The Chinese template; nil when there is none.
    package static func template(for english: String) -> String? { byTemplate[english] }
}

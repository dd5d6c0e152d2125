import ShellSyntax

/// A topic of `help` beside the commands.
struct HelpTopic: Sendable {
    /// One thing and what it means.
    struct Row: Sendable {
        let name: String
        let meaning: Message

        init(_ name: String, _ meaning: Message) {
            self.name = name
            self.meaning = meaning
        }
    }

    let name: String
    let title: Message
    let rows: [Row]

    init(_ name: String, _ title: Message, _ rows: [Row]) {
        self.name = name
        self.title = title
        self.rows = rows
    }

    /// Every topic, in the order of `help`.
    static var all: [HelpTopic] {
        [
            language, selectors, facts, expansion, redirection, events, tests, settings, aliases, history, keys, status,
        ]
    }

    private static var facts: HelpTopic {
        HelpTopic(
            "facts", "Facts about a call, for expect, capture, print and ${@…}:",
            FactName.allCases.map { Row("@\($0.rawValue)", Message($0.summary)) })
    }

    private static var settings: HelpTopic {
        HelpTopic(
            "settings", "Settings, for set, unset, options and the environment (FCSH_NAME):",
            Setting.allCases.map { Row($0.rawValue, Message($0.summary)) })
    }

    private static let status = HelpTopic(
        "status", "Exit statuses",
        [
            Row("0", "all well"), Row("1", "the function failed"),
            Row("2", "the text is wrong: syntax, usage, s.yaml, event, unset variable"),
            Row("3", "identity: no credentials, denied, bad signature, clock"),
            Row("4", "an expect was false, a capture or selector found nothing"),
            Row("5", "the platform refused: not found, throttled, any other 4xx or 5xx"),
            Row("6", "no answer: network, TLS, client limit"),
            Row("7", "a ! command or the command after | failed"), Row("70", "a fault of fcsh"),
            Row("124", "the limit of a whole run"), Row("130", "interrupted; 143 terminated; 141 broken pipe"),
        ])

    private static let aliases = HelpTopic(
        "alias", "Short names for the beginning of a line, at the prompt and in rc.fcsh",
        [
            Row("alias NAME = 'text'", "makes one; the text is put in the place of a statement's first word, once"),
            Row("alias", "lists them"), Row("alias NAME", "shows one"),
            Row("unalias NAME", "forgets one, and so does alias NAME ="),
        ])
}

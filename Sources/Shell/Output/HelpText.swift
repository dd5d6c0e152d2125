import ShellSyntax

/// Help, made from the declarations of the commands.
package struct HelpText: Sendable {
    private let catalog: Catalog

    package init(catalog: Catalog) {
        self.catalog = catalog
    }

    /// Everything `help` may be asked about.
    package var topicNames: [String] { catalog.names + Catalog.keywords + Array(Self.topics.keys) }

    /// The commands by group.
    package var overview: StyledText {
        var text = StyledText()
        for group in CommandSpec.Group.allCases {
            let specs = catalog.commands.map { $0.spec }.filter { $0.group == group }
            let words = group == .scripting ? Self.keywordSummaries : []
            guard !specs.isEmpty || !words.isEmpty else { continue }
            text += StyledText("\(group.rawValue.capitalizedFirst)\n", .init(bold: true))
            let rows = specs.map { ($0.name, $0.summary) } + words
            for (name, summary) in rows { text += Self.row(name, summary) }
            text += "\n"
        }
        text += "help COMMAND explains one; help language, facts, settings, status explain the rest.\n"
        return text
    }

    /// The help on a command or topic, nil when there is none.
    package func topic(_ name: String) -> StyledText? {
        if let command = catalog[name] { return Self.text(of: command.spec) }
        if let keyword = Self.keywordSummaries.first(where: { $0.0 == name }) {
            return StyledText("\(keyword.0): \(keyword.1)\n\nhelp language shows the whole language.\n")
        }
        return Self.topics[name].map { $0() }
    }

    /// The help on one command.
    package static func text(of spec: CommandSpec) -> StyledText {
        var text = StyledText("\(spec.usage)\n", .init(bold: true))
        text += StyledText("  \(spec.summary)\n")
        if !spec.discussion.isEmpty { text += StyledText("\n\(spec.discussion)\n") }
        if !spec.operands.isEmpty {
            text += "\nOperands\n"
            for operand in spec.operands { text += row(operand.name, operand.summary) }
        }
        if !spec.options.isEmpty {
            text += "\nOptions\n"
            for option in spec.options { text += row(spelling(of: option), option.summary) }
        }
        if !spec.examples.isEmpty {
            text += "\nExamples\n"
            for example in spec.examples {
                text += StyledText("  \(example.line)\n", .init(.cyan))
                text += StyledText("      \(example.summary)\n")
            }
        }
        return text
    }

    /// An option's names with its value: `-e, --event TEXT`.
    package static func spelling(of option: OptionDeclaration) -> String {
        let names = option.names.sorted { $0.count < $1.count }.joined(separator: ", ")
        return option.placeholder.map { "\(names) \($0)" } ?? names
    }

    private static func row(_ name: String, _ summary: String) -> StyledText {
        let column = 26
        let gap =
            name.count < column - 1
            ? String(repeating: " ", count: column - name.count) : "\n" + String(repeating: " ", count: column + 2)
        return StyledText("  \(name)", .init(.cyan)) + StyledText("\(gap)\(summary)\n")
    }

    static let keywordSummaries: [(String, String)] = [
        ("let", "let NAME = VALUE sets a variable"),
        ("secret", "secret NAME [= VALUE] sets a variable that is never shown"),
        ("capture", "capture [--secret] NAME SELECTOR keeps a part of the answer"),
        ("expect", "expect ok | error | SELECTOR [not] PREDICATE checks the answer"),
        ("try", "try CALL lets a call fail, so that expect can examine it"),
        ("source", "source FILE [ARG…] runs another file here"),
        ("on", "on error stop | continue decides what happens after a failure"),
    ]

    private static let topics: [String: @Sendable () -> StyledText] = [
        "facts": {
            var text: StyledText = "Facts about a call, for expect, capture, print and ${@…}:\n"
            for fact in FactName.allCases { text += row("@\(fact.rawValue)", fact.summary) }
            return text
        },
        "settings": {
            var text: StyledText = "Settings, for set, unset, options and the environment (FCSH_NAME):\n"
            for setting in Setting.allCases { text += row(setting.rawValue, setting.summary) }
            return text
        },
        "status": {
            StyledText(
                """
                Exit statuses
                  0    all well
                  1    the function failed
                  2    the text is wrong: syntax, usage, s.yaml, event, unset variable
                  3    identity: no credentials, denied, bad signature, clock
                  4    an expect was false, a capture or selector found nothing
                  5    the platform refused: not found, throttled, any other 4xx or 5xx
                  6    no answer: network, TLS, client limit
                  7    a ! command or the command after | failed
                  70   a fault of fcsh
                  124  the limit of a whole run
                  130  interrupted; 143 terminated; 141 broken pipe

                """)
        },
        "language": {
            StyledText(
                """
                One statement a line; ; also ends one; # begins a comment; \\ at the end of a line continues it.
                'text' is literal, "text" expands ${…}, {…} and […] are JSON without quoting.
                ${name} ${env.NAME} ${1} ${.path} ${@fact}; ${x:-default}, ${x:json}, ${x:raw}.
                .a.b[0] selects in the last answer, %2.a in the second, %-2 counts back; alone it prints.
                < file and <<END … END give the event; > file, >> file and | command take the answer.
                !command runs in the system's shell.

                """)
        },
    ]
}

extension String {
    /// The text with its first letter in upper case.
    fileprivate var capitalizedFirst: String {
        prefix(1).uppercased() + dropFirst()
    }
}

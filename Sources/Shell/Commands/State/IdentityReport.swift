import FCCore

/// An identity as `whoami` shows it.
struct IdentityReport {
    private let record: Record
    /// Whether the key ends and nobody told when.
    private var endsUnforeseen = false

    /// The key of a local endpoint.
    init(of local: LocalTarget, _ settings: Settings) {
        record = Record([
            ("source", .string("local endpoint")), ("key", .string(local.credentials.accessKeyID)),
            ("account", Self.text(local.credentials.accountID)), ("arn", .null),
            ("region", Self.text(settings[.region])), ("endpoint", .string(local.endpoint.url)), ("expires", .null),
            ("skipped", .array([])),
        ])
    }

    /// The identity that a search found.
    /// - Parameter isChecked: whether STS confirmed it; nil when it was not asked.
    init(_ report: CredentialReport, _ settings: Settings, isChecked: Bool?) {
        var settings = settings
        settings.profileRegion = report.defaultRegion
        let region = settings[.region]
        let endpoint =
            report.source == nil
            ? nil
            : try? Endpoint.choose(custom: settings[.endpoint], accountID: report.accountID, region: region ?? "")
        let skipped = report.skipped.map { Value.string("\($0.source): \($0.reason)") }
        var fields: [(String, Value)] = [
            ("source", Self.text(report.source)), ("key", Self.text(report.maskedKeyID)),
            ("account", Self.text(report.accountID)), ("arn", Self.text(report.arn)), ("region", Self.text(region)),
            ("endpoint", Self.text(endpoint?.url)), ("expires", Self.text(report.expiration)),
            ("skipped", .array(skipped)),
        ]
        if let isChecked { fields.insert(("checked", .bool(isChecked)), at: fields.count - 1) }
        record = Record(fields)
        endsUnforeseen = report.isTemporary && report.expiration == nil
    }

    /// Shows it: as a value in the formats for programs, else as a table.
    func show(_ settings: Settings, in context: CommandContext) {
        let console = context.console
        switch settings.output {
        case .json, .jsonl, .yaml:
            console.write(
                ValueRenderer.render(.object(record), as: settings.output, for: console.outputCapabilities))
        case .text, .raw, .none:
            let table = TableRenderer([.init(""), .init("")])
            console.write(table.render(rows, for: console.outputCapabilities))
        }
    }

    private var rows: [[StyledText]] {
        var rows: [[StyledText]] = []
        for field in record.fields {
            if case .array(let elements) = field.value {
                for element in elements {
                    rows.append([
                        StyledText(field.key),
                        StyledText(VisibleText.singleLine(Message(Expander.text(of: element))), .faint),
                    ])
                }
            } else if field.key == "expires", endsUnforeseen {
                rows.append([StyledText(field.key), StyledText("at an unknown time")])
            } else if field.value != .null || !Self.optional.contains(field.key) {
                let text = field.value == .null ? "unknown" : Message(Expander.text(of: field.value))
                rows.append([StyledText(field.key), StyledText(VisibleText.singleLine(text))])
            }
        }
        return rows
    }

    /// What is left out of the table when it is not known.
    private static let optional = ["arn", "expires"]

    private static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
}

import FCCore

/// `whoami`: explains the identity that calls are made with.
package enum WhoamiCommand: Command {
    package static let spec = CommandSpec(
        "whoami", group: .state, summary: "explain the identity: source, key, account, endpoint",
        discussion: "Says which source of credentials won, which were skipped and why. The network is not asked.",
        options: [
            TargetOptions.access.declaration, TargetOptions.profile.declaration, TargetOptions.output.declaration,
        ],
        examples: [.init("whoami", "which key would sign the next call, and why")])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let session = context.session
        let options = TargetOptions.settings(in: arguments)
        let (settings, _) = try await session.resolved(options: options)
        if let local = try await session.localEndpoint() {
            return show(Self.report(of: local, settings), settings, in: context)
        }
        let chain = await session.chain(for: settings)
        let report = await chain.explain()
        for secret in await chain.secrets { session.masker.register(secret) }
        for notice in report.notices { context.console.notice(StyledText(notice)) }
        for warning in report.warnings { context.console.warning(StyledText(warning)) }
        show(try await record(report, settings, session), settings, in: context)
        // The sources that were passed over are in the report already.
        if let error = report.error {
            throw Failure(.identity, String(error.message.prefix { $0 != "\n" }), next: error.hint)
        }
    }

    private static func report(of local: LocalTarget, _ settings: Settings) -> Record {
        Record([
            ("source", .string("local endpoint")), ("key", .string(local.credentials.accessKeyID)),
            ("account", local.credentials.accountID.map { .string($0) } ?? .null),
            ("region", settings[.region].map { .string($0) } ?? .null),
            ("endpoint", .string(local.endpoint.url)), ("skipped", .array([])),
        ])
    }

    private static func record(
        _ report: CredentialReport, _ settings: Settings, _ session: Session
    ) async throws(Failure) -> Record {
        var settings = settings
        settings.profileRegion = report.defaultRegion
        let region = settings[.region]
        let endpoint = try? Endpoint.choose(
            custom: settings[.endpoint], accountID: report.accountID, region: region ?? "")
        let skipped = report.skipped.map { Value.string("\($0.source): \($0.reason)") }
        return Record([
            ("source", report.source.map { .string($0) } ?? .null),
            ("key", report.maskedKeyID.map { .string($0) } ?? .null),
            ("account", report.accountID.map { .string($0) } ?? .null),
            ("region", region.map { .string($0) } ?? .null),
            ("endpoint", endpoint.map { .string($0.url) } ?? .null), ("skipped", .array(skipped)),
        ])
    }

    private static func show(_ record: Record, _ settings: Settings, in context: CommandContext) {
        let console = context.console
        switch settings.output {
        case .json, .jsonl, .yaml:
            console.write(
                ValueRenderer.render(.object(record), as: settings.output, for: console.outputCapabilities))
        case .text, .raw, .none:
            var rows: [[StyledText]] = []
            for field in record.fields {
                if case .array(let elements) = field.value {
                    for element in elements {
                        rows.append([StyledText(field.key), StyledText(Expander.text(of: element), .faint)])
                    }
                } else {
                    let text = field.value == .null ? "unknown" : Expander.text(of: field.value)
                    rows.append([StyledText(field.key), StyledText(VisibleText.singleLine(text))])
                }
            }
            let table = TableRenderer([.init(""), .init("")])
            console.write(table.render(rows, for: console.outputCapabilities))
        }
    }
}

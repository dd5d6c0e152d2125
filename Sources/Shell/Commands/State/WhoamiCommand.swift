import FCCore

/// `whoami`: explains the identity that calls are made with.
package enum WhoamiCommand: Command {
    static let confirmation = Flag("--check", summary: "ask STS whose key it is")

    package static let spec = CommandSpec(
        "whoami", group: .state, summary: "explain the identity: source, key, account, endpoint",
        discussion: """
            Says which source of credentials won, which were skipped and why. The network is asked only for a key that
            has to be fetched, such as a role's, and with --check.
            """,
        options: [
            TargetOptions.access.declaration, TargetOptions.profile.declaration, TargetOptions.region.declaration,
            TargetOptions.endpoint.declaration, TargetOptions.output.declaration, confirmation.declaration,
        ],
        examples: [
            .init("whoami", "which key would sign the next call, and why"),
            .init("whoami --check", "the same, confirmed by STS"),
        ])

    package static func run(_ arguments: Arguments, in context: CommandContext) async throws(Failure) {
        let session = context.session
        let options = TargetOptions.settings(in: arguments)
        let (settings, _) = try await session.resolved(options: options)
        if let local = try await session.localEndpoint() {
            return IdentityReport(of: local, settings).show(settings, in: context)
        }
        let chain = await session.chain(for: settings)
        var report = await chain.explain()
        for secret in await chain.secrets { session.masker.register(secret) }
        for notice in report.notices where await session.isFirst(notice) {
            context.console.notice(StyledText(VisibleText.singleLine(Message(notice))))
        }
        for warning in report.warnings { context.console.warning(StyledText(VisibleText.singleLine(Message(warning)))) }

        var problem = report.error
        if arguments[confirmation], problem == nil {
            problem = await verify(&report, chain, context)
        } else if report.accountID == nil {
            report.accountID = await chain.knownAccountID()
        }
        var checked: Bool?
        if arguments[confirmation] { checked = problem == nil }
        IdentityReport(report, settings, isChecked: checked).show(settings, in: context)
        guard let problem else { return }
        // The sources that were passed over are in the report already.
        throw Failure(
            problem.kind == .cancelled ? .interrupted : .identity, String(problem.message.prefix { $0 != "\n" }),
            next: problem.hint)
    }

    /// Asks STS and fills in what it says.
    /// - Returns: why it did not confirm the key.
    private static func verify(
        _ report: inout CredentialReport, _ chain: CredentialChain, _ context: CommandContext
    ) async -> CredentialError? {
        do throws(CredentialError) {
            let identity = try await chain.identity()
            if let claimed = report.accountID, claimed != identity.accountID {
                context.console.warning(
                    StyledText(
                        """
                        \(report.source.map { Message($0) } ?? "the source") names the account \(claimed), and the key \
                        belongs to \(VisibleText.singleLine(identity.accountID))
                        """))
            }
            report.accountID = identity.accountID
            report.arn = identity.arn
            return nil
        } catch {
            return error
        }
    }
}

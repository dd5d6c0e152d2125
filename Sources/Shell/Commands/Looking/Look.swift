import FCCore

/// What the commands that look at the service share: settings, connection, limits, errors, formats.
struct Look {
    let settings: Settings
    let resource: Resource?
    private let connection: Session.Connection
    private let context: CommandContext
    private var action: String

    /// The options that every command of this group has.
    static let options = [
        TargetOptions.region.declaration, TargetOptions.access.declaration, TargetOptions.endpoint.declaration,
        TargetOptions.output.declaration,
    ]

    /// Settles where to look.
    /// - Parameters:
    ///   - named: `FUNCTION[:QUALIFIER]` of an operand.
    ///   - action: the operation as access policies name it.
    init(
        _ arguments: Arguments, in context: CommandContext, named: String? = nil, action: String
    ) async throws(Failure) {
        var options = TargetOptions.settings(in: arguments)
        if let named {
            let name = FunctionName(named)
            options[.function] = name.function
            if options[.qualifier] == nil { options[.qualifier] = name.qualifier ?? "LATEST" }
        }
        (settings, resource) = try await context.session.resolved(options: options)
        connection = try await context.session.connection(for: settings)
        await context.show(connection.notices)
        self.context = context
        self.action = action
    }

    /// The name of the function that is looked at.
    func functionName() throws(Failure) -> String {
        if let name = settings.functionName(of: resource) { return name }
        throw Failure(.usage, "no function is set", next: "use FUNCTION, or name one")
    }

    /// The same, for another operation.
    func asking(_ action: String) -> Look {
        var look = self
        look.action = action
        return look
    }

    /// The log service for the same identity.
    func logService(of store: LogStore) throws(Failure) -> LogServiceClient {
        let custom = settings[.logEndpoint]
        guard let region = connection.region ?? (custom == nil ? nil : "") else {
            throw Failure(
                .usage, "no region is set, and the log service has a host for each",
                next: "--region cn-hangzhou, or --log-endpoint URL")
        }
        let setting = settings[.endpoint].flatMap { try? EndpointSetting(parsing: $0) }
        do {
            return try connection.client.logService(
                of: store, custom: custom, isInternal: setting == .internal, region: region)
        } catch {
            throw Failure(.usage, error.sentence, next: error.remedy)
        }
    }

    /// What explanations of the log service's refusals draw on.
    func failure(of store: LogStore) -> FailureContext {
        var failure = FailureContext(
            action: "log:GetLogStoreLogs", functionName: settings.functionName(of: resource),
            region: connection.region, accountID: connection.accountID)
        failure.logStore = store
        return failure
    }

    /// Asks the service, within the limit of management calls.
    /// - Throws: ``Failure``; what went wrong has been explained then.
    func ask<Answer>(
        _ question: (FCClient, ContinuousClock.Instant) async throws(FCError) -> Answer
    ) async throws(Failure) -> Answer {
        do throws(FCError) {
            return try await question(connection.client, .now.advanced(by: InvocationLimit.management.duration))
        } catch {
            if Task.isCancelled { throw Failure.shown(.interrupted) }
            let failure = FailureContext(
                action: action, functionName: settings.functionName(of: resource), qualifier: settings[.qualifier],
                region: connection.region, accountID: connection.accountID)
            let isLocal = await context.session.localTarget != nil
            context.console.explain(
                Explanation.of(error, await context.session.completed(failure)).offering(
                    context.catalog, isLocal: isLocal))
            if case .credentials = error { throw Failure.shown(.identity) }
            throw Failure.shown(Outcome(error).exitStatus)
        }
    }

    /// Follows the pages of a listing to the end, or until there are enough elements.
    func all<Element: Sendable & Hashable>(
        atMost limit: Int = .max,
        _ page: (FCClient, _ token: String?, ContinuousClock.Instant) async throws(FCError) -> Page<Element>
    ) async throws(Failure) -> [Element] {
        var found: [Element] = []
        var token: String?
        repeat {
            let next = try await ask { client, deadline throws(FCError) in try await page(client, token, deadline) }
            found += next.elements
            token = next.nextToken
        } while token != nil && found.count < limit
        return Array(found.prefix(limit))
    }

    /// Has Tab ask again for a listing that the service has just changed.
    func outdate(_ question: NameCache.Question) async {
        let inquiry = await NameInquiry(session: context.session, settings: settings)
        context.session.names.outdate(question, label: inquiry.label)
    }

    /// Lets Tab know of a whole listing. Only a prompt has a use for it.
    func teach(_ names: [CompletionWorld.Name], to question: NameCache.Question) async {
        guard context.history != nil else { return }
        let inquiry = await NameInquiry(session: context.session, settings: settings)
        let listing = NameAnswer.Listing(scope: inquiry.scope(connection), names: names)
        context.session.names.learn(listing, to: question, label: inquiry.label)
    }

    /// Shows a list: one value a line in `jsonl`.
    func show(listing: [Value], table: (Console) -> Void) {
        let console = context.console
        switch settings.output {
        case .json, .jsonl, .yaml:
            console.write(
                ValueRenderer.render(listing: listing, as: settings.output, for: console.outputCapabilities))
        case .text, .raw: table(console)
        case .none: break
        }
    }

    /// Shows the answer: as a value in the formats for programs, else by the closure.
    func show(_ value: Value, table: (Console) -> Void) {
        let console = context.console
        switch settings.output {
        case .json, .jsonl, .yaml:
            console.write(ValueRenderer.render(value, as: settings.output, for: console.outputCapabilities))
        case .text, .raw: table(console)
        case .none: break
        }
    }
}

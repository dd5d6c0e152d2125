import FCCore

/// Asks the service for names on behalf of Tab, with the identity and the endpoint that a call would use.
struct NameInquiry: Sendable {
    let session: Session
    /// Settings as the statement at the cursor has them, its own options included.
    var settings: Settings
    /// The s.yaml whose local endpoint calls go to; nil where they go to the service.
    private let project: String?

    init(session: Session, settings: Settings) async {
        self.session = session
        self.settings = settings
        // Ports and throw-away keys change from one local endpoint to the next; what it runs does not.
        project = await session.goesToLocalEndpoint ? (try? await session.manifest())?.path ?? "" : nil
    }

    /// The same for a statement that has options of its own.
    func adding(_ options: SettingValues) -> NameInquiry {
        var inquiry = self
        inquiry.settings.options = inquiry.settings.options.overlaid(with: options)
        return inquiry
    }

    /// How long one question may take.
    private static let limit = Duration.seconds(10)
    /// How many pages of a listing are followed.
    private static let pageLimit = 20

    /// Stands for identity, region and endpoint before it is known what they lead to.
    var label: String {
        let parts: [(String, String?)] = [
            ("access", settings[.access]), ("profile", settings[.profile]), ("region", settings[.region]),
            ("endpoint", settings[.endpoint]), ("environment", Self.identity(session.world.environment)),
            ("project", project),
        ]
        return parts.map { "\($0)=\($1 ?? "")" }.joined(separator: "\n")
    }

    /// Which identity the environment gives, without its secret parts.
    private static func identity(_ environment: [String: String]) -> String {
        let names = environment.keys.filter { name in
            let upper = name.uppercased()
            return upper.hasSuffix("ACCESS_KEY_ID") || upper == "ACCESSKEYID" || upper == "ACCOUNTID"
                || upper.hasPrefix("ALIBABA_CLOUD_") && (upper.hasSuffix("PROFILE") || upper.hasSuffix("ROLE_ARN"))
        }
        return names.sorted().map { "\($0)=\(FNV.hash(environment[$0] ?? ""))" }.joined(separator: ",")
    }

    /// Asks; nil when the service cannot be reached now.
    func answer(_ question: NameCache.Question) async -> NameAnswer? {
        // Asking must not start a local endpoint that nothing has needed so far.
        let isLocal = await session.localTarget != nil
        if await session.goesToLocalEndpoint, !isLocal { return nil }
        let connection: Session.Connection
        do {
            connection = try await session.connection(for: settings)
        } catch {
            return nil
        }
        do throws(FCError) {
            let names = try await names(question, connection.client)
            return .listing(NameAnswer.Listing(scope: scope(connection), names: names))
        } catch {
            guard case .service(let fault) = error else { return nil }
            switch fault.kind {
            case .denied: return .denied
            // A function that is not there, or one without task mode, has nothing to list.
            case .notFound: return .listing(NameAnswer.Listing(scope: scope(connection), names: []))
            default: return nil
            }
        }
    }

    func scope(_ connection: Session.Connection) -> NameCache.Scope {
        if let project { return NameCache.Scope(account: "", region: "", endpoint: "local:\(project)") }
        return NameCache.Scope(
            account: connection.accountID ?? "", region: connection.region ?? "",
            endpoint: connection.client.managementAddress)
    }

    private func names(
        _ question: NameCache.Question, _ client: FCClient
    ) async throws(FCError) -> [CompletionWorld.Name] {
        let deadline = ContinuousClock.now.advanced(by: Self.limit)
        switch question {
        case .functions:
            return try await all { token throws(FCError) in
                let page = try await client.listFunctions(limit: 100, nextToken: token, deadline: deadline)
                return Page(page.functions, nextToken: page.nextToken)
            }.compactMap(\.completionName)
        case .qualifiers(let function):
            let versions = try await all { token throws(FCError) in
                try await client.listFunctionVersions(of: function, limit: 100, nextToken: token, deadline: deadline)
            }.compactMap(\.completionName)
            // Whoever may list versions need not be allowed to list aliases.
            let aliases = try? await all { token throws(FCError) in
                try await client.listAliases(of: function, limit: 100, nextToken: token, deadline: deadline)
            }.compactMap(\.completionName)
            return (aliases ?? []) + versions
        case .tasks(let function):
            return try await client.listAsyncTasks(of: function, limit: 50, deadline: deadline).elements
                .compactMap(\.completionName)
        }
    }

    private func all<Element: Sendable & Hashable>(
        _ page: (_ token: String?) async throws(FCError) -> Page<Element>
    ) async throws(FCError) -> [Element] {
        var found: [Element] = []
        var token: String?
        for _ in 0..<Self.pageLimit {
            let next = try await page(token)
            found += next.elements
            token = next.nextToken
            if token == nil { break }
        }
        return found
    }
}

/// A few words about each: what tells it from others.
extension FunctionDescription {
    /// The name with what its owner wrote, else runtime and memory.
    var completionName: CompletionWorld.Name? {
        guard let functionName else { return nil }
        if let summary, !summary.isEmpty { return .init(functionName, NameText.line(summary)) }
        let facts = [runtime, memorySize.map { "\($0) MB" }].compactMap { $0 }
        return .init(functionName, facts.isEmpty ? nil : facts.joined(separator: ", "))
    }
}

extension FunctionVersion {
    var completionName: CompletionWorld.Name? {
        guard let versionID else { return nil }
        let about = summary.flatMap { $0.isEmpty ? nil : $0 } ?? createdTime.map { String($0.prefix(10)) }
        return .init(versionID, NameText.line("version" + (about.map { ", \($0)" } ?? "")))
    }
}

extension FunctionAlias {
    var completionName: CompletionWorld.Name? {
        guard let aliasName else { return nil }
        let about = summary.flatMap { $0.isEmpty ? nil : $0 }
        return .init(
            aliasName, NameText.line("alias of \(versionID ?? "?")" + (about.map { ", \($0)" } ?? "")))
    }
}

extension AsyncTask {
    var completionName: CompletionWorld.Name? {
        guard let taskID else { return nil }
        let facts = [status, startedTime.map { TaskText.time($0) }].compactMap { $0 }
        return .init(taskID, NameText.line(facts.joined(separator: ", ")))
    }
}

/// Texts of the service in one short line.
private enum NameText {
    static func line(_ text: String) -> String {
        DisplayWidth.truncate(VisibleText.singleLine(text), to: 60)
    }
}

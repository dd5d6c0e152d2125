/// Finds the identity to sign with, in the order that people coming from Serverless Devs, the aliyun CLI and the SDKs
/// expect, keeps it in memory until it ends, and can tell how it was found.
///
/// An actor, because a session's commands may ask at the same time and must all get the same answer. Only success is
/// remembered: after a failure the files are read again, for they may have been mended. A key that ends is replaced by
/// one of the same source, never by another identity.
package actor CredentialChain: CredentialProvider {
    /// How long before its end a key is replaced, in seconds.
    static let margin = 300
    /// How long a source that gave no new key is left alone while the old one lives, in seconds.
    static let pause = 60

    private let resolver: CredentialResolver
    private var last: CredentialResolution?
    /// The key that a service called expired.
    private var expired: Credentials?
    /// The search that is going on; everybody who asks meanwhile waits for it.
    private var running: Task<CredentialResolution, Never>?
    /// When a source that failed may be asked again, in seconds since 1970.
    private var nextAttempt = 0
    /// The account that the memory knew for a key id, nil when it knew none: every call asks.
    private var remembered: (keyID: String, account: String?)?
    /// What became of asking for the account, so that a failure is not met with every call.
    private var account: Result<String, CredentialError>?

    /// A chain.
    /// - Parameters:
    ///   - request: which identity is wanted.
    ///   - surroundings: the world; nothing of it is touched before the first question.
    package init(_ request: CredentialRequest, in surroundings: CredentialSurroundings) {
        resolver = CredentialResolver(request: request, surroundings: surroundings)
    }

    package func credentials() async throws(CredentialError) -> Credentials {
        let resolution = await resolution()
        if let credentials = resolution.credentials { return credentials }
        throw Self.failure(resolution)
    }

    private static func failure(_ resolution: CredentialResolution) -> CredentialError {
        resolution.report.error ?? CredentialError(.noCredentials, "no credentials were found")
    }

    /// What a call wants to know of the identity it is made under.
    package struct Identity: Sendable {
        package var credentials: Credentials
        /// How it was found.
        package var report: CredentialReport
        /// Every secret that was met on the way, to be masked in output.
        package var secrets: [Secret]
        /// The number of the account as far as it is known without asking anybody.
        package var knownAccountID: String?
    }

    /// All of it in one question.
    package func found() async throws(CredentialError) -> Identity {
        let resolution = await resolution()
        guard let credentials = resolution.credentials else { throw Self.failure(resolution) }
        return Identity(
            credentials: credentials, report: resolution.report, secrets: resolution.secrets,
            knownAccountID: knownAccount(of: credentials))
    }

    /// Takes note that a service called a key expired; the next question is answered with a new one if there is any.
    package func discard(_ expired: Credentials) {
        guard last?.credentials == expired else { return }
        self.expired = expired
    }

    /// How the identity was found, or why there is none.
    package func explain() async -> CredentialReport {
        await resolution().report
    }

    /// The region of the profile the key came from; nil when it came from elsewhere or there is none.
    package var defaultRegion: String? {
        get async { await resolution().report.defaultRegion }
    }

    /// Every secret that was met so far, to be masked in output; before the first question those of the environment.
    package var secrets: [Secret] { last?.secrets ?? resolver.environmentSecrets }

    /// The number of the identity's main account: its source's own, else one that is remembered, else STS is asked.
    /// - Throws: ``CredentialError`` when there are no credentials or STS does not answer.
    package func accountID(limit: Duration = STSClient.limit) async throws(CredentialError) -> String {
        let credentials = try await credentials()
        if let known = knownAccount(of: credentials) { return known }
        if let account { return try account.get() }
        do {
            let identity = try await identity(limit: limit)
            account = .success(identity.accountID)
            return identity.accountID
        } catch {
            if error.kind != .cancelled { account = .failure(error) }
            throw error
        }
    }

    /// The number of the account as far as it is known without asking anybody.
    package func knownAccountID() async -> String? {
        guard let credentials = await resolution().credentials else { return nil }
        return knownAccount(of: credentials)
    }

    /// A key id never changes its account, so the memory is asked once for each.
    private func knownAccount(of credentials: Credentials) -> String? {
        if let known = credentials.accountID { return known }
        let keyID = credentials.accessKeyID
        if let remembered, remembered.keyID == keyID { return remembered.account }
        let account = resolver.surroundings.accounts.account(of: keyID)
        remembered = (keyID, account)
        return account
    }

    /// Asks STS whose key it is. An answer that calls the key expired is met with one more question under a new key.
    package func identity(limit: Duration = STSClient.limit) async throws(CredentialError) -> CallerIdentity {
        let credentials = try await credentials()
        let surroundings = resolver.surroundings
        let client = STSClient(
            endpoint: try STSEndpoint.choose(surroundings), transport: try await surroundings.transport(),
            surroundings: surroundings)
        var outcome = await Self.ask(client, credentials, limit)
        if case .failure(.service(let fault)) = outcome, fault.isExpiredToken {
            discard(credentials)
            let renewed = try await self.credentials()
            if renewed != credentials { outcome = await Self.ask(client, renewed, limit) }
        }
        switch outcome {
        case .success(let identity):
            surroundings.accounts.remember(identity.accountID, of: credentials.accessKeyID)
            remembered = (credentials.accessKeyID, identity.accountID)
            return identity
        case .failure(let error):
            throw CredentialFetcher(surroundings: surroundings, place: last?.report.source ?? "the key")
                .refusal(error, "GetCallerIdentity", nil)
        }
    }

    private static func ask(
        _ client: STSClient, _ credentials: Credentials, _ limit: Duration
    ) async -> Result<CallerIdentity, FCError> {
        do throws(FCError) {
            return .success(try await client.callerIdentity(credentials, limit: limit))
        } catch {
            return .failure(error)
        }
    }
}

extension CredentialChain {
    private func resolution() async -> CredentialResolution {
        while true {
            if let last, last.credentials != nil, !needsRenewal(last) { return last }
            let search = running ?? begin()
            let found = await withTaskCancellationHandler {
                await search.value
            } onCancel: {
                search.cancel()
            }
            // Another one who waited may have given up; that is no answer for this one.
            if found.report.error?.kind == .cancelled, !Task.isCancelled { continue }
            return found
        }
    }

    private func begin() -> Task<CredentialResolution, Never> {
        let task = Task(executorPreference: resolver.surroundings.executor) { () -> CredentialResolution in
            await self.finish(await self.resolver.resolve())
        }
        running = task
        return task
    }

    private func needsRenewal(_ resolution: CredentialResolution) -> Bool {
        if let expired, resolution.credentials == expired { return true }
        guard let end = resolution.expiration?.seconds else { return false }
        let now = resolver.surroundings.second
        return end <= now || (end - now < Self.margin && now >= nextAttempt)
    }

    /// Takes over what a search found, unless it is another identity than before.
    private func finish(_ found: CredentialResolution) -> CredentialResolution {
        running = nil
        guard let last, let old = last.credentials else {
            last = found
            nextAttempt = resolver.surroundings.second + Self.pause
            return found
        }
        var found = found
        if found.credentials != nil, found.report.source == last.report.source {
            if found.credentials != expired { expired = nil }
            nextAttempt = resolver.surroundings.second + Self.pause
            self.last = found
            return found
        }
        if found.report.error?.kind == .cancelled { return found }
        nextAttempt = resolver.surroundings.second + Self.pause
        let lives = last.expiration.map { $0.seconds > resolver.surroundings.second } ?? true
        if lives, old != expired { return last }
        let source = last.report.source ?? ""
        let reason = found.report.skipped.last { source.hasPrefix($0.source) }?.reason ?? found.report.error?.message
        found.credentials = nil
        found.report.source = nil
        found.report.error = CredentialError(
            .sourceFailed, "the key of \(source) has ended and there is no new one: \(reason ?? "it is gone")",
            hint: found.report.error?.hint)
        return found
    }
}

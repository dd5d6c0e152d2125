package import FCCore

/// Everything about one invocation that is settled before it is sent.
package struct CallPlan: Sendable {
    package var target: CallResult.Target
    package var client: FCClient
    package var event: [UInt8]?
    package var isAsynchronous: Bool
    package var logType: Invocation.LogType
    package var taskID: String?
    /// The limit that holds from the start, nil when it follows from the function's own timeout.
    package var fixedLimit: InvocationLimit?
    /// What the s.yaml says about the function, for the limit.
    package var manifestTimeout: Int?
    package var runtime: String?
    /// How long the call waits before the deployed function is asked for its own timeout.
    package var patience = InvocationLimit.patience
    /// What the s.yaml wants to run around the call: its own actions, then those of the resource.
    package var actions: [ManifestActions]
    /// What people should be told about the s.yaml.
    package var warnings: [String] = []
    /// The settings the call was made under, for messages.
    package var settings: Settings
    /// The account that is called, for messages.
    package var accountID: String?
    /// What people should be told once about the identity.
    package var notices: [String] = []
    /// What is asked over HTTP; nil for an invocation.
    package var http: HTTPCall?
    /// How that request reaches the function; nil as long as nobody has looked.
    package var route: HTTPRoute?
    /// How the session makes and shows calls.
    package var manner: Session.Manner

    /// The request to the service.
    package var invocation: Invocation {
        var sent = event
        if case .event(let envelope) = route { sent = envelope }
        return Invocation(
            functionName: target.functionName, qualifier: target.qualifier,
            event: sent.map { .bytes($0) } ?? .none, type: isAsynchronous ? .async : .sync,
            logType: isAsynchronous ? .none : logType, taskID: taskID)
    }
}

/// What a command wants to call, before settings are looked at.
package struct CallRequest: Sendable {
    package var options = SettingValues()
    package var event: [UInt8]?
    package var isAsynchronous = false
    package var taskID: String?
    package var timeout: Duration?
    /// What is asked over HTTP, where the event is the body; nil for an invocation.
    package var http: HTTPCall?

    package init() {}
}

extension Session {
    /// Settles target, identity, endpoint and limits of a call. Nothing is sent.
    /// - Throws: ``Failure`` that names what is missing.
    package func plan(_ request: CallRequest) async throws(Failure) -> CallPlan {
        let (settings, resource, manifest) = try await situation(options: request.options, isCall: true)
        if resource == nil { try refuseOtherComponent(settings, manifest) }
        guard let function = settings.functionName(of: resource) else { throw missingFunction(settings) }
        let access = try await connection(for: settings, of: manifest)
        let target = CallResult.Target(
            functionName: function, qualifier: settings[.qualifier] ?? "LATEST", region: access.region)
        return CallPlan(
            target: target, client: access.client, event: request.event, isAsynchronous: request.isAsynchronous,
            logType: settings[.log] == "none" ? .none : .tail, taskID: request.taskID,
            fixedLimit: .fixed(
                option: request.timeout, setting: settings.timeout, source: settings.resolve(.timeout).source,
                isAsynchronous: request.isAsynchronous),
            manifestTimeout: resource.flatMap { try? $0.timeout }, runtime: resource.flatMap { try? $0.runtime },
            actions: actions(around: resource), warnings: resource == nil ? [] : manifest?.warnings ?? [],
            settings: settings, accountID: access.accountID, notices: access.notices, manner: manner)
    }

    /// A name that means a domain, a layer or the like of the s.yaml is no function's name.
    private func refuseOtherComponent(_ settings: Settings, _ manifest: Manifest?) throws(Failure) {
        guard let name = settings[.function], let manifest, let other = manifest.resource(named: name) else { return }
        let functions = manifest.functions.map(\.name)
        throw Failure(
            .usage, "'\(name)' is of the component \(other.component), which cannot be invoked",
            next: functions.isEmpty ? nil : "the functions are: \(functions.joined(separator: ", "))")
    }

    /// Without a resource there is nothing the actions of the file could be about.
    private func actions(around resource: Resource?) -> [ManifestActions] {
        guard let resource else { return [] }
        return [resource.fileActions, resource.actions].filter { !$0.isEmpty }
    }

    /// A client for these settings with what is known about the other side.
    package struct Connection: Sendable {
        package var client: FCClient
        package var region: String?
        package var accountID: String?
        /// What people should be told once about the identity.
        package var notices: [String] = []
    }

    /// Settles identity and endpoint. A local endpoint overrides both.
    package func connection(for settings: Settings) async throws(Failure) -> Connection {
        try await connection(for: settings, of: (try? manifest()) ?? nil)
    }

    /// The same where the s.yaml in force is known.
    private func connection(for settings: Settings, of manifest: Manifest?) async throws(Failure) -> Connection {
        let transport = try transport()
        if let local = try await localEndpoint() {
            let client = client(
                local.endpoint, management: nil, StaticCredentialProvider(local.credentials), transport)
            return Connection(client: client, region: settings[.region], accountID: local.credentials.accountID)
        }
        var settings = settings
        let chain = chain(for: settings, of: manifest)
        let identity = try await identity(from: chain)
        settings.profileRegion = identity.report.defaultRegion
        let setting = try endpointSetting(settings)
        guard let region = settings[.region] ?? (setting.isCustom ? "" : nil) else { throw missingRegion(settings) }
        let accountID = try await accountID(of: identity, chain, setting)
        do {
            let endpoint = try Endpoint.choose(setting, accountID: accountID, region: region)
            let management = try Endpoint.chooseManagement(setting, accountID: accountID, region: region)
            return Connection(
                client: client(endpoint, management: management, chain, transport),
                region: region.isEmpty ? nil : region, accountID: accountID, notices: identity.report.notices)
        } catch {
            throw Failure(.usage, error.sentence, next: error.remedy)
        }
    }

    /// How long STS may take to name the account of a call that could do without.
    static let accountLimit = Duration.seconds(3)

    /// The account that is called, the cheapest way: the key's source, the endpoint's own host, what was asked before,
    /// then STS. Only the internal endpoint cannot do without; the public one has a host for every account.
    private func accountID(
        of identity: CredentialChain.Identity, _ chain: CredentialChain, _ endpoint: EndpointSetting
    ) async throws(Failure) -> String? {
        if let known = identity.credentials.accountID { return known }
        switch endpoint {
        case .custom(let endpoint): return endpoint.accountID ?? identity.knownAccountID
        case .internal:
            do throws(CredentialError) {
                return try await chain.accountID()
            } catch {
                throw Failure(error)
            }
        case .public: return try? await chain.accountID(limit: Self.accountLimit)
        }
    }

    /// The identity of a chain; its secrets are masked from now on.
    func identity(from chain: CredentialChain) async throws(Failure) -> CredentialChain.Identity {
        let identity: CredentialChain.Identity
        do {
            identity = try await chain.found()
        } catch {
            throw Failure(error)
        }
        for secret in identity.secrets { masker.register(secret) }
        return identity
    }

    /// Which endpoint was asked for. A region that is missing is said before an endpoint that is wrong.
    private func endpointSetting(_ settings: Settings) throws(Failure) -> EndpointSetting {
        do {
            return try EndpointSetting(asked: settings[.endpoint])
        } catch {
            if settings[.region] == nil { throw missingRegion(settings) }
            throw Failure(.usage, error.sentence, next: error.remedy)
        }
    }

    /// A client of a local endpoint, whether calls go to it or not.
    package func client(of target: LocalTarget) throws(Failure) -> FCClient {
        client(
            target.endpoint, management: nil, StaticCredentialProvider(target.credentials), try transport())
    }

    private func client(
        _ endpoint: Endpoint, management: Endpoint?, _ provider: any CredentialProvider, _ transport: any Transport
    ) -> FCClient {
        FCClient(
            endpoint: endpoint, managementEndpoint: management, credentials: provider, transport: transport,
            now: world.now, nonce: world.nonce, userAgent: "fcsh/\(Version.current)")
    }

    private func missingRegion(_ settings: Settings) -> Failure {
        Failure(
            .usage, "no region is set", notes: ["there is no s.yaml here that names one"],
            next: "--region cn-hangzhou, set region cn-hangzhou, or -t s.yaml")
    }

    private func missingFunction(_ settings: Settings) -> Failure {
        let manifest = (try? manifest()).flatMap { $0 }
        let names = manifest?.functions.map(\.name) ?? []
        if let manifest, names.isEmpty {
            return Failure(
                .usage, "\(manifest.path) has no function", notes: ["resources of component fc3 are functions"],
                next: "--function-name FUNCTION")
        }
        if names.count > 1 {
            return Failure(
                .usage, "the s.yaml has \(names.count) functions: which one?",
                notes: [Message(verbatim: names.joined(separator: ", "))],
                next: "use \(names[0]), invoke \(names[0]) …, or --all")
        }
        if manifest == nil, settings[.region] == nil, settings[.endpoint] == nil {
            return Failure(
                .usage, "no function is set and no region", notes: ["there is no s.yaml here that names them"],
                next: "--function-name FUNCTION --region cn-hangzhou, or -t s.yaml")
        }
        return Failure(
            .usage, "no function is set", next: "use FUNCTION, --function-name FUNCTION, or -t s.yaml")
    }
}

extension Failure {
    /// Why there is no identity.
    init(_ error: CredentialError) {
        self.init(error.kind == .cancelled ? .interrupted : .identity, error.message, next: error.hint ?? "whoami")
    }
}

extension Settings {
    /// The function's own name: that of the chosen resource unless an option or `set` named another function.
    func functionName(of resource: Resource?) -> String? {
        guard let asked = self[.function] else { return nil }
        guard let resource, asked == resource.name else { return asked }
        return manifest[.function] ?? asked
    }
}
